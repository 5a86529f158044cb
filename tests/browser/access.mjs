// Pages are for everyone: what axe-core can tell, contrast that it cannot, without scripts, by keyboard, with less motion.
// Run on the example and on tests/sites/statistics and ordinary.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(path.join(path.dirname(fileURLToPath(import.meta.url)), "../../target/browser/package.json"));
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// One page or more of every kind. A site has those it has.
const PAGES = [
  "", "archive/", "data/", "bulletins/2025/h1-industry/", "bulletins/2025/ningzhou-h1/", "bulletins/2025/trade-2025-06/", "bulletins/2025/review-2025-h1/", "bulletins/2024/cpi-2024-06/", "indicators/manufacturing-pmi/", "topics/", "topics/industry/", "topics/trade/",
  "indicators/", "indicators/digital-industry-revenue/", "indicators/gdp/", "indicators/exports/", "indicators/exports/embed/", "digests/", "digests/2025-07/",
  "calendar/", "feeds/", "search/?q=工业", "methodology/", "about/", "404.html",
];
// Where a page once stood; it leads on at once, unless it is held.
const MOVED = "bulletins/2025/ningzhou-2025-h1/";
// Editions have the same templates: together they show every page in all four.
const LOOKS = {
  "zh-hans": [{ width: 1280, colorScheme: "light" }, { width: 390, colorScheme: "dark" }],
  "zh-hant-tw": [{ width: 390, colorScheme: "light" }],
  "zh-hant-hk": [{ width: 1280, colorScheme: "dark" }],
  "en": [{ width: 1280, colorScheme: "light" }, { width: 390, colorScheme: "dark" }],
};
// Sites beside the example have kinds of pages that it has not, by the same styles.
const FEWER_LOOKS = {
  "zh-hans": [{ width: 1280, colorScheme: "light" }],
  "en": [{ width: 390, colorScheme: "dark" }],
};
const RULES = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};

// What stands in a frame of another page has no way to other editions, and nothing to skip.
const isFrame = (address) => address.endsWith("/embed/");

const there = async (site, page) => (await fetch(site.root + page)).ok;
const isExample = (site) => there(site, "/zh-hans/methodology/");

// Not every site has an English edition.
async function addresses(site, edition = "zh-hans") {
  if (edition === "en" && !(await there(site, "/en/"))) return [];
  const found = await Promise.all(PAGES.map((page) => there(site, `/${edition}/${page}`)));
  const pages = PAGES.filter((_, at) => found[at]).map((page) => `/${edition}/${page}`);
  assert.ok(pages.length > 11, `only ${pages}`);
  return ["/", ...pages];
}

// Opens a page so that it can be looked at: with what the search finds, and staying where it would lead on.
async function look(site, address, options = {}) {
  const page = await site.open("/404.html", options);
  await page.route((url) => url.pathname.endsWith(MOVED), async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('http-equiv="refresh"', 'name="held"') });
  });
  await page.goto(site.root + address);
  if (address.includes("search")) await page.waitForSelector("#search-found li");
  return page;
}

