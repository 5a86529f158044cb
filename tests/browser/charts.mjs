// Charts answer: pointer, finger and keys; years, index, regions; table and pictures. On tests/sites/ordinary.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const EXPORTS = "/zh-hans/indicators/exports/";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const first = (page) => page.locator(".chart.live").first();
const said = (page) => first(page).locator(".chart-said");
// The values of the first chart, as its table has them, newest first: period, value, change.
const table = (page) => first(page).locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
// The other sites that are looked at have no such history.
const on = (check) => async (site) => {
  if (!(await fetch(site.root + EXPORTS)).ok) throw Object.assign(new Error(`there is no ${EXPORTS}`), { skipped: true });
  await check(site);
};

export const checks = {
  "arrow keys go from period to period, and say what the table has": on(async (site) => {
    const page = await site.open(EXPORTS);
    const rows = await table(page);
    const plot = first(page).locator(".chart-plot");
    await plot.focus();
    for (const [period, value, change] of rows.slice(0, 3)) {
      await page.keyboard.press("ArrowLeft");
      const text = await said(page).innerText();
      assert.ok(text.includes(period) && text.includes(value) && text.includes(change), `${text}: ${period} ${value} ${change}`);
    }
    await page.keyboard.press("Home");
    assert.ok((await said(page).innerText()).includes(rows.at(-1)[0]));
    await page.keyboard.press("Escape");
    assert.ok(await said(page).isHidden());
  }),

  "a pointer and a finger are answered, in every edition": on(async (site) => {
    for (const edition of ["zh-hans", "zh-hant-tw", "zh-hant-hk"]) {
      const address = EXPORTS.replace("zh-hans", edition);
      const desk = await site.open(address);
      await first(desk).scrollIntoViewIfNeeded();
      const box = await first(desk).locator(".chart-plot").boundingBox();
      await desk.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
      const periods = (await table(desk)).map(([period]) => period);
      const there = await said(desk).locator("b").innerText();
      assert.ok(periods.includes(there), `${there} in ${periods}`);
      await desk.mouse.move(2, 2);
      assert.ok(await said(desk).isHidden());
      const phone = await site.open(address, PHONE);
      await first(phone).locator(".chart-plot").tap({ position: { x: 120, y: 60 } });
      assert.ok(await said(phone).isVisible());
      const { left, right, width } = await said(phone).evaluate((box) => ({ ...box.getBoundingClientRect().toJSON(), width: innerWidth }));
      assert.ok(left >= 0 && right <= width, `${left} to ${right} of ${width}`);
    }
  }),

  "a chart is as wide as its column, and nothing moves when it is drawn anew": on(async (site) => {
    for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 844 }]) {
      const page = await site.open(EXPORTS, { viewport });
      const [column, drawn] = await page.locator("#regions-panel").evaluate((panel) => [panel.clientWidth, panel.querySelector("svg").getBoundingClientRect().width]);
      assert.ok(Math.abs(column - drawn) < 1, `${drawn} of ${column}`);
      const shift = await page.evaluate(() => new Promise((ready) => {
        new PerformanceObserver((list) => ready(list.getEntries().reduce((sum, { value }) => sum + value, 0))).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => ready(0), 500);
      }));
      assert.ok(shift < 0.02, `${shift}`);
      // Words of the redrawn chart do not overlap.
      const touching = await page.evaluate(() => [...document.querySelectorAll(".chart.live svg")].flatMap((svg) => {
        const words = [...svg.querySelectorAll(".field text")].map((text) => ({ text: text.textContent, ...text.getBoundingClientRect().toJSON() }));
        return words.flatMap((one, at) => words.slice(at + 1).filter((other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 4 && other.top < one.bottom - 4).map((other) => `${one.text} ${other.text}`));
      }));
      assert.deepEqual(touching, []);
    }
  }),

  "without scripts too a drawing fills its column, its words as large as with them": on(async (site) => {
    for (const width of [1280, 390]) {
      for (const path of [EXPORTS, "/en/indicators/exports/", "/zh-hans/", "/zh-hant-hk/bulletins/2024/trade-2024-08/"]) {
        const page = await site.open(path, { viewport: { width, height: 900 }, javaScriptEnabled: false });
        const found = await page.locator(".chart-plot > svg, .bars").evaluateAll((drawings) => drawings.map((drawing) => {
          const { left, right } = drawing.getBoundingClientRect();
          const column = drawing.parentElement.getBoundingClientRect();
          const words = [...drawing.querySelectorAll("text, li > *:not(svg)")].map((word) => ({ words: word.textContent, ...word.getBoundingClientRect().toJSON(), size: parseFloat(getComputedStyle(word).fontSize) * (drawing.getCTM?.()?.a ?? 1) }));
          return { gaps: [left - column.left, column.right - right], out: words.filter((word) => word.left < column.left - 1 || word.right > column.right + 1).map(({ words }) => words), size: Math.min(...words.map(({ size }) => size)) };
        }));
        assert.ok(found.length > 0, path);
        for (const { gaps, out, size } of found) {
          assert.ok(gaps.every((gap) => Math.abs(gap) < 1), `${path} at ${width}: ${gaps}`);
          assert.deepEqual(out, [], `${path} at ${width}`);
          assert.ok(size > 8, `${path} at ${width}: ${size}`);
        }
      }
    }
  }),

  "all right edges of a page are one": on(async (site) => {
    const page = await site.open(EXPORTS, { viewport: { width: 1280, height: 900 } });
    const edges = await page.locator("main .panel, .panel > .scroll > table, .panel-charts .chart:last-child, #regions-panel .chart-plot > svg, .comparison > .chart:nth-of-type(2) svg").evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().right));
    assert.ok(edges.length > 5 && Math.max(...edges) - Math.min(...edges) < 1, `${edges}`);
  }),

  "years, an index and regions are chosen, and an index says that it is computed": on(async (site) => {
    const page = await site.open(EXPORTS);
    const chart = page.locator("#regions-panel .chart.live");
    const lines = () => chart.locator(".field > rect").count();
    const dots = () => chart.locator(".field circle").count();
    const [before, all] = [await lines(), await dots()];
    await chart.locator("[data-years='1']").click();
    assert.ok(await dots() < all);
    await chart.locator("[data-do=choose]").click();
    await chart.locator(".chart-choices input:not(:checked)").nth(1).check();
    assert.equal(await lines(), before + 1);
    await chart.locator("[data-do=index]").click();
    // What it needs is loaded when it is asked for.
    await chart.locator(".field text", { hasText: /为100，推算/ }).first().waitFor();
    await chart.locator(".chart-plot").focus();
    await page.keyboard.press("Home");
    assert.match(await chart.locator(".chart-said").innerText(), /100\.0 .*亿美元/);
  }),

  "a chart is saved as SVG and PNG": on(async (site) => {
    const page = await site.open(EXPORTS);
    for (const [format, begins] of [["svg", "<svg"], ["png", "\x89PNG"]]) {
      const [download] = await Promise.all([page.waitForEvent("download"), first(page).locator(`[data-do=${format}]`).click()]);
      assert.ok(download.suggestedFilename().endsWith(`.${format}`));
      const bytes = readFileSync(await download.path());
      assert.ok(bytes.toString("latin1").startsWith(begins) && bytes.length > 3000, `${format}: ${bytes.length}`);
      if (format === "svg") {
        const text = bytes.toString();
        assert.ok(text.replace(/<[^>]*>/g, "").includes(await first(page).locator(".chart-title").textContent()) && !text.includes("var("), "its own words and colours");
      }
    }
  }),

  "without scripts a chart is whole: its drawing, and its table at a click": on(async (site) => {
    const page = await site.open(EXPORTS, { javaScriptEnabled: false });
    const chart = page.locator(".chart").first();
    await chart.locator("summary").click();
    assert.ok(await chart.locator(".chart-plot > svg").isVisible() && await chart.locator("tbody tr").first().isVisible());
    assert.equal(await page.locator(".chart-tools").count(), 0);
  }),

  "the table takes the place of the drawing, and gives it back": on(async (site) => {
    const page = await site.open(EXPORTS);
    const [drawing, rows] = [first(page).locator(".chart-plot svg"), first(page).locator("tbody tr").first()];
    assert.ok(await drawing.isVisible() && !(await rows.isVisible()));
    await first(page).locator("[data-do=table]").click();
    assert.ok(!(await drawing.isVisible()) && await rows.isVisible());
    await page.setViewportSize({ width: 600, height: 800 });
    await first(page).locator("[data-do=table]").click();
    assert.ok(await drawing.isVisible() && !(await rows.isVisible()));
    assert.equal(await first(page).locator("[data-do=table]").getAttribute("aria-pressed"), "false");
  }),

  "the embedded chart is small, and leads to the indicator": on(async (site) => {
    const page = await site.open(`${EXPORTS}embed/`, { viewport: { width: 480, height: 560 } });
    assert.ok(await page.locator(".chart.live svg").isVisible());
    assert.match(await page.locator(".embed-from a").getAttribute("href"), /\/zh-hans\/indicators\/exports\/$/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }),
};
