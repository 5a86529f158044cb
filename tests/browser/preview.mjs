// The preview, on a copy of the example site: it follows what is saved, and review mode writes.
//
// JIANBAO names the program where it is not below target/.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const PROGRAM = process.env.JIANBAO
  ?? ["release", "debug"].map((profile) => path.join(REPOSITORY, "target", profile, "jianbao")).find(existsSync);
const BULLETIN = "content/bulletins/2025/h1-industry.md";
const PAGE = "/zh-hans/bulletins/2025/h1-industry/";

// A preview of a copy of the site, with `more` at the end of a bulletin, for as long as `check` runs.
async function preview(site, more, check) {
  const folder = mkdtempSync(path.join(tmpdir(), "jianbao-"));
  for (const name of ["site.toml", "content", "static"]) cpSync(path.join(REPOSITORY, name), path.join(folder, name), { recursive: true });
  const files = {
    read: (name) => readFileSync(path.join(folder, name), "utf8"),
    write: (name, text) => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    },
    // What a command of the program writes below a folder, by its path there.
    run: (...words) => {
      const out = path.join(folder, "out");
      execFileSync(PROGRAM, [...words, "--out", out, "--site", folder]);
      return (name) => readFileSync(path.join(out, name), "utf8");
    },
    change: (name, from, to) => {
      const text = files.read(name);
      assert.ok(text.includes(from), `${name} has ${from}`);
      files.write(name, text.replace(from, to));
    },
  };
  files.write(BULLETIN, files.read(BULLETIN) + more);
  const server = spawn(PROGRAM, ["serve", "--quiet", "--port", "0", "--site", folder], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, LC_ALL: "C" },
  });
  try {
    const url = await new Promise((ready, failed) => {
      server.stdout.once("data", (line) => ready(String(line).trim().replace(/\/$/, "")));
      server.once("exit", () => failed(new Error("the preview does not start")));
    });
    site.root = url;
    await check(files);
    await site.close();
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

const review = (page) => `/_preview/review?page=${encodeURIComponent(page)}`;
const text = (page, selector) => page.locator(selector).first().textContent();

export const checks = {
  "an edit shows where the reader was": (site) => preview(site, "", async (files) => {
    const page = await site.open(PAGE, { viewport: { width: 1000, height: 600 } });
    await page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
    const before = await page.evaluate(() => scrollY);
    assert.ok(before > 500);
    files.change(BULLETIN, "增势平稳，覆盖面宽", "增势平稳，换了标题");
    await page.waitForFunction(() => document.body.innerText.includes("换了标题"));
    await page.waitForFunction((before) => Math.abs(scrollY - before) < 3, before);
  }),

  "a style sheet changes without a reload": (site) => preview(site, "", async (files) => {
    const page = await site.open(PAGE);
    await page.evaluate(() => { window.stayed = true; });
    files.write("static/assets/site.css", "body { background: rgb(0, 128, 128) }");
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(0, 128, 128)");
    assert.ok(await page.evaluate(() => window.stayed));
  }),

  "a mistake lies over the page until it is mended": (site) => preview(site, "", async (files) => {
    const page = await site.open(PAGE);
    const good = await text(page, "h1");
    files.change(BULLETIN, "date       = 2025-07-18", "date       = 2025-07-");
    await page.waitForSelector("jianbao-preview .panel");
    assert.match(await text(page, "jianbao-preview .report"), /h1-industry\.md:4:/);
    assert.equal(await text(page, "h1"), good, "the last good page is below");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("jianbao-preview .panel").count(), 0);
    assert.ok(await page.isVisible("jianbao-preview .badge.bad"));
    files.change(BULLETIN, "date       = 2025-07-\n", "date       = 2025-07-18\n");
    await page.waitForFunction(() => !document.querySelector("jianbao-preview")?.shadowRoot.querySelector(".bad"));
    assert.equal(await text(page, "h1"), good);
  }),

  "a doubt that is settled is right in every edition": (site) => preview(site, "\n丘干岱说，就业还有空间。\n", async (files) => {
    const glossary = files.read("content/glossary.toml");
    const start = await site.open(PAGE);
    await start.click("jianbao-preview .review");
    await start.waitForURL("**/_preview/review?page=*");
    await start.waitForSelector(".count.doubt");
    // By keys alone.
    await start.keyboard.press("n");
    assert.equal(await start.evaluate(() => document.activeElement.textContent), "干");
    await start.keyboard.press("Enter");
    await start.waitForSelector("dialog[open]");
    assert.equal(await start.inputValue("input[name=zh-hant-tw]"), "丘幹岱");
    assert.equal(await start.evaluate(() => document.activeElement.name), "zh-hant-tw");
    await start.click("dialog .choices:nth-of-type(1) .choice:text-is('丘乾岱')");
    await start.fill("input[name=zh-hant-hk]", "丘乾岱");
    await start.keyboard.press("Enter");
    await start.waitForFunction(() => [...document.querySelectorAll("td .glossary")].filter((one) => one.textContent === "丘乾岱").length === 2);
    await start.waitForSelector(".count.doubt", { state: "detached" });
    const entry = "\n[[terms]]\nzh-hans = \"丘干岱\"\nzh-hant = \"丘乾岱\"\n";
    assert.equal(files.read("content/glossary.toml").replace(entry, ""), glossary, "comments and all else stay");
    for (const [edition, form] of [["zh-hans", "丘干岱"], ["zh-hant-tw", "丘乾岱"], ["zh-hant-hk", "丘乾岱"]]) {
      const page = await site.open(PAGE.replace("zh-hans", edition));
      assert.ok((await page.innerText("main")).includes(`${form}`), edition);
    }
  }),

  "channels are shown as the command writes them, and copied": (site) => preview(site, "\n{{ chart digital-industry-revenue-growth }}\n", async (files) => {
    const page = await site.open(PAGE, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.click("jianbao-preview .ways .wechat");
    await page.waitForSelector(".article h2");
    const out = files.run("channel", "wechat", BULLETIN);
    const draft = JSON.parse(out("zh-hans/2025-h1-industry.json"));
    const bytes = await page.evaluate(async () => (await fetch(`/_preview/story${location.search}`)).json());
    assert.deepEqual(bytes.editions.map((edition) => edition.edition), ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "en"]);
    for (const { edition, files: shown } of bytes.editions) for (const { name, text } of shown) {
      assert.equal(text, out(`${edition.toLowerCase()}/${name}`), name);
    }
    // The old way as well as the new.
    for (const broken of [false, true]) {
      if (broken) await page.evaluate(() => { navigator.clipboard.write = () => Promise.reject(new Error("no")); });
      await page.evaluate(() => navigator.clipboard.writeText(""));
      await page.click(".copy");
      await page.waitForFunction(() => document.getElementById("said").textContent);
      const copied = await page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        return Promise.all(["text/html", "text/plain"].map(async (type) => (await item.getType(type)).text()));
      });
      assert.match(copied[0], /<section[^]*font-weight[^]*<svg/);
      assert.match(copied[1], /3万亿元/);
      await page.waitForFunction(() => !document.getElementById("said").textContent);
    }
    assert.ok(draft.content.includes("<svg"));
    assert.equal(await text(page, ".fields"), `${draft.title}${draft.author}${draft.digest}`);
    await page.click(".edition:text-is('en')");
    await page.waitForFunction(() => /trillion yuan/.test(document.querySelector(".article").innerText));
    await page.click("header a:nth-of-type(2)");
    await page.waitForSelector("iframe");
    assert.match(await page.frameLocator("iframe").locator("h1").textContent(), /./);
    await page.click("header nav a:nth-of-type(3)");
    await page.waitForSelector(".message pre");
    await page.goto(`${site.root}/zh-hant-tw/digests/2025-07/`);
    await page.click("jianbao-preview .ways .text");
    await page.waitForFunction(() => /2025年7月/.test(document.querySelector(".message pre")?.textContent));
    await page.goto(`${site.root}/zh-hans/`);
    await page.waitForSelector("jianbao-preview .review");
    assert.equal(await page.locator("jianbao-preview .wechat").count(), 0);
  }),

  "no script of a text runs": (site) => preview(site, "", async (files) => {
    const ran = (how) => `document.documentElement.setAttribute("data-ran", "${how}")`;
    files.write("site.toml", files.read("site.toml") + "\n[markdown]\nhtml = \"allow\"\n");
    files.write("static/own.js", "document.documentElement.dataset.own = 1;");
    files.write("content/evil.js", ran("beside"));
    files.write("content/evil.html", `<script>parent.${ran("frame")}</script>`);
    files.write("content/evil.md", `+++\ntitle = "甲"\n+++\n\n正文\n\n<script>${ran("inline")}</script>\n<script src="evil.js"></script>\n<script src="/own.js"></script>\n` +
      `<img src="#" onerror='${ran("onerror")}'>\n<iframe src="evil.html"></iframe>\n<iframe srcdoc='<script>parent.${ran("srcdoc")}</script>'></iframe>\n<base href="https://example.org/">\n`);
    const page = await site.open("/zh-hans/evil/");
    await page.waitForSelector("jianbao-preview .review", { state: "attached" });
    await page.waitForTimeout(500);
    assert.equal(await page.getAttribute("html", "data-ran"), null);
    assert.equal(await page.getAttribute("html", "data-own"), "1");
    // The policy says so in the console, and that is all that is wrong.
    site.wrong.length = 0;
  }),

  "a word is set for one page, and a changed file is not overwritten": (site) => preview(site, "", async (files) => {
    const page = await site.open(review(PAGE));
    await page.click("td[lang=zh-Hant-TW] :text-is('製造業')");
    await page.fill("input[name=zh-hant-tw]", "製造業界");
    await page.check("input[value=terms]");
    await page.click("dialog .main");
    await page.waitForSelector("td[lang=zh-Hant-TW] .terms:text-is('製造業界')");
    assert.match(files.read(BULLETIN), /\[\[terms\]\]\nzh-hans    = "制造业"\nzh-hant-tw = "製造業界"\nzh-hant-hk = "製造業"\n/);
    await page.click("td[lang=zh-Hant-HK] .terms >> nth=0");
    await page.route("**/_preview/sheet*", (route) => route.abort());
    files.write(BULLETIN, files.read(BULLETIN) + "\n别人刚改过。\n");
    await page.fill("input[name=zh-hant-hk]", "別的");
    await page.click("dialog .main");
    await page.waitForFunction(() => /has changed since/.test(document.querySelector("dialog [role=alert]").textContent));
    assert.ok(!files.read(BULLETIN).includes("別的"));
    await page.unroute("**/_preview/sheet*");
    // The refusal is what was wanted.
    site.wrong.length = 0;
  }),

  "numbers show their metric, or offer one, which is written by a click and taken back": (site) => preview(site, "\n全年新增就业1256万人。\n", async (files) => {
    const page = await site.open(review(PAGE));
    await page.hover(".number.stated:text-is('超过3万亿元')");
    assert.match(await text(page, "#tip"), /技术合同成交额/);
    await page.keyboard.press("Escape");
    assert.ok(await page.isHidden("#tip"));
    await page.focus(".number.unmatched");
    assert.ok(await page.isVisible("#tip"));
    await page.keyboard.press("Enter");
    const table = await page.inputValue("dialog textarea");
    assert.match(table, /\[\[metrics\]\]\nindicator = "新增就业"\nvalue     = "1256万人"/);
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    const before = files.read(BULLETIN);
    await page.focus(".number.unmatched");
    await page.keyboard.press("Enter");
    await page.fill("dialog textarea", table.replace(/\nreview .*\n/, "\n"));
    await page.click("dialog .main");
    await page.waitForSelector(".number.stated:text-is('1256万人')");
    assert.match(files.read(BULLETIN), /\nindicator = "新增就业"\nvalue     = "1256万人"\n/);
    await page.click(".undo");
    await page.waitForSelector(".number.unmatched");
    assert.equal(files.read(BULLETIN), before);
  }),

  "a page that was read is not read once its text has changed": (site) => preview(site, "", async (files) => {
    const page = await site.open(review(PAGE));
    await page.check("#read");
    await page.reload();
    await page.waitForFunction(() => document.getElementById("read")?.checked);
    await page.goto(`${site.root}${review("/zh-hans/")}`);
    await page.waitForSelector("li .read");
    const left = await page.locator("li .unread").count();
    files.write(BULLETIN, `${files.read(BULLETIN)}\n又改了一句。\n`);
    await page.waitForFunction((left) => document.querySelectorAll("li .unread").length === left + 1, left);
  }),

  "a new indicator is registered by a click": (site) => preview(site, "", async (files) => {
    files.change(BULLETIN, "\n+++\n", "\n\n[[metrics]]\nindicator = \"甲市用电量\"\nvalue = \"35亿千瓦时\"\n+++\n");
    const registry = files.read("content/indicators.toml");
    const page = await site.open(review(PAGE));
    await page.waitForSelector(".count.unregistered");
    await page.click("button.register");
    const entry = "[[indicators]]\nkey = \"jia-shi-yong-dian-liang\"\nname = \"甲市用电量\"\nunit = \"千瓦时\"\n";
    assert.equal(await text(page, "dialog pre"), entry);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => !document.querySelector(".register"));
    assert.equal(files.read("content/indicators.toml"), `${registry}\n${entry}`);
  }),

  "proposals are accepted, mended and dropped by a key, and taken back": (site) => preview(site, "", async (files) => {
    files.write("content/bulletins/2025/trade.md", "+++\ntitle  = \"甲市7月外贸\"\ndate   = 2025-08-07\nperiod = \"2025-07\"\ntopics = []\ndraft  = true\n"
      + [["出口", "3.1亿元"], ["进口", "2.4亿元"], ["顺差", "0.7亿元"], ["口岸数", "5个"]].map(([name, value], at) =>
        `\n# ${name}${value} (its sentence says the period, 95% sure)\n[[metrics]]\nindicator = "${name}"\nvalue     = "${value}"\n${at ? "" : "headline  = true\n"}review    = true\n`).join("")
      + "+++\n\n甲市7月出口3.1亿元，进口2.4亿元，顺差0.7亿元。\n");
    const name = "content/bulletins/2025/trade.md";
    const page = await site.open(review("/zh-hans/bulletins/2025/trade/"));
    await page.waitForSelector(".count.pending");
    assert.equal(await page.locator("td .proposed").count(), 3);
    // The number and the row of a figure light up together.
    await page.focus(".proposed:text-is('3.1亿元')");
    assert.ok(await page.isVisible(".proposed.chosen:text-is('3.1亿元')"));
    assert.equal(await page.locator("tr.chosen").count(), 1);
    const before = files.read(name);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll("td .proposed").length === 2);
    assert.equal(files.read(name), before.replace("# 出口3.1亿元 (its sentence says the period, 95% sure)\n", "").replace("headline  = true\nreview    = true\n", "headline  = true\n"));
    // The next one waits for its key.
    await page.waitForFunction(() => document.activeElement.textContent === "2.4亿元");
    await page.keyboard.press("e");
    assert.equal(await page.inputValue("dialog input[name=value]"), "2.4亿元");
    await page.fill("dialog input[name=change]", "+5%");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("dialog [role=alert]")?.textContent);
    await page.fill("dialog input[name=basis]", "同比");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.textContent === "0.7亿元");
    assert.match(files.read(name), /value     = "2.4亿元"\nchange    = "\+5%"\nbasis     = "同比"\n\n/);
    // In the reader's words, not in the code.
    await page.waitForFunction(() => /\+5%(（同比）| \(year on year\))/.test(document.body.innerText));
    await page.keyboard.press("x");
    await page.waitForFunction(() => !document.querySelector("td .proposed"));
    assert.ok(!files.read(name).includes("\"0.7亿元\""));
    // The one without a number in the text is reached by its row.
    await page.waitForFunction(() => document.activeElement.matches("tr.proposed"));
    await page.click(".undo");
    await page.waitForSelector("td .proposed:text-is('0.7亿元')");
    // The refusal of a change without a basis was wanted.
    site.wrong.length = 0;
  }),

  "one command sets the period of an article, another keeps its headline figures": (site) => preview(site, "", async (files) => {
    const name = "content/bulletins/2025/trade.md";
    const metric = (indicator, value, more) => `\n[[metrics]]\nindicator = "${indicator}"\nvalue     = "${value}"\n${more}review    = true\n`;
    files.write(name, "+++\ntitle  = \"甲市外贸\"\ndate   = 2025-08-07\ntopics = []\ndraft  = true\n"
      + metric("出口", "3.1亿元", "headline  = true\n") + metric("进口", "2.4亿元", "period    = \"2024\"\n") + "+++\n\n甲市出口3.1亿元，进口2.4亿元。\n");
    const page = await site.open(review("/zh-hans/bulletins/2025/trade/"));
    await page.click("#period");
    await page.fill("dialog input[name=period]", "2025-07");
    await page.check("dialog input[name=all]");
    await page.click("dialog .main");
    await page.waitForFunction(() => [...document.querySelectorAll("tr.pending td:nth-of-type(3)")].every((cell) => cell.textContent === "2025-07"));
    assert.match(files.read(name), /date   = 2025-08-07\nperiod = "2025-07"\ntopics/);
    assert.ok(!files.read(name).includes("\"2024\""));
    await page.click("#headlines");
    await page.click("dialog .main");
    await page.waitForFunction(() => document.querySelectorAll("tr.pending").length === 1);
    assert.ok(files.read(name).includes("出口") && !files.read(name).includes("indicator = \"进口\""));
  }),
};
