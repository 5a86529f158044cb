// Search, on the example site: both scripts, every region's words, any stretch of text.

import assert from "node:assert/strict";

const EDITIONS = ["zh-hans", "zh-hant-tw", "zh-hant-hk"];

// What a query finds, by address within the edition, bulletins and what is none, and what is marked.
async function found(page) {
  await page.waitForFunction(() => /[0-9]|[找沒没]/.test(document.getElementById("search-said").textContent)
    && document.getElementById("search-more").disabled === false
    && !/正在/.test(document.getElementById("search-said").textContent));
  return page.evaluate(() => ({
    said: document.getElementById("search-said").textContent,
    addresses: [...document.querySelectorAll("#search-found .item:not(.item-other) .item-title a")].map((a) => a.pathname.split("/").slice(2).join("/")),
    others: [...document.querySelectorAll("#search-found .item-other .item-title a")].map((a) => a.pathname.split("/").slice(2).join("/")),
    days: [...document.querySelectorAll("#search-found .item-date time")].map((time) => time.dateTime),
    marks: [...new Set([...document.querySelectorAll("#search-found mark")].map((mark) => mark.textContent))],
  }));
}

async function ask(site, edition, query, more = "") {
  const page = await site.open(`/${edition}/search/?q=${encodeURIComponent(query)}${more}`);
  return { page, ...await found(page) };
}

const H1 = "bulletins/2025/h1-industry/";

