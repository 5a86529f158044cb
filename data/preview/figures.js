// Review mode's proposals: figures that an import read out of the text. Each is accepted, mended or dropped by one key, with its
// number lit in the text; one command sets the period of all, another drops all but the headline figures. review.js hands over
// what it has: `page()` is the sheet as it was loaded, `decide` sends a decision.
window.jianbaoProposals = ({ zh, make, dialog, page, decide }) => {
  const say = zh ? {
    keys: "Enter 采用 · e 修改 · x 去掉", accept: "采用", mend: "修改", drop: "去掉", period: "全篇时期…", rest: "只留要点数字",
    left: "个数字待核", all: "也改另写了时期的待核数字", save: "写入", cancel: "取消", headline: "要点", confirm: (count) => `去掉要点以外的 ${count} 个待核数字`,
    fields: { indicator: "指标", value: "数值", change: "变化", basis: "基准", period: "时期" },
  } : {
    keys: "Enter accepts · e mends · x drops", accept: "Accept", mend: "Mend", drop: "Drop", period: "Period of all…", rest: "Keep headline figures",
    left: "figures to review", all: "also figures to review that say another period", save: "Write", cancel: "Cancel", headline: "headline", confirm: (count) => `Drop ${count} figures that are not for the headline`,
    fields: { indicator: "Indicator", value: "Value", change: "Change", basis: "Basis", period: "Period" },
  };
  // Where to go on after a decision: the first proposal from here.
  let next = null;
  const file = () => ({ file: page().file.path, seen: page().file.seen });
  const pending = () => page().metrics.filter((metric) => metric.review);
  const chosen = (element) => page().metrics.find((metric) => metric.review && String(metric.at) === element?.dataset.figure);

  const accept = (metric) => {
    next = metric.at + 1;
    return decide({ ...file(), decide: { accept: metric.at } });
  };
  const drop = (metric) => {
    next = metric.at;
    return decide({ ...file(), decide: { drop: metric.at } });
  };
  const buttons = (box, form, said) => {
    const line = make("div", "buttons", "", form);
    make("button", "main", say.save, line, { type: "submit" });
    make("button", "", say.cancel, line, { type: "button" }).addEventListener("click", () => box.close());
    return (decision) => decide(decision).then((wrong) => wrong ? (said.textContent = wrong) : box.close());
  };
  const mend = (metric) => {
    const box = dialog(metric.name);
    if (metric.read) make("p", "", metric.read, box);
    const form = make("form", "", "", box, { method: "dialog" });
    const inputs = Object.entries(say.fields).map(([key, name]) => {
      const label = make("label", "field", "", form);
      make("span", "", name, label);
      const input = make("input", "", "", label, { type: "text", name: key, autocomplete: "off", spellcheck: "false" });
      input.value = metric.fields[key];
      return input;
    });
    const said = make("p", "wrong", "", form, { role: "alert" });
    const send = buttons(box, form, said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const changed = inputs.filter((input) => input.value !== metric.fields[input.name]).map((input) => [input.name, input.value]);
      next = metric.at + 1;
      send({ ...file(), decide: { mend: { at: metric.at, fields: Object.fromEntries(changed) } } });
    });
    box.showModal();
    inputs[0].select();
  };
  const setPeriod = () => {
    const box = dialog(say.period);
    const form = make("form", "", "", box, { method: "dialog" });
    const label = make("label", "field", "", form);
    make("span", "", say.fields.period, label);
    const input = make("input", "", "", label, { type: "text", name: "period", autocomplete: "off", placeholder: "2025-06" });
    const also = make("label", "", "", form);
    const all = make("input", "", "", also, { type: "checkbox", name: "all" });
    also.append(` ${say.all}`);
    const said = make("p", "wrong", "", form, { role: "alert" });
    const send = buttons(box, form, said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send({ ...file(), decide: { period: { period: input.value, all: all.checked } } });
    });
    box.showModal();
    input.focus();
  };
  const keepHeadlines = () => {
    const box = dialog(say.confirm(pending().filter((metric) => !metric.headline).length));
    const form = make("form", "", "", box, { method: "dialog" });
    const said = make("p", "wrong", "", form, { role: "alert" });
    const send = buttons(box, form, said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send({ ...file(), decide: "headlines" });
    });
    box.showModal();
  };

  // All that stands for one figure lights up together: its numbers in the text, and its row.
  const light = (element, on) => {
    for (const other of document.querySelectorAll(`[data-figure="${element.dataset.figure}"]`)) other.classList.toggle("chosen", on);
  };
  const mark = (element, metric) => {
    element.dataset.figure = metric.at;
    element.classList.add("proposed");
    element.tabIndex = 0;
    element.addEventListener("focus", () => light(element, true));
    element.addEventListener("blur", () => light(element, false));
  };

  addEventListener("keydown", (event) => {
    const metric = chosen(document.activeElement);
    if (!metric || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const act = { Enter: accept, e: mend, x: drop }[event.key];
    if (!act) return;
    // Enter would also press the number.
    event.preventDefault();
    event.stopPropagation();
    act(metric);
  }, true);

  return {
    // A number of the text, if it is of a figure that is to be reviewed.
    number: (element, number) => {
      const metric = number.is === "stated" && number.metrics.map((at) => page().metrics[at]).find((metric) => metric.review);
      if (metric) mark(element, metric);
    },
    // The row of a figure, with a button for each key.
    row: (line, cell, metric) => {
      if (!metric.review || !page().file) return;
      if (metric.headline) make("small", "headline", say.headline, cell);
      for (const [name, act] of [[say.accept, accept], [say.mend, mend], [say.drop, drop]]) {
        make("button", "", name, cell, { type: "button", "aria-label": `${name} ${metric.name}` }).addEventListener("click", () => act(metric));
      }
      // A figure without a number in the text, such as one of a table, is reached by its row.
      if (!document.querySelector(`[data-figure="${metric.at}"]`)) mark(line, metric);
      else line.dataset.figure = metric.at;
    },
    // What is done to all of them.
    tools: (into) => {
      if (!pending().length || !page().file) return;
      make("span", "keys", say.keys, into);
      make("button", "", say.period, into, { type: "button", id: "period" }).addEventListener("click", setPeriod);
      if (pending().some((metric) => metric.headline) && pending().some((metric) => !metric.headline)) {
        make("button", "", say.rest, into, { type: "button", id: "headlines" }).addEventListener("click", keepHeadlines);
      }
    },
    // Goes on with the next proposal after a decision.
    goOn: () => {
      if (next === null) return;
      const left = pending().filter((metric) => metric.at >= next)[0] ?? pending()[0];
      next = null;
      const element = left && document.querySelector(`[data-figure="${left.at}"][tabindex]`);
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: "center" });
    },
  };
};
