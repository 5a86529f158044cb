// What is new since the reader was last here: the front page marks it. Nothing is sent; the browser keeps which bulletins the front
// page had, until another visit. Where storage is forbidden, and at the first visit, nothing is marked.
(() => {
  "use strict";
  const KEY = "jianbao-seen";
  const said = document.getElementById("since");
  if (!said) return;
  // Editions have the same addresses below their own.
  const root = document.querySelector(".masthead-title a").pathname;
  const links = [...document.querySelectorAll(".lead-title a, .item-title a")];
  const address = (link) => link.pathname.slice(root.length);
  try {
    const now = JSON.stringify(links.map(address));
    // A visit lasts as long as its tab: what was new stays so, whichever pages are read meanwhile.
    const before = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? now;
    sessionStorage.setItem(KEY, before);
    localStorage.setItem(KEY, now);
    const seen = JSON.parse(before);
    const fresh = links.filter((link) => !seen.includes(address(link)));
    if (fresh.length === 0) return;
    said.querySelector("a").textContent = said.dataset.text.replace("{n}", fresh.length);
    said.hidden = false;
    for (const link of fresh) {
      link.after(" ", Object.assign(document.createElement("span"), { className: "tag", textContent: said.dataset.mark }));
    }
  } catch { /* so be it */ }
})();
