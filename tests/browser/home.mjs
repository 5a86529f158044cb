// The front page says what is new since the reader was last here. On any site with two bulletins.

import assert from "node:assert/strict";

export const checks = {
  "what is new since the last visit is marked, in every edition, and nothing at the first": async (site) => {
    const page = await site.open("/zh-hans/");
    assert.ok(await page.locator("#since").isHidden());
    const seen = await page.evaluate(() => JSON.parse(localStorage.getItem("jianbao-seen")));
    assert.ok(seen.length > 1, `${seen}`);
    // As if the newest had not been there, and the visit were another.
    await page.evaluate((older) => {
      localStorage.setItem("jianbao-seen", JSON.stringify(older));
      sessionStorage.clear();
    }, seen.slice(1));
    for (const edition of ["zh-hans", "zh-hant-tw", "zh-hant-hk"]) {
      await page.goto(`${site.root}/${edition}/`);
      assert.match(await page.locator("#since").innerText(), /1篇/);
      assert.equal(await page.locator(".lead-title .tag").count(), 1);
      assert.equal(await page.locator(".item-title .tag").count(), 0);
    }
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    assert.ok(await page.locator("#since").isHidden());
  },
};
