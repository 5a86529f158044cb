// Mails of the fictional country as programs show them: at the width of a window and of a phone, as Outlook for Windows has them,
// and with no style at all.
//
// JIANBAO names the program where it is not below target/.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const PROGRAM = process.env.JIANBAO
  ?? ["release", "debug"].map((profile) => path.join(REPOSITORY, "target", profile, "jianbao")).find(existsSync);
const WHAT = ["content/bulletins/2025/trade-2025-06.md", "content/bulletins/2025/cpi-2025-06.md", "2025-W29"];
const NAMES = ["2025-trade-2025-06", "2025-cpi-2025-06", "2025-W29"];
const EDITIONS = ["zh-hans", "zh-hant-tw", "zh-hant-hk", "en"];

// What Outlook for Windows does: a table of its own, and no `max-width`, no `padding` but of cells, no `margin: auto`.
const outlook = () => {
  document.body.innerHTML = document.body.innerHTML.replace(/<!--\[if mso\]>(.*?)<!\[endif\]-->/g, "$1");
  for (const element of document.querySelectorAll("[style]")) {
    element.style.removeProperty("max-width");
    if (!/^T[DH]$/.test(element.tagName)) element.style.removeProperty("padding");
    if (element.style.margin.includes("auto")) element.style.removeProperty("margin");
  }
};
const bare = () => document.querySelectorAll("[style]").forEach((element) => element.removeAttribute("style"));

// Every mail at a width, after `change`.
async function each(site, width, change, check) {
  const out = mkdtempSync(path.join(tmpdir(), "jianbao-"));
  try {
    execFileSync(PROGRAM, ["channel", "email", ...WHAT, "--out", out, "--site", path.join(REPOSITORY, "tests/sites/ordinary")]);
    const context = await site.browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const edition of EDITIONS) for (const name of NAMES) {
      const read = (end) => readFileSync(path.join(out, edition, `${name}.${end}`), "utf8");
      await page.setContent(read("html"));
      await page.evaluate(change);
      const seen = (await page.innerText("body")).replace(/\s+/g, "");
      const numbers = read("txt").match(/[\d,]+\.\d+/g);
      assert.ok(numbers.length > 5, `${edition} ${name}`);
      for (const number of numbers) assert.ok(seen.includes(number), `${edition} ${name}: ${number}`);
      await check(await page.evaluate(() => ({
        over: document.documentElement.scrollWidth - innerWidth,
        column: Math.round(document.querySelector("h1").closest("table").getBoundingClientRect().width),
      })), `${edition} ${name} at ${width}`);
    }
    await context.close();
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

export const checks = {
  "a mail fits a window and a phone": async (site) => {
    for (const [width, column] of [[1000, 600], [600, 600], [375, 375]]) {
      await each(site, width, () => {}, (found, name) => assert.deepEqual(found, { over: 0, column }, name));
    }
  },
  "Outlook keeps the column": (site) => each(site, 1000, outlook, ({ over, column }, name) => assert.ok(over === 0 && column <= 600, `${name}: ${column}`)),
  "without a style nothing is over the edge": (site) => each(site, 600, bare, ({ over }, name) => assert.equal(over, 0, name)),
};