export const checks = {
  "a query in any script finds the same, marked in the page's own": async (site) => {
    for (const [queries, marks] of [
      [["规上工业", "規上工業"], ["规上工业", "規上工業", "規上工業"]],
      [["软件业务", "軟體業務", "軟件業務"], ["软件业务", "軟體業務", "軟件業務"]],
      [["数字产业", "數位產業", "數碼產業"], ["数字产业", "數位產業", "數碼產業"]],
    ]) {
      let first;
      for (const [at, edition] of EDITIONS.entries()) {
        for (const query of queries) {
          const { addresses, marks: marked } = await ask(site, edition, query);
          first ??= addresses;
          assert.ok(addresses.length > 0, `${query} in ${edition}`);
          assert.deepEqual(addresses, first, `${query} in ${edition}`);
          assert.ok(marked.includes(marks[at]), `${query} in ${edition} marks ${marked}`);
        }
      }
    }
  },

  "any stretch of what a bulletin says is found": async (site) => {
    for (const edition of EDITIONS) {
      const bulletin = await site.open(`/${edition}/${H1}`);
      const texts = await bulletin.$$eval("h1, .prose > p, .prose > h2, .prose li:not(.bars *), tbody th a", (all) => all.map((one) => one.textContent));
      const { page } = await ask(site, edition, "工业");
      for (const [at, text] of texts.entries()) {
        const letters = [...text];
        const length = 2 + at % 6;
        const start = Math.floor(letters.length * (at * 7 % 10) / 10);
        const query = letters.slice(Math.min(start, Math.max(0, letters.length - length))).slice(0, length).join("");
        await page.fill("#search-q", "");
        await page.fill("#search-q", query);
        await page.keyboard.press("Enter");
        await page.waitForFunction((query) => new URLSearchParams(location.search).get("q") === query.trim(), query);
        const { addresses } = await found(page);
        assert.ok(addresses.includes(H1), `${query} (of ${text}) in ${edition}`);
      }
    }
  },

  "numbers and letters are found, wide or narrow, large or small": async (site) => {
    for (const query of ["6.4%", "６．４％", "5G", "5g"]) {
      const { addresses } = await ask(site, "zh-hant-tw", query);
      assert.ok(addresses.includes(H1), query);
    }
    assert.equal((await ask(site, "zh-hans", "6.5%")).addresses.length, 0);
  },

  "what stands nowhere is not found, though its pairs do": async (site) => {
    const { addresses, said } = await ask(site, "zh-hans", "工业工业工业");
    assert.deepEqual(addresses, []);
    assert.match(said, /没有找到“工业工业工业”/);
  },

  "an indicator is the first hit of its name, with its newest figure, in any script and by the start of it": async (site) => {
    for (const [edition, query] of [["zh-hans", "5G基站总数"], ["zh-hant-tw", "5G基站總數"], ["zh-hans", "5g基地臺"], ["zh-hant-hk", "5G基"]]) {
      const { page, others } = await ask(site, edition, query);
      assert.equal(others[0], "indicators/5g-base-stations/", `${query} in ${edition}`);
      assert.match(await page.textContent("#search-found > :first-child .item-lines"), /455[万萬]/);
    }
  },

  "pages, topics and digests are found too, but not where a search is narrowed down": async (site) => {
    for (const [query, wanted] of [["编制方法", "methodology/"], ["更正", "about/"], ["金融", "topics/finance/"], ["2025年7月回顾", "digests/2025-07/"]]) {
      const { others, said } = await ask(site, "zh-hans", query);
      assert.ok(others.includes(wanted), `${query} finds ${others}`);
      assert.match(said, /项指标、主题和页面/);
    }
    assert.deepEqual((await ask(site, "zh-hans", "金融", "&year=2025")).others, []);
  },

  "the newest come first where that is wanted": async (site) => {
    const { days } = await ask(site, "zh-hans", "工业", "&order=date");
    assert.ok(days.length > 1);
    assert.deepEqual(days, [...days].sort().reverse());
  },

  "titles come first, then indicators": async (site) => {
    const { page } = await ask(site, "zh-hans", "工业");
    const inTitle = await page.$$eval("#search-found .item:not(.item-other)", (items) => items.map((item) => [
      item.querySelector(".item-title mark") !== null, item.querySelector(".item-lines mark") !== null]));
    const points = inTitle.map(([title, figure]) => title * 2 + figure);
    assert.ok(points[0] >= 2);
    assert.deepEqual(points, [...points].sort((a, b) => b - a));
  },

  "topic, year and indicator narrow it down, by hand and by address": async (site) => {
    const { page, addresses } = await ask(site, "zh-hans", "工业");
    await page.selectOption("#search-topic", "finance");
    await page.waitForFunction(() => location.search.includes("topic=finance"));
    const { addresses: fewer } = await found(page);
    assert.ok(fewer.length > 0 && fewer.length < addresses.length);
    assert.deepEqual((await ask(site, "zh-hant-hk", "工業", "&topic=finance")).addresses, fewer);
    assert.deepEqual((await ask(site, "zh-hans", "工业", "&year=2025")).addresses, addresses);
    assert.deepEqual((await ask(site, "zh-hans", "", "&topic=finance")).addresses, fewer, "a topic alone");
    assert.deepEqual((await ask(site, "zh-hant-tw", "工業", "&indicator=industrial-value-added")).addresses, [H1]);
  },

  "the box in the header leads here, and an edition keeps the query": async (site) => {
    const page = await site.open("/zh-hant-tw/");
    await page.keyboard.press("/");
    await page.keyboard.type("產融合作");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/zh-hant-tw/search/?q=*");
    assert.ok((await found(page)).addresses.includes("bulletins/2025/industry-finance-platform/"));
    await page.click(".editions [hreflang=zh-Hans]");
    await page.waitForURL("**/zh-hans/search/?q=*");
    const { addresses, marks } = await found(page);
    assert.ok(addresses.includes("bulletins/2025/industry-finance-platform/"));
    assert.deepEqual(marks, ["产融合作"]);
  },

  "keys lead through the results and back": async (site) => {
    const { page, others, addresses: bulletins } = await ask(site, "zh-hans", "工业");
    const addresses = [...others, ...bulletins];
    const at = () => page.evaluate(() => document.activeElement.id || document.activeElement.pathname?.split("/").slice(2).join("/"));
    await page.keyboard.press("/");
    assert.equal(await at(), "search-q");
    await page.keyboard.press("ArrowDown");
    assert.equal(await at(), addresses[0]);
    await page.keyboard.press("ArrowDown");
    assert.equal(await at(), addresses[1]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await at(), "search-q");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    assert.equal(await at(), "search-q");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/${addresses[0]}`);
  },

  "one character is looked for in titles, and says so": async (site) => {
    const { addresses, said } = await ask(site, "zh-hant-tw", "鄂");
    assert.deepEqual(addresses, []);
    assert.match(said, /兩個字/);
    assert.ok((await ask(site, "zh-hans", "平")).addresses.length > 0);
  },

  "without JavaScript it says so and shows other ways": async (site) => {
    const page = await site.open("/zh-hant-hk/search/?q=工業", { javaScriptEnabled: false });
    assert.equal(await page.isVisible("#search"), false);
    assert.match(await page.innerText("main"), /JavaScript/);
    for (const way of ["archive", "topics"]) assert.ok(await page.isVisible(`main a[href='/zh-hant-hk/${way}/']`), way);
  },
};
