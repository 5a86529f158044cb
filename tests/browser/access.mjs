// Pages are for everyone: what axe-core can tell, without scripts, by keyboard. Run on the example and on
// tests/sites/statistics.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(path.join(path.dirname(fileURLToPath(import.meta.url)), "../../target/browser/package.json"));
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// One page or more of every kind. A site has those it has.
const PAGES = [
  "", "archive/", "bulletins/2025/h1-industry/", "bulletins/2025/ningzhou-h1/", "topics/", "topics/industry/", "topics/trade/",
  "indicators/", "indicators/digital-industry-revenue/", "indicators/gdp/", "indicators/exports/", "digests/", "digests/2025-07/",
  "calendar/", "search/?q=工业", "methodology/", "about/", "404.html",
];
const EDITION = "/zh-hans/";
const SIZES = [{ width: 1280, height: 900 }, { width: 390, height: 844 }];
const RULES = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};

async function addresses(site) {
  const there = await Promise.all(PAGES.map(async (page) => (await fetch(site.root + EDITION + page)).ok));
  const pages = PAGES.filter((_, at) => there[at]).map((page) => EDITION + page);
  assert.ok(pages.length > 11, `only ${pages}`);
  return ["/", ...pages];
}

// What axe finds on the page as it stands, a line a node.
async function faults(page) {
  const { violations } = await page.evaluate((rules) => window.axe.run(rules), RULES);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}\n    ${node.failureSummary}`));
}

export const checks = {
  "axe finds nothing, in light and dark, on desktops and phones": async (site) => {
    const found = [];
    for (const address of await addresses(site)) {
      const page = await site.open(address, { bypassCSP: true });
      if (address.includes("search")) await page.waitForSelector("#search-found li");
      await page.evaluate(AXE);
      for (const size of SIZES) for (const colorScheme of ["light", "dark"]) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        for (const fault of await faults(page)) found.push(`${address} ${size.width} ${colorScheme} ${fault}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) found.push(`${address} ${size.width}: ${over} px too wide`);
      }
      await page.context().close();
    }
    assert.equal(found.length, 0, found.join("\n"));
  },

  "without scripts every page is there, and editions can be changed": async (site) => {
    for (const address of await addresses(site)) {
      const page = await site.open(address, { javaScriptEnabled: false });
      assert.ok((await page.innerText("main, body")).trim().length > 20, address);
      if (address !== "/" && !address.includes("404")) {
        await page.click("[data-edition=zh-Hant-TW]");
        assert.match(page.url(), /\/zh-hant-tw\//, address);
        assert.match(await page.getAttribute("html", "lang"), /^zh-Hant-TW$/, address);
      }
      await page.context().close();
    }
  },

  "by keyboard: first the main text, then everything, with a ring around it, and out again": async (site) => {
    for (const address of (await addresses(site)).slice(1)) {
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
    }
  },
};
