// A bulletin with a figure is written in the form of `jianbao schema cms`, by the real program and a real browser.
//
//     node .ci/cms.mjs SITE MODULES
//
// SITE has static/admin/ for Decap CMS; MODULES is a node_modules with decap-cms, decap-server and playwright-core.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [site, modules] = process.argv.slice(2).map((path) => resolve(path));
const { chromium } = createRequire(join(modules, "x.js"))("playwright-core");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

const kinds = { js: "text/javascript", html: "text/html", yml: "text/yaml" };
const files = createServer((request, response) => {
  const name = request.url.split("?")[0].replace(/^\/admin\/?/, "") || "index.html";
  const place = [join(site, "static/admin", name), join(modules, "decap-cms/dist", name)].find(existsSync);
  const kind = kinds[name.split(".").pop()] ?? "application/octet-stream";
  response.writeHead(place ? 200 : 404, { "Content-Type": `${kind}; charset=utf-8` });
  response.end(place ? readFileSync(place) : "");
});
await new Promise((ready) => files.listen(0, "127.0.0.1", ready));
const server = spawn(process.execPath, [join(modules, "decap-server/dist/index.js")], {
  env: { ...process.env, MODE: "fs", GIT_REPO_DIRECTORY: site, PORT: "8081" },
  stdio: "ignore",
});
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`http://localhost:${files.address().port}/admin/`);
  await page.getByRole("button", { name: "Login" }).click();
  await page.locator("a[href$='collections/bulletins/new']").first().click();
  const fill = (field, text) => page.locator(`[id^='${field}-field']`).first().fill(text);
  await fill("title", "6月工业");
  await fill("period", "2025-06");
  await page.getByRole("button", { name: "Add metrics" }).click();
  await fill("indicator", "规模以上工业增加值");
  await fill("change", "+6.4%");
  await fill("expected", "6.1%");
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("menuitem", { name: "Publish now" }).click();
  await page.getByText(/published/i).first().waitFor();
} finally {
  await browser.close();
  server.kill();
  files.close();
}
