// What the preview adds to a page: it follows the site, shows mistakes over the page, and marks what
// the public does not see. It lives in a shadow tree, so that the site's styles and ours do not meet.
(() => {
  const own = "/_preview/";
  const data = JSON.parse(document.getElementById("jianbao-preview").textContent);
  const say = data.say;

  // Where the reader was, kept over a reload.
  const place = "jianbao-place";
  const saved = JSON.parse(sessionStorage.getItem(place) || "null");
  sessionStorage.removeItem(place);
  if (saved && saved.path === location.pathname) {
    const restore = () => scrollTo({ left: saved.x, top: saved.y, behavior: "instant" });
    restore();
    addEventListener("load", restore, { once: true });
  }
  const reload = () => {
    sessionStorage.setItem(place, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
    location.reload();
  };

  // Style sheets change in place; their names may change with their content.
  const restyle = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = [...page.querySelectorAll("link[rel=stylesheet]")];
    document.querySelectorAll("link[rel=stylesheet]").forEach((old, at) => {
      if (!fresh[at]) return;
      const link = old.cloneNode();
      link.href = fresh[at].getAttribute("href") + "?" + data.state;
      link.addEventListener("load", () => old.remove(), { once: true });
      old.after(link);
    });
  };

  const host = document.createElement("jianbao-preview");
  const root = host.attachShadow({ mode: "open" });
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: own + "preview.css" });
  root.append(sheet);
  document.documentElement.append(host);
  const make = (name, className, text, into = root) => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    into.append(element);
    return element;
  };

  // Mistakes: errors lie over the page, warnings are a button in the corner.
  const counts = [];
  if (data.errors) counts.push(`${data.errors} ${say.errors}`);
  if (data.warnings) counts.push(`${data.warnings} ${say.warnings}`);
  if (counts.length) {
    const open = () => {
      const panel = make("section", "panel", "");
      panel.setAttribute("role", "alertdialog");
      panel.setAttribute("aria-label", counts.join(" · "));
      const head = make("header", data.errors ? "head bad" : "head", counts.join(" · "), panel);
      const button = make("button", "close", say.close, head);
      button.addEventListener("click", close);
      make("pre", "report", data.report, panel);
      badge.hidden = true;
    };
    const close = () => {
      root.querySelector(".panel")?.remove();
      badge.hidden = false;
    };
    const badge = make("button", data.errors ? "badge bad" : "badge", counts.join(" · "));
    badge.addEventListener("click", open);
    addEventListener("keydown", (event) => event.key === "Escape" && close());
    if (data.errors) open();
  }

  // The ways to review mode, and to what channels have of the page.
  const ways = make("nav", "ways", "");
  const here = encodeURIComponent(location.pathname);
  make("a", "review", say.review, ways).href = `${own}review?page=${here}&lang=${say.lang}`;
  if (data.channels) {
    for (const channel of ["wechat", "email", "text"]) make("a", channel, say[channel], ways).href = `${own}channel?channel=${channel}&page=${here}`;
  }

  // What the public does not see.
  const why = (note) => say[note.why] + (note.until ? " " + note.until : "");
  if (data.note) make("p", "note", why(data.note));
  const hidden = new Map(data.hidden);
  if (hidden.size) {
    for (const link of document.querySelectorAll("main a[href]")) {
      const note = hidden.get(new URL(link.href).pathname);
      if (!note) continue;
      const mark = document.createElement("small");
      mark.className = "jianbao-hidden";
      mark.style.cssText = "margin-inline-start:.5em;padding:0 .4em;border:1px solid;border-radius:.3em;white-space:nowrap";
      mark.textContent = why(note);
      // The neighbours are a grid, in which a mark of its own would be in the other half of the row.
      if (link.closest(".neighbours")) link.append(mark); else link.after(mark);
    }
  }

  const events = new EventSource(own + "events");
  events.addEventListener("hello", (event) => event.data !== data.state && reload());
  events.addEventListener("refresh", reload);
  events.addEventListener("style", (event) => {
    data.state = event.data;
    restyle();
  });
  addEventListener("pagehide", () => events.close());
})();