// What axe finds on the page as it stands, a line a node.
async function faults(page) {
  const { violations } = await page.evaluate((rules) => window.axe.run(rules), RULES);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}\n    ${node.failureSummary}`));
}

// Does something with each address, two at a time: a page waits for its browser, and the browser for it.
async function each(addresses, work) {
  const rest = [...addresses];
  const worker = async () => {
    while (rest.length > 0) await work(rest.shift());
  };
  await Promise.all([worker(), worker()]);
}

export const checks = {
  "axe finds nothing and nothing is too wide: every edition, light and dark, on desktops and phones": async (site) => {
    const found = [];
    const looks = await isExample(site) ? LOOKS : FEWER_LOOKS;
    for (const edition of Object.keys(looks)) {
      const pages = await addresses(site, edition);
      if (await there(site, `/${edition}/${MOVED}`)) pages.push(`/${edition}/${MOVED}`);
      await each(pages, async (address) => {
        const page = await look(site, address, { bypassCSP: true });
        await page.evaluate(AXE);
        for (const width of [320, 768, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (over > 0) found.push(`${address} ${width}: ${over} px too wide`);
        }
        for (const { width, colorScheme } of looks[edition]) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          for (const fault of await faults(page)) found.push(`${address} ${width} ${colorScheme} ${fault}`);
        }
        await page.context().close();
      });
    }
    assert.equal(found.length, 0, found.join("\n"));
  },

  "texts, pictures, tables and charts end at one edge, and so does the page": async (site) => {
    const wrong = [];
    // English has the longest words.
    const all = [...await addresses(site), ...await addresses(site, "en")];
    for (const address of all.filter((address) => /bulletins|methodology/.test(address))) {
      const page = await site.open(address, { viewport: { width: 1280, height: 800 } });
      wrong.push(...await page.evaluate(() => {
        const edge = (one) => one.getBoundingClientRect().right;
        const wanted = edge(document.querySelector(".site-nav"));
        const blocks = document.querySelectorAll(".story > .head, .column > *, .prose > *, .figures table, .prose > p > img:only-child, .chart, .related, .neighbours");
        const seen = [...blocks].filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 0);
        const off = seen.filter((one) => Math.abs(edge(one) - wanted) > 1);
        return off.map((one) => `${location.pathname} ${one.tagName}.${one.className.baseVal ?? one.className} ends at ${edge(one)}, not at ${wanted}`);
      }));
      await page.context().close();
    }
    assert.equal(wrong.length, 0, wrong.join("\n"));
  },

  "news and figures are on the first screen of a front page": async (site) => {
    const page = await site.open("/zh-hans/", { viewport: { width: 1280, height: 800 } });
    for (const selector of [".lead-title", "#headlines"]) {
      const { bottom } = await page.$eval(selector, (one) => one.getBoundingClientRect().toJSON());
      assert.ok(bottom < 800, `${selector} ends at ${bottom}`);
    }
  },

  "words in charts and in code stand out from their ground, 4.5 to 1, light and dark": async (site) => {
    let [texts, rules] = [0, 0];
    for (const address of await addresses(site)) for (const colorScheme of ["light", "dark"]) {
      const page = await site.open(address, { colorScheme });
      const found = await page.evaluate(() => {
        const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
        const rgb = (colour) => {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          return [...canvas.getImageData(0, 0, 1, 1).data];
        };
        const light = ([red, green, blue]) => {
          const [r, g, b] = [red, green, blue].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ground = (one) => {
          for (let at = one; at; at = at.parentElement) {
            const colour = rgb(getComputedStyle(at).backgroundColor);
            if (colour[3] === 255) return colour;
          }
          return [255, 255, 255, 255];
        };
        const contrast = (one, other) => {
          const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
          return (bright + 0.05) / (dark + 0.05);
        };
        const wrong = [];
        const judge = (what, ink, paper) => {
          const ratio = contrast(rgb(ink), paper);
          if (!(ratio >= 4.5)) wrong.push(`${what}: ${ink} on ${paper} is ${ratio.toFixed(2)}`);
        };
        const words = document.querySelectorAll("svg text, pre.code, pre.code span");
        for (const one of words) {
          const style = getComputedStyle(one);
          judge(one.textContent.slice(0, 20), one.closest("svg") ? style.fill : style.color, ground(one));
        }
        // Of the colours of code, not only those that this page has.
        const code = document.querySelector("pre.code");
        let rules = 0;
        const read = (list) => {
          for (const rule of list) {
            if (rule.media && matchMedia(rule.media.mediaText).matches) read(rule.cssRules);
            const style = rule.selectorText?.includes(".hl-") ? rule.style : undefined;
            if (!style?.color) continue;
            rules += 1;
            judge(rule.selectorText, style.color, style.backgroundColor && rule.selectorText !== ".hl-code" ? rgb(style.backgroundColor) : ground(code));
          }
        };
        if (code) for (const sheet of document.styleSheets) read(sheet.cssRules);
        return { wrong, texts: words.length, rules };
      });
      assert.deepEqual(found.wrong, [], `${address} ${colorScheme}`);
      [texts, rules] = [texts + found.texts, rules + found.rules];
      await page.context().close();
    }
    assert.ok(texts > 40, `only ${texts} words`);
    // The example explains its front matter; the other site has no code.
    if (await isExample(site)) assert.ok(rules > 100, `only ${rules} rules`);
  },

  "who asks for less motion has none": async (site) => {
    const bulletins = PAGES.filter((page) => page.startsWith("bulletins/")).map((page) => `/zh-hans/${page}`);
    const found = await Promise.all(bulletins.map((page) => there(site, page)));
    const page = await site.open(bulletins[found.indexOf(true)]);
    const moving = (wanted) => page.waitForFunction((wanted) => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      return style.scrollBehavior === "smooth" || style.animationName !== "none" || style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
    }).map((one) => one.tagName).join() === wanted, wanted);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await moving("");
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await moving("HTML");
  },

  "without scripts the search says what to do instead": async (site) => {
    const page = await site.open("/zh-hant-tw/search/", { javaScriptEnabled: false });
    assert.match(await page.innerText("noscript"), /JavaScript/);
    assert.equal(await page.isVisible("#search"), false);
    await page.click("noscript a[href$='/archive/']");
    assert.ok(await page.locator(".item-title").count() > 1);
  },

  "without scripts every page is there, and editions can be changed": async (site) => {
    for (const address of await addresses(site)) {
      const page = await site.open(address, { javaScriptEnabled: false });
      assert.ok((await page.innerText("main, body")).trim().length > 20, address);
      if (address !== "/" && !address.includes("404") && !isFrame(address)) {
        await page.click(".editions [hreflang=zh-Hant-TW]");
        assert.match(page.url(), /\/zh-hant-tw\//, address);
        assert.match(await page.getAttribute("html", "lang"), /^zh-Hant-TW$/, address);
      }
      await page.context().close();
    }
  },

  "by keyboard: first the main text, then everything, with a ring around it, and out again": async (site) => {
    await each((await addresses(site)).slice(1).filter((address) => !isFrame(address)), async (address) => {
      const page = await site.open(address);
      // The search takes the focus; what comes before it is what other pages have.
      await page.evaluate(() => document.activeElement.blur());
      if (!address.includes("search")) {
        await page.keyboard.press("Tab");
        assert.match(await page.evaluate(() => document.activeElement.getAttribute("href")), /#main$/, address);
      }
      const seen = new Set();
      for (let step = 0; step < 600; step += 1) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => {
          const one = document.activeElement;
          if (one === document.body) return null;
          const style = getComputedStyle(one);
          window.order ??= new Map();
          if (!window.order.has(one)) window.order.set(one, window.order.size);
          return { id: window.order.get(one), ring: style.outlineStyle !== "none" || style.boxShadow !== "none", html: one.outerHTML.slice(0, 120) };
        });
        if (!at || seen.has(at.id) && at.id === 0) break;
        assert.ok(!seen.has(at.id), `${address} is a trap at ${at.html}`);
        assert.ok(at.ring, `${address} shows no focus on ${at.html}`);
        seen.add(at.id);
      }
      assert.ok(seen.size > 5, address);
      await page.context().close();
    });
  },
};
