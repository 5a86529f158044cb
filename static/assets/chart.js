// Charts that answer. Each is drawn anew from its table: as wide as its column, for the years, lines and base that a reader
// chooses. The values of a period are said under the pointer, a finger or the arrow keys, and the chart is saved as a picture.
// Without this every chart is complete, with its table. Only an index is computed, and says so; other numbers are as printed.
(() => {
  "use strict";
  const tools = document.getElementById("chart-tools");
  const SVG = "http://www.w3.org/2000/svg";
  const [INK, MUTED, GRID, PAPER] = ["ink", "muted", "grid", "paper"].map((name) => `var(--chart-${name})`);
  const COLOURS = 6;
  const SIZE = 13;
  const AXIS = 12.5;
  const AXIS_WORDS = { class: "axis" };
  const pen = document.createElement("canvas").getContext("2d");
  const wide = (words, size = SIZE, weight = 400) => {
    pen.font = `${weight} ${size}px sans-serif`;
    return pen.measureText(words).width;
  };
  // Words in lines that fit a room, as far as they can be parted: behind spaces and hyphens, and within Han.
  const folded = (words, room) => words.split(/(?<=[ -])(?=\p{L})|(?<=\p{Script=Han})(?=[\p{Script=Han}（])/u).reduce((rows, piece) => {
    const longer = (rows.at(-1) ?? "") + piece;
    if (rows.length && wide(longer.trimEnd(), SIZE, 700) <= room) rows[rows.length - 1] = longer;
    else rows.push(piece);
    return rows;
  }, []);
  // Room beside the field, in the steps that the page's CSS has.
  const stepped = (room) => Math.ceil(room / 8) * 8;
  const put = (parent, name, attributes, words) => {
    const made = document.createElementNS(SVG, name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (words !== undefined) made.textContent = words;
    return parent.appendChild(made);
  };
  const html = (name, className, words = "") => Object.assign(document.createElement(name), { className, textContent: words });

  // The lines of a chart, from its table.
  function read(table) {
    const lines = [];
    const columns = [...table.tHead.rows[0].cells].slice(1).map((head) => {
      const { role, step, named, off } = head.dataset;
      if (role) lines.push({ name: named === undefined ? "" : head.textContent, kind: head.textContent, role, step: +step, on: off === undefined, by: "", dots: [] });
      else lines.at(-1).by = head.textContent;
      return { line: lines.at(-1), isChange: !role };
    });
    for (const row of [...table.tBodies[0].rows].reverse()) {
      const [period, ...cells] = row.cells;
      const month = +period.dataset.month;
      for (const [at, { line, isChange }] of columns.entries()) {
        const { value, mark } = cells[at].dataset;
        const text = cells[at].textContent.trim();
        if (!text) continue;
        if (isChange) {
          line.dots.at(-1).change = text;
          continue;
        }
        const number = parseFloat(value ?? text.replace("−", "-").replace(/,/g, ""));
        line.dots.push({ month, period: period.textContent.trim(), short: period.dataset.short ?? `${month % 12 + 1}月`, number, text, change: "", mark });
      }
    }
    for (const line of lines) colour(line, lines);
    return lines;
  }

  // The first colour that no other line has; forecasts have that of the line they continue, targets are in ink.
  function colour(line, lines) {
    const taken = lines.filter((other) => other !== line && other.on && other.role === "actual").map((other) => other.slot);
    line.slot = line.role === "actual" ? [...Array(COLOURS).keys()].find((slot) => !taken.includes(slot)) ?? 0 : lines[0].slot;
    line.colour = line.role === "target" ? INK : `var(--chart-${line.slot + 1})`;
  }

  // An axis of round numbers around these, as the program draws it.
  function axis(least, greatest, fromZero) {
    const size = Math.max(Math.abs(least), Math.abs(greatest));
    if (fromZero || (least > 0 && least < greatest / 2) || (greatest < 0 && greatest > least / 2)) {
      [least, greatest] = [Math.min(least, 0), Math.max(greatest, 0)];
    }
    if (greatest - least <= size * 1e-9) [least, greatest] = size ? [least - size / 10, greatest + size / 10] : [0, 1];
    const raw = (greatest - least) / 4;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 2.5, 5, 10].find((times) => times * power >= raw * (1 - 1e-9)) * power;
    const low = Math.floor(least / step + 1e-9);
    const high = Math.max(Math.ceil(greatest / step - 1e-9), low + 1);
    const digits = Math.max(0, Math.ceil(1e-9 - Math.log10(step)) + (`${step / power}` === "2.5" ? 1 : 0));
    const rules = Array.from({ length: high - low + 1 }, (_, at) => {
      const value = (low + at) * step;
      const words = Math.abs(value).toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: value ? digits : 0 });
      return { value, words: (value < 0 ? "−" : "") + words };
    });
    return { share: (value) => (value / step - low) / (high - low), rules, isCut: low > 0 || high < 0 };
  }

  // The months that are named: all, or every second, third … with the last; where not even two a year fit, the years.
  function names(months, step, x, width) {
    const tick = ([month, words]) => {
      const half = wide(words, AXIS) / 2;
      const middle = Math.min(Math.max(x(month), half), width - half);
      return { month, words, x: x(month), middle, left: middle - half, right: middle + half };
    };
    const all = [...months].sort(([one], [other]) => one - other).map(tick);
    const last = all.at(-1);
    const apart = (list) => list.every((one, at) => at === 0 || list[at - 1].right + 8 <= one.left);
    const withLast = (list, end) => [...list.filter((one) => one.month !== end.month && one.right + 8 <= end.left), end];
    const span = last.month - all[0].month;
    const counts = step < 12 ? [1, 2, 3, 4, 6].filter((count) => count * step < 6 || (count * step === 6 && span <= 48)) : [1, 2, 5, 10, 20, 50, 100];
    for (const count of counts) {
      const isRound = ({ month }) => (step === 1 ? month : step < 12 ? (month + 1) / step : Math.floor(month / 12)) % count === 0;
      const chosen = all.filter((one) => count === 1 || isRound(one));
      if (apart(chosen)) return { ticks: withLast(chosen, last), years: step < 12 };
    }
    const firsts = all.filter((one, at) => at === 0 ? one.month % 12 < 6 : Math.floor(all[at - 1].month / 12) < Math.floor(one.month / 12));
    const years = firsts.map((one) => tick([one.month, `${Math.floor(one.month / 12)}`]));
    for (const count of [1, 2, 5, 10, 20, 50]) {
      const chosen = years.filter((one) => count === 1 || one.words % count === 0);
      if (apart(chosen)) return { ticks: chosen, years: false };
    }
    return { ticks: withLast([], last), years: step < 12 };
  }

  // The sign of a value: full, hollow, dashed, half full or ringed, as its mark is.
  function dot(parent, { mark, x, y }, { role, colour: stroke }, r) {
    const edge = { stroke, fill: PAPER, "stroke-width": 1.7, ...(mark === "derived" && { "stroke-dasharray": "2 1.5" }) };
    if (role !== "actual") put(parent, "path", { ...edge, d: `M${x - r - 2} ${y}L${x} ${y - r - 2}L${x + r + 2} ${y}L${x} ${y + r + 2}Z` });
    else if (!mark || mark === "revised") put(parent, "circle", { cx: x, cy: y, r, fill: stroke });
    else put(parent, "circle", { ...edge, cx: x, cy: y, r: r + 0.8 });
    if (mark === "revised") put(parent, "circle", { cx: x, cy: y, r: r + 3.4, fill: "none", stroke, "stroke-width": 1.2 });
    if (mark === "preliminary") put(parent, "path", { d: `M${x} ${y - r}A${r} ${r} 0 0 0 ${x} ${y + r}Z`, fill: stroke });
  }

  function column(parent, { mark }, { role, colour: stroke }, x, y, width, height) {
    const inset = (by) => ({ x: x + by, y: y + by, width: Math.max(width - 2 * by, 0.6), height: Math.max(height - 2 * by, 0.6) });
    if (role === "actual" && !mark) return put(parent, "rect", { ...inset(0), fill: stroke });
    const dash = mark === "derived" ? "2 1.5" : role === "actual" ? "none" : "5 3";
    const fill = mark === "preliminary" ? { fill: stroke, "fill-opacity": 0.4 } : { fill: PAPER };
    put(parent, "rect", { ...inset(0.8), ...fill, stroke, "stroke-width": 1.6, "stroke-dasharray": dash });
    return mark === "revised" && put(parent, "rect", { ...inset(3.2), fill: stroke });
  }

  class Chart {
    constructor(figure) {
      this.figure = figure;
      this.plot = figure.querySelector(".chart-plot");
      this.svg = this.plot.querySelector("svg");
      this.legend = this.svg.querySelector(".legend");
      this.height = +this.svg.getAttribute("height");
      this.svg.removeAttribute("class");
      // What is said of the axis depends on what is drawn.
      for (const text of this.legend?.querySelectorAll("text") ?? []) if (text.textContent === tools.dataset.cut) text.remove();
      this.below = this.legend?.getBBox() ?? { y: 0, height: 0 };
      this.lines = read(figure.querySelector("table"));
      this.years = Infinity;
      this.events = [...figure.querySelectorAll(".chart-events li")].map((item) => +item.dataset.month);
      figure.classList.add("live");
      this.equip();
      this.draw();
      new ResizeObserver(() => ![0, this.width].includes(this.plot.clientWidth) && this.draw()).observe(this.plot);
    }

    // What is drawn now: the chosen lines, as far as they are in the chosen years.
    shown() {
      const last = Math.max(...this.lines.flatMap(({ dots }) => dots.map(({ month }) => month)));
      const within = ({ month }) => month > last - 12 * this.years;
      const lines = this.lines.filter(({ on }) => on).map((line) => ({ ...line, dots: line.dots.filter(within) })).filter(({ dots }) => dots.length);
      this.base = undefined;
      return this.indexed ? this.indexed(this, lines) : lines;
    }

    draw() {
      const { svg, plot, height, below } = this;
      const width = this.width = plot.clientWidth;
      const lines = this.drawn = this.shown();
      const { form, unit, reference, referenceLabel } = this.figure.dataset;
      // A unit that is a word of its own is in the subtitle already.
      const bare = (text) => unit && text.endsWith(` ${unit}`) ? text.slice(0, -unit.length - 1) : text;
      const columns = form === "bar" && !this.base;
      const all = lines.flatMap(({ dots }) => dots);
      const numbers = all.map(({ number }) => number).concat(reference && !this.base ? +reference : []);
      const scale = axis(Math.min(...numbers), Math.max(...numbers), columns);
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.replaceChildren(...svg.querySelectorAll("desc, .legend"));
      const field = put(svg, "g", { class: "field" });
      const text = (words, x, y, more) => put(field, "text", { x, y, ...more }, words);

      const note = [
        this.base && tools.dataset.indexed.replace("{period}", this.base.period),
        scale.isCut && !columns && tools.dataset.cut,
      ].filter(Boolean).join(tools.dataset.join);
      if (note) text(note, 0, 12, AXIS_WORDS);
      const suffix = unit === "%" && !this.base ? "%" : "";
      const left = stepped(Math.max(...scale.rules.map(({ words }) => wide(words + suffix, AXIS))) + 8);
      const months = new Map(all.map(({ month, short }) => [month, short]));
      const [first, last] = [Math.min(...months.keys()), Math.max(...months.keys())];
      const step = Math.min(...lines.map((line) => line.step)) || 1;
      const places = (last - first) / step + 1;

      const slots = [...new Set(lines.filter(({ role }) => role === "actual").map(({ slot }) => slot))];
      const several = lines.length > 1;
      const tags = lines.map((line) => {
        const { text: whole, period } = line.dots.at(-1);
        const value = bare(whole);
        return { line, words: several ? [line.name || line.kind, value] : [value, period] };
      });
      if (reference && !this.base) tags.push({ y: +reference, words: [referenceLabel] });
      const aside = stepped(Math.min(Math.max(...tags.flatMap(({ words }) => words.map((one) => wide(one, SIZE, 700)))) + 16, width * 0.4));
      for (const tag of tags) tag.rows = tag.words.flatMap((words, row) => folded(words, aside - 16).map((text) => ({ text, row })));
      const noted = columns && slots.length === 1 && all.every((one) => wide(bare(one.text), SIZE, 700) + 6 <= (width - left - 8) / places);
      const right = noted && tags.every((tag) => tag.line) ? width - 8 : width - aside;

      const events = this.events.map((month, at) => ({ month, at: at + 1 })).filter(({ month }) => month >= first && month <= last);
      const head = note ? 18 : 2;
      const top = head + (events.length ? 11 : 0) + (noted ? 20 : 6);
      const foot = height - (step < 12 ? 42 : 26) - (this.legend ? below.height + 8 : 0);
      const inset = columns ? (right - left) / places / 2 : Math.min(8, (right - left) / places / 2);
      const x = (month) => first === last ? (left + right) / 2 : left + inset + (month - first) / (last - first) * (right - left - 2 * inset);
      const y = (value) => foot - scale.share(value) * (foot - top);
      const pitch = first === last ? right - left : (right - left - 2 * inset) * step / (last - first);

      for (const { value, words } of scale.rules) {
        put(field, "path", { d: `M${left} ${y(value)}H${right}`, stroke: value ? GRID : INK, "stroke-width": value ? 1 : 1.2 });
        text(words + (value ? suffix : ""), left - 8, y(value) + 4.5, { class: "axis end" });
      }
      let free = -9;
      for (const { month, at } of events) {
        const here = x(month);
        put(field, "path", { d: `M${here} ${head + 2}V${foot}`, stroke: MUTED, "stroke-width": 0.8 });
        if (here > free) text(at, here + 3, head + 10, AXIS_WORDS);
        free = Math.max(free, here + 14);
      }

      const group = Math.min(pitch * 0.74, (right - left) * 0.16 * slots.length);
      for (const line of lines) {
        let path = "";
        line.dots.forEach((one, at) => {
          Object.assign(one, { x: x(one.month), y: y(one.number) });
          const joined = at > 0 && one.month - line.dots[at - 1].month <= line.step;
          path += `${joined ? "L" : "M"}${one.x.toFixed(1)} ${one.y.toFixed(1)}`;
          if (!columns) return;
          if (line.role === "target") return put(field, "path", { d: `M${one.x - group / 2 - 3} ${one.y}h${group + 6}`, stroke: INK, "stroke-width": 2.4 });
          const broad = group / slots.length;
          const edge = one.x - group / 2 + broad * Math.max(slots.indexOf(line.slot), 0);
          column(field, one, line, edge, Math.min(one.y, y(0)), broad * (slots.length > 1 ? 0.9 : 1), Math.abs(one.y - y(0)));
          if (noted && line.role !== "target") text(bare(one.text), one.x, one.number < 0 ? one.y + 16 : one.y - 6, { class: "strong middle" });
        });
        if (columns) continue;
        const dash = line.role === "actual" ? {} : { "stroke-dasharray": "5 3" };
        put(field, "path", { d: path, fill: "none", stroke: line.colour, "stroke-width": 2.2, "stroke-linejoin": "round", "stroke-linecap": "round", ...dash });
        line.dots.forEach((one, at) => {
          if (pitch >= 11 || at === line.dots.length - 1 || one.mark) dot(field, one, line, at === line.dots.length - 1 ? 4 : 2.8);
        });
      }
      if (reference && !this.base) put(field, "path", { d: `M${left} ${y(+reference)}H${right}`, stroke: INK, "stroke-width": 1.2, "stroke-dasharray": "2 3" });

      const placed = tags.filter((tag) => !noted || !tag.line).map((tag) => ({ ...tag, ...(tag.line?.dots.at(-1) ?? { x: right, y: y(tag.y) }) }));
      this.tag(field, placed, right + 14, top - 6, foot + 6, several);
      const { ticks, years } = names(months, step, x, width);
      let end = -9;
      let year;
      for (const { month, words, x: at, middle } of ticks) {
        put(field, "path", { d: `M${at} ${foot}v4`, stroke: MUTED });
        text(words, middle, foot + 19, { class: "axis middle" });
        const own = `${Math.floor(month / 12)}`;
        const half = wide(own, AXIS) / 2;
        if (!years || own === year || middle - half < end + 4) continue;
        text(own, Math.max(middle, half), foot + 36, { class: "axis middle" });
        [year, end] = [own, middle + half];
      }
      this.legend?.setAttribute("transform", `translate(0 ${height - below.height - below.y - 3})`);
      Object.assign(this, { top, foot, columns });
      this.cross = put(svg, "g", { class: "cross" });
      this.hide();
    }

    // The name and the newest value of each line, at its end, as near as the others allow.
    tag(field, tags, left, top, bottom, several) {
      tags.sort((one, other) => one.y - other.y);
      let free = top;
      for (const tag of tags) {
        tag.height = tag.rows.length * 17;
        tag.top = Math.max(tag.y - tag.height / 2, free);
        free = tag.top + tag.height + 5;
      }
      free = bottom;
      for (const tag of [...tags].reverse()) {
        tag.top = Math.min(tag.top, free - tag.height);
        free = tag.top - 5;
      }
      for (const { line, rows, height, top: at, x, y } of tags) {
        const stroke = line?.colour ?? INK;
        if (Math.abs(at + height / 2 - y) > 3 || left - x > 26) put(field, "path", { d: `M${x + 6} ${y}L${left - 9} ${at + height / 2}`, stroke, "stroke-width": 0.8, "stroke-opacity": 0.7 });
        put(field, "rect", { x: left - 8, y: at + 1, width: 3, height: height - 2, fill: stroke });
        rows.forEach(({ text, row }, place) => {
          put(field, "text", { x: left, y: at + 13 + place * 17, class: line && row === 0 ? "strong" : several && line ? "" : "axis" }, text);
        });
      }
    }

    // The periods that have a value, each with its place.
    periods() {
      const places = new Map(this.drawn.flatMap(({ dots }) => dots.map((one) => [one.month, one])));
      return [...places.values()].sort((one, other) => one.month - other.month);
    }

    // Says the values of a period, beside a rule through them.
    say(place) {
      this.at = place.month;
      this.cross.replaceChildren();
      put(this.cross, "path", { d: `M${place.x} ${this.top}V${this.foot}`, stroke: INK, "stroke-width": 1 });
      const said = [html("b", "", place.period)];
      for (const line of this.drawn) {
        const one = line.dots.find(({ month }) => month === place.month);
        if (!one) continue;
        if (!this.columns) dot(this.cross, one, line, 4.5);
        const row = html("span", line.role === "target" ? "said-target" : `said-${line.slot + 1}`);
        if (line.name) row.append(html("i", "", line.name), " ");
        row.append(html("strong", "", one.text));
        if (one.printed) row.append(" ", one.printed);
        else if (one.change) row.append(` ${line.by} ${one.change}`);
        said.push(row);
      }
      this.said.replaceChildren(...said);
      this.said.hidden = false;
      const beside = place.x > this.width / 2 ? place.x - this.said.offsetWidth - 12 : place.x + 12;
      this.said.style.left = `${Math.min(Math.max(beside, 0), this.width - this.said.offsetWidth)}px`;
    }

    hide() {
      this.at = undefined;
      this.cross.replaceChildren();
      this.said.hidden = true;
    }

    // Pointer, finger and keys; and the buttons.
    equip() {
      const { plot, figure } = this;
      this.said = html("output", "chart-said");
      plot.append(this.said);
      plot.tabIndex = 0;
      plot.setAttribute("role", "group");
      plot.setAttribute("aria-label", `${figure.querySelector("figcaption").textContent.trim()} ${tools.dataset.keys}`);
      const point = (event) => {
        const x = event.clientX - plot.getBoundingClientRect().left;
        const near = this.periods().reduce((one, other) => Math.abs(other.x - x) < Math.abs(one.x - x) ? other : one);
        if (near.month !== this.at) this.say(near);
      };
      plot.addEventListener("pointermove", point);
      plot.addEventListener("pointerdown", point);
      plot.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.hide());
      plot.addEventListener("blur", () => this.hide());
      plot.addEventListener("keydown", (event) => {
        const all = this.periods();
        const now = all.findIndex(({ month }) => month === this.at);
        const to = { ArrowLeft: now < 0 ? all.length - 1 : now - 1, ArrowRight: now + 1, Home: 0, End: all.length - 1 }[event.key];
        if (event.key === "Escape") this.hide();
        if (to === undefined) return;
        event.preventDefault();
        this.say(all[Math.min(Math.max(to, 0), all.length - 1)]);
      });

      const bar = tools.content.firstElementChild.cloneNode(true);
      const press = (button, is) => button.setAttribute("aria-pressed", is);
      const months = this.lines.flatMap(({ dots }) => dots.map(({ month }) => month));
      const last = Math.max(...months);
      const spans = [...bar.querySelectorAll("[data-years]")].filter((button) => {
        const years = +button.dataset.years || Infinity;
        const within = new Set(months.filter((month) => month > last - 12 * years)).size;
        const fits = years === Infinity || (within > 3 && within < new Set(months).size);
        if (!fits) button.remove();
        button.addEventListener("click", () => {
          this.years = years;
          spans.forEach((other) => press(other, other === button));
          this.draw();
        });
        return fits;
      });
      if (spans.length < 2) bar.querySelector("[data-years]").parentElement.remove();
      const on = (name, is, act) => {
        const button = bar.querySelector(`[data-do=${name}]`);
        if (is) button.addEventListener("click", () => act(button));
        else button.remove();
      };
      on("table", true, (button) => {
        const isTable = figure.classList.toggle("tabled");
        figure.querySelector("details").open = isTable;
        press(button, isTable);
      });
      const more = () => import(tools.dataset.more);
      on("index", figure.dataset.indexed !== undefined, async (button) => {
        this.indexed = this.indexed ? undefined : (await more()).indexed;
        press(button, !!this.indexed);
        this.draw();
      });
      let choices;
      on("choose", this.lines.some(({ on }) => !on), async (button) => {
        choices ? choices.hidden = !choices.hidden : button.parentElement.after(choices = (await more()).choices(this, button.textContent, { html, colour, COLOURS }));
        button.setAttribute("aria-expanded", !choices.hidden);
      });
      for (const format of ["svg", "png"]) {
        on(format, true, async () => {
          this.hide();
          (await more()).save(this, format, { put, wide });
        });
      }
      figure.querySelector(".chart-data").before(bar);
    }
  }

  for (const figure of document.querySelectorAll(".chart:has(.chart-data)")) new Chart(figure);
})();
