// Finds bulletins, on the search page. What it reads is told in src/render/search.rs: which
// bulletins have which pairs of characters, in any edition and with all scripts folded into one;
// and what each bulletin says, by which every hit is made sure of before it is shown.
(() => {
  "use strict";
  const form = document.getElementById("search");
  const [box, said, list, more] = ["search-q", "search-said", "search-found", "search-more"].map((id) => document.getElementById(id));
  const say = form.dataset;
  const folders = say.folders.trim().split(/\s+/);
  const AT_ONCE = 8;
  const ROUNDS = 6;
  const [TOPIC, INDICATOR] = [0x110000, 0x110001];
  const [ANY, FIGURE, TITLE] = [0, 1, 2];

  // --- Files ---------------------------------------------------------------------------------

  const files = new Map();
  const load = (url, as, how) => {
    if (!files.has(url)) {
      const file = fetch(url, how).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} ${url}`);
        return answer[as]();
      });
      file.catch(() => files.delete(url));
      files.set(url, file);
    }
    return files.get(url);
  };
  // An old shard out of the browser's cache must not meet a new index.
  const index = () => load(`${say.index}index.json`, "json", { cache: "no-cache" });
  const part = async (name, as) => load(`${say.index}${name}?${(await index()).version}`, as);
  const textOf = async (folder, number) => {
    const { pack, version } = await index();
    return (await load(`${folder}${Math.floor(number / pack)}.json?${version}`, "json"))[number % pack];
  };

  // What is no bulletin, of one edition; it has no version of its own.
  const others = (edition) => load(`${say.index}others/${edition}.json`, "json", { cache: "no-cache" });

  // --- Folding -------------------------------------------------------------------------------

  // As src/text/fold.rs does it; `from` and `to` are where each folded character stood.
  let fold;
  const folding = ({ classes, dropped }) => {
    const folded = new Map();
    for (const [first, ...others] of classes.split(" ").map((one) => [...one])) {
      for (const other of others) folded.set(other, first);
    }
    const gone = new Set([...dropped, "\0"]);
    const one = (written) => {
      const c = written.normalize("NFC");
      const code = c.codePointAt(0);
      const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : c;
      const small = narrow.toLowerCase();
      const letter = [...small].length === 1 ? small : narrow;
      return gone.has(letter) ? "" : folded.get(letter) ?? letter;
    };
    return (text) => {
      const [from, to] = [[], []];
      let [whole, at] = ["", 0];
      for (const c of text) {
        const letter = one(c);
        for (let unit = 0; unit < letter.length; unit += 1) { from.push(at); to.push(at + c.length); }
        whole += letter;
        at += c.length;
      }
      return { text: whole, from, to };
    };
  };

  // --- The index -----------------------------------------------------------------------------

  const shardOf = (first, second, shards) => {
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % shards;
  };

  // The numbers of the bulletins with a pair: anywhere, among the figures, in the title.
  const lookUp = async ([first, second]) => {
    const { shards } = await index();
    const bytes = new Uint8Array(await part(`grams/${shardOf(first, second, shards)}.bin`, "arrayBuffer"));
    const lists = [[], [], []];
    let [at, c] = [0, 0];
    const number = () => {
      let [whole, scale] = [0, 1];
      for (;;) {
        const byte = bytes[at++];
        whole += (byte & 127) * scale;
        if (byte < 128) return whole;
        scale *= 128;
      }
    };
    while (at < bytes.length) {
      c += number();
      const [d, head] = [(number() + 0x4e00) % 0x200000, number()];
      const end = at + (head >> 3);
      if (c > first) break;
      if (c === first && d === second) {
        const found = lists[head & 3];
        if (head & 4) {
          for (let byte = at; byte < end; byte += 1) {
            for (let bit = 0; bit < 8; bit += 1) if (bytes[byte] >> bit & 1) found.push((byte - at) * 8 + bit);
          }
        } else {
          for (let last = 0; at < end;) found.push(last += number());
        }
      }
      at = end;
    }
    return lists;
  };

  // The pairs of a word, those first that tell most: its ends, what lies between, what overlaps.
  // One character alone is looked for in titles.
  const pairsOf = (word) => {
    const codes = [...word.folded].map((c) => c.codePointAt(0));
    if (codes.length < 2) return codes.map((code) => [code, 0]);
    const starts = codes.slice(1).map((_, at) => at);
    const last = starts.length - 1;
    const rank = (at) => at === 0 ? 0 : at === last ? 1 : 2 + at % 2;
    return starts.sort((a, b) => rank(a) - rank(b) || a - b).map((at) => [codes[at], codes[at + 1]]);
  };

  const wordsOf = (query) => query.split(/\s+/).map((raw) => ({ raw, folded: fold(raw).text })).filter((word) => word.folded);

  // Bulletins that have so many pairs of each word, best first: by where they stand, then the newest.
  const candidates = async (words, kept, pairs) => {
    const { bulletins, years } = await index();
    const score = new Uint16Array(bulletins).fill(1);
    const keep = (numbers, points) => {
      const got = new Uint8Array(bulletins);
      for (const number of numbers) got[number] = 1;
      for (let number = 0; number < bulletins; number += 1) score[number] = got[number] && score[number] ? score[number] + points : 0;
    };
    const all = words.map(async (word) => ({ word, lists: await Promise.all(pairsOf(word).slice(0, pairs).map(lookUp)) }));
    for (const { word, lists } of await Promise.all(all)) {
      const both = (place) => lists.map((list) => list[place]).reduce((some, next) => {
        const known = new Set(next);
        return some.filter((number) => known.has(number));
      });
      keep([...word.raw].length > 1 ? both(ANY) : both(TITLE), 0);
      for (const number of both(FIGURE)) if (score[number]) score[number] += 1;
      for (const number of both(TITLE)) if (score[number]) score[number] += 4;
    }
    for (const [kind, number] of kept.numbers) keep((await lookUp([kind, number]))[ANY], 0);
    if (kept.year) {
      const at = years.findIndex(([year]) => year === kept.year);
      const [start, end] = at < 0 ? [0, 0] : [years[at][1], years[at + 1]?.[1] ?? bulletins];
      score.fill(0, 0, start).fill(0, end);
    }
    const found = [];
    for (let number = bulletins - 1; number >= 0; number -= 1) if (score[number]) found.push(number);
    return form.elements.order.value === "date" ? found : found.sort((a, b) => score[b] - score[a]);
  };

  // --- Making sure ---------------------------------------------------------------------------

  // Everything a bulletin says, folded.
  const linesOf = (text) => {
    const lines = (kind, texts) => texts.map((line) => ({ kind, line, ...fold(line) }));
    return [...lines("title", [text.title]), ...lines("figure", text.figures), ...lines("text", text.text), ...lines("topic", text.topics)];
  };
  const placesIn = (line, word) => {
    const places = [];
    for (let at = line.text.indexOf(word); at >= 0; at = line.text.indexOf(word, at + word.length)) places.push([at, at + word.length]);
    return places;
  };

  // Where stretches of another edition's line stand in our own: 軟體 where we say 软件.
  const aligned = (own, other) => {
    const [starts, ends] = [[], []];
    let [a, b] = [0, 0];
    const differing = () => {
      for (let skipped = 1; skipped < 24; skipped += 1) {
        for (let x = 0; x <= skipped; x += 1) {
          const there = other.slice(b + skipped - x, b + skipped - x + 2);
          if (there.length === 2 && own.slice(a + x, a + x + 2) === there) return [x, skipped - x];
        }
      }
      return [own.length - a, other.length - b];
    };
    while (b < other.length) {
      const [x, y] = own[a] === other[b] ? [0, 0] : differing();
      for (let n = 0; n < y; n += 1) { starts.push(a); ends.push(a + x); }
      [a, b] = [a + x, b + y];
      if (b < other.length && own[a] === other[b]) { starts.push(a); ends.push(++a); b += 1; }
    }
    return ([start, end]) => [starts[start], ends[end - 1]];
  };

  // The bulletin with the places of each word marked; none when it has not all of them.
  const made = async (number, words) => {
    const text = await textOf(folders[0], number);
    const lines = linesOf(text);
    for (const line of lines) line.places = [];
    for (const { folded } of words) {
      let found = false;
      for (const line of lines) {
        const places = placesIn(line, folded);
        found ||= places.length > 0;
        line.places.push(...places);
      }
      for (let other = 1; other < folders.length && !found; other += 1) {
        const theirs = linesOf(await textOf(folders[other], number));
        theirs.forEach((their, at) => {
          const places = placesIn(their, folded);
          if (places.length === 0) return;
          found = true;
          // Texts written by hand, or in another language, have lines of their own; then there is nothing to mark.
          const isSameLanguage = ([own, their]) => own.includes("/zh-") === their.includes("/zh-");
          if (theirs.length === lines.length && isSameLanguage([folders[0], folders[other]])) lines[at].places.push(...places.map(aligned(lines[at].text, their.text)));
        });
      }
      if (!found) return null;
    }
    return { text, lines };
  };

  // --- What is no bulletin -------------------------------------------------------------------

  const OTHERS = 5;
  const editions = folders.map((folder) => folder.split("/").at(-2));

  // Those that have every word, in a name or in what is said, in any edition; the best first: of that very name, then
  // those whose name begins with it, then those whose name has it.
  const alsoFound = async (words) => {
    const own = await others(editions[0]);
    const has = (line, word) => fold(line).text.includes(word.folded);
    const whole = words.map((word) => word.folded).join("");
    const found = own.map((entry, at) => {
      const names = [entry.title, ...entry.names];
      const folded = names.map((name) => fold(name).text);
      const rank = folded.includes(whole) ? 0 : folded.some((name) => name.startsWith(whole)) ? 1
        : words.every((word) => names.some((name) => has(name, word))) ? 2
          : words.every((word) => [...names, ...entry.text].some((line) => has(line, word))) && whole.length > 1 ? 3 : 4;
      return { entry, at, rank };
    });
    // A word that another edition has for what we say is looked for in its texts.
    if (found.every(({ rank }) => rank === 4) && whole.length > 1) {
      for (const edition of editions.slice(1)) {
        const theirs = await others(edition);
        for (const one of found) {
          const lines = [theirs[one.at]?.title ?? "", ...theirs[one.at]?.text ?? []];
          if (words.every((word) => lines.some((line) => has(line, word)))) one.rank = 3;
        }
      }
    }
    return found.filter(({ rank }) => rank < 4).sort((a, b) => a.rank - b.rank || a.at - b.at).map(({ entry }) => entry);
  };

  // --- Showing -------------------------------------------------------------------------------

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // A line with its places marked, from and to a character of it.
  const marked = ({ line, from, to, places }, start = 0, end = line.length) => {
    const pieces = [];
    let at = start;
    const stretches = places.filter(([a, b]) => a < b).map(([a, b]) => [from[a], to[b - 1]]).sort((a, b) => a[0] - b[0]);
    for (const [a, b] of stretches) {
      if (b > end || a < at) continue;
      pieces.push(line.slice(at, a), element("mark", {}, line.slice(a, b)));
      at = b;
    }
    pieces.push(line.slice(at, end));
    if (start > 0) pieces.unshift("…");
    if (end < line.length) pieces.push("…");
    return pieces;
  };
  const around = (line) => {
    const [first] = line.places;
    const start = first ? Math.max(0, line.from[first[0]] - 28) : 0;
    return marked(line, start, Math.min(line.line.length, start + 110));
  };

  const shown = ({ text, lines }) => {
    const [title] = lines;
    const hits = (kind) => lines.filter((line) => line.kind === kind && line.places.length > 0);
    const richest = hits("text").sort((a, b) => b.places.length - a.places.length)[0];
    const figures = hits("figure").slice(0, 3);
    const excerpt = richest ?? (figures.length > 0 ? null : lines.find((line) => line.kind === "text"));
    const inside = element("div", { class: "item-text" },
      element("h2", { class: "item-title" }, element("a", { href: text.url }, ...marked(title))));
    if (figures.length > 0) {
      inside.append(element("ul", { class: "item-lines" }, ...figures.map((line) => element("li", {}, ...marked(line)))));
    }
    if (excerpt) inside.append(element("p", { class: "item-summary" }, ...around(excerpt)));
    const topics = lines.filter((line) => line.kind === "topic").map((line) => element("li", {}, ...marked(line)));
    if (topics.length > 0) inside.append(element("ul", { class: "meta" }, ...topics));
    const day = element("p", { class: "item-date" }, element("time", { datetime: text.date.iso }, text.date.text));
    return element("li", { class: "item" }, day, inside);
  };

  // A page, with the newest figure of an indicator, and the first block that says what was asked for.
  const shownOther = (entry, words) => {
    const line = (text) => {
      const folded = { line: text, ...fold(text) };
      return { ...folded, places: words.flatMap((word) => placesIn(folded, word.folded)) };
    };
    const inside = element("div", { class: "item-text" },
      element("h2", { class: "item-title" }, element("a", { href: entry.url }, ...marked(line(entry.title)))));
    if (entry.figure) {
      const figure = element("p", { class: "item-lines" }, `${entry.figure} `);
      figure.insertAdjacentHTML("beforeend", entry.spark);
      inside.append(figure);
    }
    const said = entry.text.map(line).find(({ places }) => places.length > 0);
    if (said) inside.append(element("p", { class: "item-summary" }, ...around(said)));
    return element("li", { class: "item item-other" }, element("p", { class: "item-date" }, entry.kind), inside);
  };

  // --- A search ------------------------------------------------------------------------------

  const fields = [...form.elements].filter((field) => field.name);
  let latest = 0;
  let next = () => {};

  const keptBy = () => {
    const numbers = [];
    for (const [kind, name] of [[TOPIC, "topic"], [INDICATOR, "indicator"]]) {
      const option = form.elements[name]?.selectedOptions[0];
      if (option?.value) numbers.push([kind, Number(option.dataset.number)]);
    }
    return { numbers, year: Number(form.elements.year.value) };
  };

  const remember = () => {
    const asked = new URLSearchParams(fields.filter((field) => field.value.trim()).map((field) => [field.name, field.value.trim()]));
    const search = asked.size > 0 || asked.toString() ? `?${asked}` : "";
    history.replaceState(null, "", location.pathname + search);
    for (const link of document.querySelectorAll(".editions a")) link.search = search;
  };

  const search = async () => {
    const run = ++latest;
    const query = box.value.trim();
    const kept = keptBy();
    const asked = query !== "" || kept.numbers.length > 0 || kept.year > 0;
    more.hidden = true;
    said.textContent = asked ? say.working : "";
    if (!asked) return list.replaceChildren();
    fold ??= folding(await index());
    const words = wordsOf(query);
    const narrowed = kept.numbers.length > 0 || kept.year > 0;
    const also = words.length > 0 && !narrowed ? await alsoFound(words) : [];
    if (run !== latest) return;
    // Two pairs find a common phrase; where they do not tell it from others, more are looked up.
    const most = Math.max(0, ...words.map((word) => pairsOf(word).length));
    let pairs = words.length > 1 ? 1 : 2;
    let found = query !== "" && words.length === 0 ? [] : await candidates(words, kept, pairs);
    if (run !== latest) return;
    list.replaceChildren(...also.slice(0, OTHERS).map((entry) => shownOther(entry, words)));
    const short = words.some((word) => [...word.raw].length < 2);
    const sure = words.every((word) => [...word.folded].length < 3);
    const [tried, wrong] = [new Set(), new Set()];
    next = async () => {
      more.disabled = true;
      const before = tried.size - wrong.size;
      const hits = () => tried.size - wrong.size - before;
      let left = found.filter((number) => !tried.has(number));
      for (let round = 0; round < ROUNDS && hits() < AT_ONCE && left.length > 0; round += 1) {
        const some = left.slice(0, AT_ONCE - hits());
        const all = await Promise.all(some.map((number) => made(number, words)));
        if (run !== latest) return;
        some.forEach((number, at) => { tried.add(number); if (!all[at]) wrong.add(number); });
        list.append(...all.filter(Boolean).map(shown));
        if (all.some((one) => !one) && pairs < most) {
          pairs = Math.min(most, 2 * pairs);
          found = [...new Set([...tried, ...await candidates(words, kept, pairs)])];
          if (run !== latest) return;
        }
        left = found.filter((number) => !tried.has(number));
      }
      const count = found.length - wrong.size;
      const told = left.length === 0 || sure ? say.count : say.some;
      const none = query ? say.none.replace("{q}", () => query) : say.noneKept;
      const counts = [also.length > 0 && say.others.replace("{n}", also.length), count > 0 && told.replace("{n}", count)].filter(Boolean);
      said.textContent = (counts.join(say.join) || none) + (short && also.length === 0 ? ` ${say.short}` : "");
      more.textContent = hits() > 0 ? more.dataset.more : more.dataset.further;
      more.hidden = left.length === 0;
      more.disabled = false;
    };
    await next();
  };

  const failed = (error) => {
    said.textContent = say.failed;
    more.hidden = true;
    console.error(error);
  };
  let waiting = 0;
  const soon = (delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { remember(); search().catch(failed); }, delay);
  };

  // --- The reader ----------------------------------------------------------------------------

  const recall = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) field.value = asked.get(field.name) ?? "";
    for (const field of fields) if (field.value === "" && field.options) field.selectedIndex = 0;
  };

  // What an input method has not finished is not searched for.
  box.addEventListener("input", (event) => { if (!event.isComposing) soon(180); });
  box.addEventListener("compositionend", () => soon(0));
  form.addEventListener("change", (event) => { if (event.target !== box) soon(0); });
  form.addEventListener("submit", (event) => { event.preventDefault(); soon(0); });
  addEventListener("popstate", () => { recall(); soon(0); });
  more.addEventListener("click", async () => {
    const last = list.lastElementChild;
    await next().catch(failed);
    (last?.nextElementSibling ?? list.firstElementChild)?.querySelector("a").focus();
  });
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...list.querySelectorAll(".item-title a")];
    const at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== box) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && at >= 0) box.focus();
    else if (step && (at >= 0 || step > 0)) (links[at + step] ?? (step < 0 ? box : links[at]))?.focus();
    else return;
    event.preventDefault();
  });

  form.hidden = false;
  recall();
  if (box.value === "") box.focus({ preventScroll: true });
  soon(0);
})();
