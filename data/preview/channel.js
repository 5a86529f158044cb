// What a channel has of a page: one edition of it at a time, as `jianbao channel` writes it, and a button that copies it.
(async () => {
  const own = "/_preview/";
  const channels = ["wechat", "email", "text"];
  const asked = new URLSearchParams(location.search);
  const page = asked.get("page") ?? "/";
  const channel = channels.includes(asked.get("channel")) ? asked.get("channel") : channels[0];
  const head = document.getElementById("head"), view = document.getElementById("view"), said = document.getElementById("said");
  const make = (name, text, into, more = {}) => {
    const element = Object.assign(document.createElement(name), more);
    element.textContent = text;
    into.append(element);
    return element;
  };

  const answer = await fetch(`${own}story?${new URLSearchParams({ channel, page })}`);
  if (!answer.ok) return void make("p", await answer.text(), view, { className: "note" });
  const { editions, say, lang } = await answer.json();
  document.documentElement.lang = lang;
  document.title = say[channel];
  const here = page.split("/").filter(Boolean);
  let shown = editions.find((edition) => here.includes(edition.edition.toLowerCase())) ?? editions[0];

  // What is copied: HTML where the channel has it, and text.
  const file = (end) => shown.files.find((file) => file.end === end)?.text;
  const content = () => ({
    wechat: () => ({ html: JSON.parse(file("json")).content, text: view.querySelector(".article").innerText }),
    email: () => ({ html: file("html"), text: file("txt") }),
    text: () => ({ text: shown.files.map((file) => file.text).join("\n") }),
  })[channel]();

  const copy = async () => {
    const { html, text } = content();
    const kinds = Object.entries({ "text/html": html, "text/plain": text }).filter(([, value]) => value);
    try {
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(kinds.map(([type, value]) => [type, new Blob([value], { type })])))]);
    } catch {
      // Without the permission, or over plain HTTP, the old way: a selection that is copied with what is put in its place.
      const put = (event) => {
        event.preventDefault();
        kinds.forEach(([type, value]) => event.clipboardData.setData(type, value));
      };
      document.addEventListener("copy", put, { once: true });
      getSelection().selectAllChildren(view);
      document.execCommand("copy");
      getSelection().removeAllRanges();
    }
    said.textContent = say.copied;
    setTimeout(() => { said.textContent = ""; }, 3000);
  };

  const shows = {
    // Of a closed list of elements, escaped where it was written.
    wechat: () => {
      const { title, author, digest } = JSON.parse(file("json"));
      const fields = make("div", "", view, { className: "fields", lang: shown.lang });
      make("h1", title, fields);
      for (const more of [author, digest]) make("p", more, fields);
      make("div", "", view, { className: "article", lang: shown.lang }).innerHTML = JSON.parse(file("json")).content;
    },
    email: () => { make("iframe", "", view, { title: say.email, sandbox: "", srcdoc: file("html") }); },
    text: () => shown.files.forEach(({ name, text }) => {
      const message = make("section", "", view, { className: "message", lang: shown.lang });
      make("h2", name, message);
      make("pre", text, message);
    }),
  };

  const draw = () => {
    head.replaceChildren();
    view.replaceChildren();
    make("a", say.back, head, { href: page });
    const kinds = make("nav", "", head);
    for (const kind of channels) {
      const link = make("a", say[kind], kinds, { href: `?${new URLSearchParams({ channel: kind, page })}` });
      if (kind === channel) link.setAttribute("aria-current", "page");
    }
    const tongues = make("nav", "", head);
    for (const edition of editions) {
      const button = make("button", edition.edition, tongues, { type: "button", className: "edition" });
      if (edition === shown) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => { shown = edition; draw(); });
    }
    make("button", say.copy, head, { type: "button", className: "copy" }).addEventListener("click", copy);
    for (const [message, help] of shown?.notes ?? []) make("small", help, make("p", message, view, { className: "note" }));
    if (shown) shows[channel]();
  };
  draw();

  const events = new EventSource(own + "events");
  events.addEventListener("refresh", () => location.reload());
  addEventListener("pagehide", () => events.close());
})();
