// Review mode: a page's texts beside their conversions. A word is chosen in a cell, its forms are set in a
// dialog, and the preview writes them into the glossary or the page's own terms; then the sheet comes anew. An indicator
// that is not registered is registered by a click.
(() => {
  const own = "/_preview/";
  const token = document.querySelector("meta[name=preview-token]").content;
  const page = new URLSearchParams(location.search).get("page") || "/";
  const lang = new URLSearchParams(location.search).get("lang") || navigator.language || "";
  const zh = lang.startsWith("zh");
  const say = zh ? {
    title: "审校", colon: "：", back: "回到页面", source: "原文", by_hand: "手写版", none: "这一页没有可转换的文字。", lost: "预览已停止。",
    parts: { title: "标题", summary: "摘要", point: "要点", body: "正文", word: "词语", site: "站点" },
    layers: { base: "通用字表·字", model: "前后的字", phrase: "通用字表·词", lexicon: "内置经济词库", name: "姓氏", quote: "引号", glossary: "本站词汇", terms: "本篇用词", mark: "行内标记", doubt: "存疑" },
    editions: { "zh-hans": "简体", "zh-hant-tw": "繁體（臺灣）", "zh-hant-hk": "繁體（香港）" },
    doubts: "处存疑", unmatched: "个数字没有指标", wrong: "个数字有出入", review: "个指标待核", next: "下一处（n）", previous: "上一处（p）", only: "只看有改动的段落", add: "添加用词",
    word: "原文的词", printed: "现在由", decides: "决定", now: "现在", into: "写入", glossary: "本站词汇（全站）", terms: "本篇用词", save: "写入", cancel: "取消", close: "关闭",
    empty: "留空的版本由通用字表和内置词库决定。", marked: "这里由行内标记决定，请改正文。", wrote: "已写入 ", same: "文件里已是这样：", off: "别的机器能看到这个预览，因此不能写入。",
    bases: { yoy: "同比", mom: "比上月", qoq: "比上季度", wow: "比上周", dod: "比前一日", ytd: "比年初", prev: "环比", avg2: "两年平均", fixed: "定基" }, aside_of: (words) => `（${words}）`,
    metric: "指标", metrics: "指标", period: "时期", value: "数值", change: "变化", from: "来源", note: "说明", pending: "待核", aside: "不需要指标的数字", unmatchedOne: "没有指标写着这个数字", copy: "复制", copied: "已复制，贴进文首后核对。", propose: "可用的指标。核对、补全之后写入文首，或复制了自己贴：", undo: "撤销", undone: "已撤销 ", read: "已阅", unread: "未阅", left: "篇未阅", pages: "本页列出的简报", legend: "图例", all: "与原文相同的版本不另列。",
    english: "英文版", said: "英文版怎么说这些数字", englishNone: "没有人写过英文，网页只有数字。",
    register: "登记", unregistered: "个指标未登记", entry: "登记进 content/indicators.toml：",
  } : {
    title: "Review", colon: ": ", back: "Back to the page", source: "As written", by_hand: "by hand", none: "This page has no text to convert.", lost: "The preview has stopped.",
    parts: { title: "Title", summary: "Summary", point: "Point", body: "Text", word: "Word", site: "Site" },
    layers: { base: "general tables, character", model: "the characters beside it", phrase: "general tables, word", lexicon: "built-in economic words", name: "surname", quote: "quotation mark", glossary: "this site's words", terms: "this page's words", mark: "inline mark", doubt: "doubt" },
    editions: { "zh-hans": "Simplified", "zh-hant-tw": "Traditional (Taiwan)", "zh-hant-hk": "Traditional (Hong Kong)" },
    doubts: "doubts", unmatched: "numbers without a metric", wrong: "numbers that differ", review: "metrics to review", next: "Next (n)", previous: "Previous (p)", only: "Only what changes", add: "Add a word",
    word: "Word as written", printed: "Decided by", decides: "", now: "now", into: "Write to", glossary: "this site's words (content/glossary.toml)", terms: "this page's words", save: "Write", cancel: "Cancel", close: "Close",
    empty: "An edition left empty is decided by the tables.", marked: "An inline mark decides here; edit the text.", wrote: "Written to ", same: "The file says so already: ", off: "Other machines can read this preview, so nothing is written.",
    bases: { yoy: "year on year", mom: "month on month", qoq: "quarter on quarter", wow: "week on week", dod: "day on day", ytd: "from the end of last year", prev: "from the period before", avg2: "two-year average", fixed: "from the base period" }, aside_of: (words) => ` (${words})`,
    metric: "Metric", metrics: "Metrics", period: "Period", value: "Value", change: "Change", from: "Source", note: "Note", pending: "to review", aside: "a number that needs no metric", unmatchedOne: "No metric carries this number", copy: "Copy", copied: "Copied; paste it into the front matter and check it.", propose: "A metric. Check and complete it, then write it into the front matter, or copy it:", undo: "Undo", undone: "Taken back: ", read: "Read", unread: "Not read", left: "not read", pages: "Bulletins on this page", legend: "Legend", all: "Editions that print the text as written have no column.",
    english: "English edition", said: "The figures as English says them", englishNone: "Nobody has written English for it; its page has the figures only.",
    register: "Register", unregistered: "indicators not registered", entry: "To register in content/indicators.toml:",
  };
  // The remarks of the lexicon are English.
  const remark = (piece) => (piece.reason && !zh ? say.colon + piece.reason : "");
  const at = (id) => document.getElementById(id);
  const make = (name, className, text, into, attributes = {}) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    into?.append(element);
    return element;
  };
  const tell = (text) => { at("said").textContent = text; };
  document.documentElement.lang = zh ? "zh-Hans" : "en";

  let sheet;
  let only = false;

  // Bytes of a row's text, as the server counts them, to places in a string.
  const encoder = new TextEncoder();
  const textOf = (row) => row.source.map((piece) => piece.text).join("");
  const place = (text, bytes) => {
    let [count, index] = [0, 0];
    for (const letter of text) {
      if (count >= bytes) break;
      count += encoder.encode(letter).length;
      index += letter.length;
    }
    return index;
  };
  const slice = (text, from, to) => text.slice(place(text, from), place(text, to));
  const bytes = (text) => encoder.encode(text).length;

  // A stretch grown until it cuts no changed word of any edition.
  const whole = (row, from, to) => {
    for (let grown = true; grown;) {
      grown = false;
      for (const cell of row.cells) {
        if (cell.byHand) continue;
        for (const piece of cell.pieces) {
          if (!piece.layer || piece.to <= from || piece.from >= to) continue;
          if (piece.from < from) [from, grown] = [piece.from, true];
          if (piece.to > to) [to, grown] = [piece.to, true];
        }
      }
    }
    return [from, to];
  };
  // What a cell prints for a stretch that cuts no changed word.
  const printed = (cell, from, to) => cell.pieces.filter((piece) => piece.to > from && piece.from < to).map((piece) =>
    piece.layer ? piece.text : slice(piece.text, Math.max(0, from - piece.from), Math.min(piece.to, to) - piece.from)).join("");
  // A character alone says too little: its neighbours come along.
  const han = /\p{Script=Han}/u;
  const around = (row, from, to) => {
    const text = textOf(row);
    const before = [...text.slice(0, place(text, from))].pop() ?? "";
    const after = [...text.slice(place(text, to))][0] ?? "";
    return whole(row, han.test(before) ? from - bytes(before) : from, han.test(after) ? to + bytes(after) : to);
  };

  const dialog = (label) => {
    const box = make("dialog", "box", "", document.body, { "aria-label": label });
    box.addEventListener("close", () => box.remove());
    make("h2", "", label, box);
    return box;
  };

  // Sends a decision; returns what is wrong with it.
  const send = async (decision) => {
    const headers = { "content-type": "application/json", "x-preview-token": token };
    const answer = await fetch(`${own}settle`, { method: "POST", body: JSON.stringify(decision), headers }).catch(() => null);
    if (!answer?.ok) {
      if (answer?.status === 409) load();
      return answer ? answer.text() : say.lost;
    }
    const { file: name, changed } = await answer.json();
    tell((changed ? say.wrote : say.same) + name);
    if (changed) offerUndo(name);
    return "";
  };
  // Sends a decision of a dialog; what is wrong with it is said there.
  const settle = async (decision, box, save, said) => {
    save.disabled = true;
    const wrong = await send(decision);
    save.disabled = false;
    if (wrong) said.textContent = wrong;
    else box.close();
  };
  // The last decision can be taken back as long as nothing else has changed the file.
  const offerUndo = (name) => {
    const button = make("button", "undo", say.undo, at("said"), { type: "button" });
    button.addEventListener("click", async () => {
      button.disabled = true;
      const headers = { "content-type": "application/json", "x-preview-token": token };
      const answer = await fetch(`${own}settle`, { method: "POST", body: JSON.stringify({ undo: name }), headers }).catch(() => null);
      tell(answer?.ok ? say.undone + name : answer ? await answer.text() : say.lost);
    });
  };
  const proposals = window.jianbaoProposals({
    zh, make, dialog, page: () => sheet,
    decide: async (decision) => {
      const wrong = token ? await send(decision) : say.off;
      if (wrong) tell(wrong);
      return wrong;
    },
  });
  // Which texts this browser's reader has read, each as it was then: one that has changed since is not read.
  const KEY = "jianbao-read";
  const readTexts = () => { try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; } };
  const hasRead = (address, seen) => readTexts()[address] === seen;
  const markRead = (address, seen) => {
    const known = readTexts();
    if (seen) known[address] = seen; else delete known[address];
    try { localStorage.setItem(KEY, JSON.stringify(known)); } catch { /* then it is not remembered */ }
  };
  // The dialog that registers an indicator.
  const register = (metric) => {
    const box = dialog(metric.name);
    make("p", "", say.entry, box);
    make("pre", "table", metric.entry, box, { tabindex: "0" });
    const said = make("p", "wrong", "", box, { role: "alert" });
    const buttons = make("div", "buttons", "", box);
    const save = make("button", "main", say.save, buttons, { type: "button", autofocus: "" });
    make("button", "", say.cancel, buttons, { type: "button" }).addEventListener("click", () => box.close());
    if (!token) [save.disabled, said.textContent] = [true, say.off];
    save.addEventListener("click", () => settle({ indicator: metric.name, unit: metric.unit, seen: sheet.registry.seen }, box, save, said));
    box.showModal();
  };

  // The dialog in which the forms of a word are set.
  const decide = (row, from, to, { edition, doubt, piece } = {}) => {
    const columns = sheet.editions.map((one, index) => ({ ...one, index })).filter((one) => one.key !== sheet.script);
    let word = row ? slice(textOf(row), from, to) : "";
    const box = dialog(word || say.add);
    const form = make("form", "", "", box, { method: "dialog" });
    if (piece?.layer) {
      const layer = doubt ? say.layers.doubt : say.layers[piece.layer];
      make("p", "by", `${say.printed} ${layer} ${say.decides}${remark(piece)}`.trim(), form);
    }
    const field = (name, value, lang) => {
      const label = make("label", "field", "", form);
      make("span", "", name, label);
      const input = make("input", "", "", label, { type: "text", autocomplete: "off", lang, spellcheck: "false" });
      input.value = value;
      return input;
    };
    const wordInput = field(say.word, word, sheet.script);
    wordInput.name = "word";
    const inputs = columns.map((one) => {
      const now = row && !row.cells[one.index].byHand ? printed(row.cells[one.index], from, to) : "";
      const input = field(say.editions[one.key], now, one.tag);
      input.name = one.key;
      input.addEventListener("input", () => { input.dataset.touched = "yes"; });
      const choices = new Set([now]);
      if (doubt) {
        const letters = [...now];
        for (const reading of doubt.readings) choices.add(letters.with(doubt.at, reading).join(""));
      }
      choices.add(word);
      const list = make("span", "choices", "", form);
      for (const choice of choices) {
        if (!choice || !row) continue;
        const button = make("button", "choice", choice, list, { type: "button", lang: one.tag });
        button.setAttribute("aria-label", `${say.editions[one.key]} ${choice}`);
        button.addEventListener("click", () => {
          input.value = choice;
          input.dataset.touched = "yes";
          input.focus();
        });
      }
      return input;
    });
    wordInput.addEventListener("input", () => {
      const found = row ? textOf(row).indexOf(wordInput.value) : -1;
      if (found < 0 || !wordInput.value) return;
      const start = bytes(textOf(row).slice(0, found));
      const [first, last] = whole(row, start, start + bytes(wordInput.value));
      if (last - first !== bytes(wordInput.value)) return;
      columns.forEach((one, index) => {
        if (!inputs[index].dataset.touched) inputs[index].value = printed(row.cells[one.index], first, last);
      });
    });
    make("p", "hint", say.empty, form);
    const files = make("fieldset", "files", "", form);
    make("legend", "", say.into, files);
    const targets = [["glossary", say.glossary], ...(sheet.file ? [["terms", say.terms]] : [])];
    const chosen = piece?.layer === "terms" ? "terms" : "glossary";
    for (const [key, name] of targets) {
      const label = make("label", "", "", files);
      const radio = make("input", "", "", label, { type: "radio", name: "into", value: key });
      radio.checked = key === chosen;
      label.append(` ${name}`);
    }
    const said = make("p", "wrong", "", form, { role: "alert" });
    const buttons = make("div", "buttons", "", form);
    const save = make("button", "main", say.save, buttons, { type: "submit" });
    make("button", "", say.cancel, buttons, { type: "button" }).addEventListener("click", () => box.close());
    if (!token) [save.disabled, said.textContent] = [true, say.off];
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      // As it was shown last: whoever was told that it changed has seen it anew.
      const file = form.elements.into.value === "glossary" ? sheet.glossary : sheet.file;
      const forms = Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()]));
      settle({ file: file.path, seen: file.seen, script: sheet.script, word: wordInput.value, forms }, box, save, said);
    });
    box.showModal();
    const wanted = inputs[columns.findIndex((one) => one.key === edition)];
    (wanted ?? (row ? inputs[0] : wordInput))?.focus();
  };

  const open = (row, from, to, { doubt, ...known }) => {
    const grown = whole(row, from, to);
    // A doubt whose word grew has other places for its readings.
    decide(row, ...grown, { ...known, doubt: doubt && grown[0] === doubt.from ? doubt : null });
  };

  // What is known of a metric, as lines of a list.
  const describe = (metric, into) => {
    make("strong", "", metric.name, into);
    const list = make("dl", "", "", into);
    const line = (name, value) => {
      if (!value) return;
      make("dt", "", name, list);
      make("dd", "", value, list);
    };
    line(say.value, metric.value);
    line(say.change, metric.change && `${metric.change}${say.aside_of(say.bases[metric.basis])}`);
    line(say.period, metric.period);
    line(say.from, metric.source);
    line(say.note, metric.note);
    if (metric.review) make("em", "pending", say.pending, into);
  };
  const tip = at("tip");
  const showTip = (element, number) => {
    tip.replaceChildren();
    if (number.is === "stated") for (const metric of number.metrics.slice(0, 3)) describe(sheet.metrics[metric], tip);
    if (number.is === "aside") make("span", "", say.aside, tip);
    if (number.is === "wrong") make("span", "wrong", number.why, tip);
    if (number.is === "unmatched") make("span", "wrong", say.unmatchedOne, tip);
    tip.hidden = false;
    const box = element.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8))}px`;
    const below = box.bottom + 6;
    tip.style.top = `${below + tip.offsetHeight > innerHeight ? Math.max(8, box.top - tip.offsetHeight - 6) : below}px`;
    element.setAttribute("aria-describedby", "tip");
  };
  const hideTip = () => { tip.hidden = true; };
  const copy = (number) => {
    const box = dialog(number.printed);
    make("p", "", number.is === "wrong" ? number.why : say.unmatchedOne, box);
    if (number.table) {
      make("p", "", say.propose, box);
      const text = make("textarea", "table", "", box, { rows: "8", spellcheck: "false", "aria-label": say.metric });
      text.value = number.table;
      const said = make("p", "wrong", "", box, { role: "alert" });
      const buttons = make("div", "buttons", "", box);
      const save = make("button", "main", say.save, buttons, { type: "button" });
      if (!token || !sheet.file) [save.disabled, said.textContent] = [true, token ? "" : say.off];
      save.addEventListener("click", () => settle({ file: sheet.file.path, seen: sheet.file.seen, metric: text.value }, box, save, said));
      make("button", "", say.copy, buttons, { type: "button" }).addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text.value);
          tell(say.copied);
          box.close();
        } catch {
          text.select();
        }
      });
    }
    make("button", "", say.close, box.querySelector(".buttons") ?? make("div", "buttons", "", box), { type: "button" }).addEventListener("click", () => box.close());
    box.showModal();
  };

  // The text of a piece, with what stands in its gaps.
  const fill = (text, gaps, into) => {
    text.split("\uFFFC").forEach((part, index) => {
      if (index) make("span", "gap", gaps.shift() ?? "", into);
      into.append(part);
    });
  };
  const button = (className, row, column, piece, into) => {
    const element = make("button", `w ${className}`, "", into, { type: "button", tabindex: "-1" });
    Object.assign(element.dataset, { row, column, from: piece.from, to: piece.to });
    return element;
  };

  const sourceCell = (row, rowAt, into) => {
    const gaps = [...row.gaps];
    for (const piece of row.source) {
      const doubt = piece.doubt === null ? null : row.doubts[piece.doubt];
      const number = piece.number === null ? null : sheet.numbers[piece.number];
      if (!doubt && !number) {
        fill(piece.text, gaps, piece.mark ? make("span", "marked", "", into) : into);
        continue;
      }
      const element = button(doubt ? "doubt" : `number ${number.is}`, rowAt, "source", piece, into);
      fill(piece.text, gaps, element);
      if (number) {
        element.addEventListener("mouseenter", () => showTip(element, number));
        element.addEventListener("focus", () => showTip(element, number));
        for (const event of ["mouseleave", "blur"]) element.addEventListener(event, hideTip);
      }
      if (number && !doubt) proposals.number(element, number);
      element.addEventListener("click", () => doubt ? open(row, doubt.from, doubt.to, { doubt }) : number.is === "unmatched" || number.is === "wrong" ? copy(number) : showTip(element, number));
    }
  };
  const editionCell = (row, rowAt, edition, into) => {
    const cell = row.cells[edition.index];
    const gaps = [...row.gaps];
    if (cell.byHand) make("small", "hand", say.by_hand, into);
    for (const piece of cell.pieces) {
      if (!piece.layer && piece.doubt === null) {
        fill(piece.text, gaps, into);
        continue;
      }
      const doubt = piece.doubt === null ? null : row.doubts[piece.doubt];
      const element = button(doubt ? "doubt" : piece.layer, rowAt, edition.key, piece, into);
      fill(piece.text, gaps, element);
      const layer = doubt ? say.layers.doubt : say.layers[piece.layer];
      element.title = `${piece.word} → ${piece.text} · ${layer}${remark(piece)}`;
      element.addEventListener("click", () => {
        if (piece.layer === "mark") return tell(say.marked);
        const [from, to] = doubt ? [doubt.from, doubt.to] : piece.layer === "base" ? around(row, piece.from, piece.to) : [piece.from, piece.to];
        open(row, from, to, { edition: edition.key, doubt, piece });
      });
    }
  };

  const head = (columns) => {
    const header = at("head");
    header.replaceChildren();
    const bar = make("div", "bar", "", header);
    make("a", "back", `← ${say.back}`, bar, { href: page });
    make("h1", "", sheet.title ? `${say.title}${say.colon}${sheet.title}` : say.title, bar);
    const numbers = [...sheet.numbers, ...(sheet.english ?? []).flat().flatMap((piece) => piece.number ?? [])];
    const counts = [
      [sheet.rows.reduce((sum, row) => sum + row.doubts.length, 0), say.doubts, "doubt"],
      [numbers.filter((number) => number.is === "unmatched").length, say.unmatched, "unmatched"],
      [numbers.filter((number) => number.is === "wrong").length, say.wrong, "wrong"],
      [sheet.metrics.filter((metric) => metric.review).length, say.review, "pending"],
      [new Set(sheet.metrics.filter((metric) => metric.entry).map((metric) => metric.name)).size, say.unregistered, "unregistered"],
    ];
    for (const [count, name, className] of counts) if (count) make("span", `count ${className}`, `${count} ${name}`, bar);
    const tools = make("div", "bar tools", "", header);
    make("button", "", say.previous, tools, { type: "button" }).addEventListener("click", () => step(-1));
    make("button", "", say.next, tools, { type: "button" }).addEventListener("click", () => step(1));
    proposals.tools(tools);
    make("button", "", say.add, tools, { type: "button" }).addEventListener("click", () => decide(null, 0, 0));
    const label = make("label", "", "", tools);
    const box = make("input", "", "", label, { type: "checkbox" });
    box.checked = only;
    label.append(` ${say.only}`);
    box.addEventListener("change", () => { only = box.checked; show(); });
    if (sheet.file) {
      const label = make("label", "", "", tools);
      const read = make("input", "", "", label, { type: "checkbox", id: "read" });
      read.checked = hasRead(page, sheet.file.seen);
      label.append(` ${say.read}`);
      read.addEventListener("change", () => markRead(page, read.checked && sheet.file.seen));
    }
    const legend = make("p", "legend", "", tools, { "aria-label": say.legend });
    const used = new Set(sheet.rows.flatMap((row) => columns.flatMap((one) => row.cells[one.index].pieces.map((piece) => piece.doubt === null ? piece.layer : "doubt"))));
    for (const [key, name] of Object.entries(say.layers)) if (used.has(key)) make("span", `w ${key}`, name, legend);
  };

  const show = () => {
    document.title = `${say.title} · ${sheet.title ?? page}`;
    const changes = (index) => sheet.rows.some((row) => row.cells[index].byHand || row.cells[index].pieces.some((piece) => piece.layer));
    const columns = sheet.editions.map((one, index) => ({ ...one, index })).filter((one) => one.key !== sheet.script || changes(one.index));
    head(columns);
    const main = at("sheet");
    main.replaceChildren();
    const table = make("table", "", "", main);
    table.style.setProperty("--columns", columns.length + 1);
    const line = make("tr", "", "", make("thead", "", "", table));
    make("th", "part", "", line, { "aria-label": "—" });
    const same = columns.every((one) => one.key !== sheet.script);
    make("th", "", `${say.source} · ${say.editions[sheet.script]}`, line, { scope: "col", ...(same && { title: say.all }) });
    for (const one of columns) {
      const cell = make("th", "", "", line, { scope: "col" });
      const address = sheet.addresses?.[one.index];
      if (address) make("a", "", say.editions[one.key], cell, { href: address });
      else cell.textContent = say.editions[one.key];
    }
    const body = make("tbody", "", "", table);
    sheet.rows.forEach((row, rowAt) => {
      const plain = columns.every((one) => !row.cells[one.index].byHand && row.cells[one.index].pieces.every((piece) => !piece.layer && piece.doubt === null));
      const numbers = row.source.some((piece) => piece.number !== null && sheet.numbers[piece.number].is !== "aside");
      if (only && plain && !numbers) return;
      const line = make("tr", row.part, "", body, { "data-at": rowAt });
      make("th", "part", say.parts[row.part], line, { scope: "row" });
      sourceCell(row, rowAt, make("td", "", "", line, { lang: sheet.script }));
      for (const one of columns) editionCell(row, rowAt, one, make("td", "", "", line, { lang: one.tag }));
      for (const cell of line.querySelectorAll("td")) cell.querySelector(".w")?.setAttribute("tabindex", "0");
    });
    if (!sheet.rows.length) make("p", "", say.none, main);
    for (const element of main.querySelectorAll(".doubt, .unmatched, .wrong")) element.setAttribute("tabindex", "0");
    if (sheet.english) english(main);
    for (const element of main.querySelectorAll(".english :is(.unmatched, .wrong, .stated)")) element.setAttribute("tabindex", "0");
    if (sheet.metrics.length) metrics(main);
    if (sheet.links.length) {
      const left = sheet.links.filter((link) => !hasRead(link.page, link.seen));
      make("h2", "", `${say.pages}${say.colon}${left.length} ${say.left}`, main);
      const list = make("ul", "", "", main);
      for (const link of sheet.links) {
        const line = make("li", "", "", list);
        make("a", "", link.title, line, { href: `?page=${encodeURIComponent(link.page)}` });
        make("small", left.includes(link) ? "unread" : "read", ` ${left.includes(link) ? say.unread : say.read}`, line);
      }
    }
  };
  // What is written in English, with its numbers, and the figures as the edition says them itself.
  const english = (main) => {
    const heading = make("h2", "", "", main);
    if (sheet.englishPage) make("a", "", say.english, heading, { href: sheet.englishPage });
    else heading.textContent = say.english;
    const texts = make("section", "english", "", main, { lang: "en" });
    if (!sheet.english.length) make("p", "hint", say.englishNone, texts, { lang: zh ? "zh-Hans" : "en" });
    for (const pieces of sheet.english) {
      const text = make("p", "", "", texts);
      for (const { text: part, number } of pieces) {
        if (!number) {
          fill(part, Array.from(part.matchAll("\uFFFC"), () => "{{ … }}"), text);
          continue;
        }
        const element = make("button", `w number ${number.is}`, part, text, { type: "button", tabindex: "-1" });
        for (const event of ["mouseenter", "focus"]) element.addEventListener(event, () => showTip(element, number));
        for (const event of ["mouseleave", "blur"]) element.addEventListener(event, hideTip);
        element.addEventListener("click", () => showTip(element, number));
      }
    }
    if (!sheet.said.length) return;
    make("h3", "", say.said, main);
    const list = make("ul", "english", "", main, { lang: "en" });
    for (const sentence of sheet.said) make("li", "", sentence, list);
  };
  const metrics = (main) => {
    make("h2", "", say.metrics, main);
    const table = make("table", "metrics", "", main);
    const line = make("tr", "", "", make("thead", "", "", table));
    for (const name of [say.metric, say.value, say.change, say.period, say.note, ""]) make("th", "", name, line, { scope: "col" });
    const body = make("tbody", "", "", table);
    for (const metric of sheet.metrics) {
      const line = make("tr", metric.review ? "pending" : "", "", body, { lang: sheet.script });
      make("th", "", metric.name, line, { scope: "row" });
      const dims = metric.dims.map(([name, value]) => `${name}：${value}`).join("，");
      for (const text of [metric.value, metric.change && `${metric.change}${say.aside_of(say.bases[metric.basis])}`, metric.period, [metric.region, dims, metric.note, metric.read].filter(Boolean).join("；")]) make("td", "", text ?? "", line);
      const last = make("td", "", metric.review ? say.pending : "", line);
      proposals.row(line, last, metric);
      if (metric.entry) make("button", "register", say.register, last, { type: "button", "aria-label": `${say.register} ${metric.name}` }).addEventListener("click", () => register(metric));
    }
  };

  // The same word in every column lights up; keys lead from word to word.
  const marked = (event) => event.target.closest?.("[data-row]");
  const light = (element, on) => {
    if (!element) return;
    const { row, from, to } = element.dataset;
    for (const other of document.querySelectorAll(`[data-row="${row}"]`)) {
      const meets = Number(other.dataset.from) < Number(to) && Number(from) < Number(other.dataset.to);
      if (meets) other.classList.toggle("lit", on);
    }
  };
  for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    at("sheet").addEventListener(start, (event) => light(marked(event), true));
    at("sheet").addEventListener(end, (event) => light(marked(event), false));
  }
  const step = (by) => {
    const all = [...document.querySelectorAll("#sheet :is(td:nth-of-type(1), .english) :is(.doubt, .unmatched, .wrong, .proposed), #sheet tr.proposed")];
    if (!all.length) return;
    const here = all.indexOf(document.activeElement);
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : (here + by + all.length) % all.length];
    next.focus();
    next.scrollIntoView({ block: "center" });
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideTip();
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]") || event.target.matches?.("input, textarea")) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
    const element = marked(event);
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!element || !by) return;
    const words = [...element.closest("td").querySelectorAll(".w")];
    const next = words[words.indexOf(element) + by];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
  // A stretch of the text as written that is selected becomes a word.
  at("sheet").addEventListener("mouseup", () => {
    document.getElementById("chosen")?.remove();
    const selection = getSelection();
    const text = selection.toString().trim();
    const cell = selection.anchorNode?.parentElement?.closest("tbody td");
    if (!text || text.length > 30 || !cell || cell.cellIndex !== 1 || !cell.contains(selection.focusNode)) return;
    const row = sheet.rows[cell.parentElement.dataset.at];
    const found = row ? textOf(row).indexOf(text) : -1;
    if (found < 0) return;
    const box = selection.getRangeAt(0).getBoundingClientRect();
    const start = bytes(textOf(row).slice(0, found));
    const element = make("button", "", `${text} → …`, document.body, { type: "button", id: "chosen" });
    element.style.cssText = `left:${box.left + scrollX}px;top:${box.bottom + scrollY + 4}px`;
    element.addEventListener("click", () => {
      element.remove();
      decide(row, ...whole(row, start, start + bytes(text)));
    });
  });

  const load = async () => {
    const focused = document.activeElement?.dataset ?? {};
    const answer = await fetch(`${own}sheet?page=${encodeURIComponent(page)}`).catch(() => null);
    if (!answer) return tell(say.lost);
    if (!answer.ok) {
      at("sheet").replaceChildren(make("p", "", await answer.text()));
      return;
    }
    sheet = await answer.json();
    const { scrollX: x, scrollY: y } = window;
    hideTip();
    show();
    scrollTo({ left: x, top: y, behavior: "instant" });
    if (focused.row) document.querySelector(`[data-row="${focused.row}"][data-column="${focused.column}"][data-from="${focused.from}"]`)?.focus({ preventScroll: true });
    proposals.goOn();
  };
  const events = new EventSource(`${own}events`);
  // Another run of the preview has another token.
  const run = (state) => state.split("-")[0];
  events.addEventListener("hello", (event) => {
    if (sheet?.state && run(event.data) !== run(sheet.state)) location.reload();
    else if (event.data !== sheet?.state) load();
  });
  events.addEventListener("refresh", load);
  events.addEventListener("error", () => tell(say.lost));
  events.addEventListener("open", () => at("said").textContent === say.lost && tell(""));
  addEventListener("pagehide", () => events.close());
})();
