// Comfort only; every page works without it.
// The key / leads to the search box. Remembers the edition a reader chose, marks it where editions are chosen, and lets edition links
// keep the place on the page. It leads nobody anywhere by itself, but for one who chose another edition than that at the site's root.
(() => {
  "use strict";
  const KEY = "jianbao-edition";
  const links = [...document.querySelectorAll(".editions a, .choice")];

  // Storage may be forbidden; then nothing is remembered.
  const recall = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const remember = (edition) => { try { localStorage.setItem(KEY, edition); } catch { /* so be it */ } };

  for (const link of links) {
    link.addEventListener("click", () => remember(link.hreflang));
  }

  // On a phone the entries are a row that is wider than the screen.
  const current = document.querySelector(".site-nav ul [aria-current]");
  if (current) {
    const row = current.closest("ul");
    row.scrollLeft = current.getBoundingClientRect().left - row.getBoundingClientRect().left - 16;
  }

  const keepPlace = () => {
    for (const link of links) if (!link.classList.contains("choice")) link.hash = location.hash;
  };
  if (location.hash) keepPlace();
  addEventListener("hashchange", keepPlace);

  addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.querySelector("#search-q, #find");
    if (!box?.checkVisibility()) return;
    event.preventDefault();
    box.select();
  });

  // A button beside everything that is worth copying.
  if (navigator.clipboard) {
    const { copyText, copiedText } = document.body.dataset;
    for (const text of document.querySelectorAll("[data-copy]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = copyText;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = copiedText;
        setTimeout(() => { button.textContent = copyText; }, 2000);
      });
      text.after(button);
    }
  }

  // The front page of an edition at the site's root has another address than its own link.
  const chosen = recall();
  const here = links.find((link) => link.hasAttribute("aria-current"));
  const there = links.find((link) => link.hreflang === chosen);
  if (here && there && here !== there && document.body.classList.contains("home") && here.pathname !== location.pathname) {
    location.replace(there.href);
  }

  const offered = (edition) => links.find((link) => link.hreflang === edition);
  const readable = (language) => {
    const tag = language.toLowerCase();
    if (!/^zh\b/.test(tag)) return undefined;
    if (/-(hk|mo)\b/.test(tag)) return "zh-Hant-HK";
    if (/-(tw|hant)\b/.test(tag)) return "zh-Hant-TW";
    return "zh-Hans";
  };
  const likely = offered(chosen ?? navigator.languages.map(readable).find(Boolean));
  if (likely?.classList.contains("choice")) {
    likely.setAttribute("aria-current", "true");
  } else if (likely && !likely.hasAttribute("aria-current")) {
    invite(likely);
  }

  // A line above the page that offers the reader's own script, until it is taken or declined.
  function invite(link) {
    const bar = document.createElement("aside");
    bar.className = "invitation";
    bar.setAttribute("aria-label", link.closest("nav").getAttribute("aria-label"));
    const offer = link.cloneNode();
    offer.textContent = link.dataset.invitation;
    offer.addEventListener("click", () => remember(link.hreflang));
    const stay = document.createElement("button");
    stay.type = "button";
    stay.textContent = document.body.dataset.stayText;
    stay.addEventListener("click", () => {
      remember(document.documentElement.lang);
      bar.remove();
    });
    bar.append(offer, stay);
    document.querySelector(".skip").after(bar);
  }
})();
