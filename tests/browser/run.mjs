// Looks at a built site in a real browser.
//
//   jianbao build
//   npm install --no-save --prefix target/browser playwright-core
//   node tests/browser/run.mjs public [TOPIC…]
//
// Every other file of this folder is a topic: it exports `checks`, a function for each thing that
// must hold, by name. A check is given the `Site`, and fails when it throws, or when a page
// it opened said an error, broke the content security policy or asked for a file that is not there. One whose error is
// `skipped` needs what the site has not; it is counted apart, and fails where its topic was asked for by name.
// CHROMIUM names the browser where it is not /usr/bin/chromium.

import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(HERE, "../../target/browser/package.json"));
const { chromium } = require("playwright-core");

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
  ".svg": "image/svg+xml", ".xml": "application/xml", ".csv": "text/csv; charset=utf-8",
};
// As strict as can be: nothing inline, nothing from elsewhere. It is the line that publishers are told to copy.
const [, POLICY] = readFileSync(path.join(HERE, "../../docs/deploy.md"), "utf8").match(/^Content-Security-Policy: (.+)$/m);

// A plain file server, such as any host has.
function serve(folder) {
  const server = createServer((request, answer) => {
    const wanted = path.join(folder, decodeURIComponent(new URL(request.url, "http://site").pathname));
    const file = existsSync(wanted) && statSync(wanted).isDirectory() ? path.join(wanted, "index.html") : wanted;
    if (!file.startsWith(folder) || !existsSync(file)) return answer.writeHead(404).end("not there");
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    answer.writeHead(200, { "content-type": type, "content-security-policy": POLICY });
    createReadStream(file).pipe(answer);
  });
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server)));
}

// The site as checks see it.
class Site {
  constructor(browser, root) {
    this.browser = browser;
    this.root = root;
    this.wrong = [];
    this.contexts = [];
  }

  // A page at a path of the site; `options` are those of a Playwright context. `page.sent` has the
  // size of every file it asked for.
  async open(address, options = {}) {
    const context = await this.browser.newContext({ locale: "zh-CN", ...options });
    this.contexts.push(context);
    const page = await context.newPage();
    page.sent = [];
    page.on("request", (request) => request.url().startsWith(`${this.root}/`) || this.wrong.push(`asks elsewhere: ${request.url()}`));
    await page.exposeFunction("refused", (what) => this.wrong.push(what));
    await page.addInitScript(() => addEventListener("securitypolicyviolation", (event) => {
      window.refused(`${location.pathname}: ${event.violatedDirective} refuses ${event.blockedURI} (${event.sample})`);
    }));
    page.on("pageerror", (error) => this.wrong.push(`${error}`));
    page.on("console", (message) => message.type() === "error" && this.wrong.push(message.text()));
    page.on("response", (answer) => {
      if (answer.status() >= 400) this.wrong.push(`${answer.status()} ${answer.url()}`);
      page.sent.push(answer.body().then((body) => ({ url: answer.url(), bytes: body.length }), () => ({ url: answer.url(), bytes: 0 })));
    });
    await page.goto(this.root + address);
    return page;
  }

  async close() {
    for (const context of this.contexts) await context.close();
  }
}

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error("usage: node tests/browser/run.mjs PUBLIC [TOPIC…]");
const topics = (await readdir(HERE)).filter((file) => file.endsWith(".mjs") && file !== "run.mjs").map((file) => file.slice(0, -4));
const server = await serve(path.resolve(folder));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
// What a check finds wrong; undefined when all is right.
async function failure(check) {
  const site = new Site(browser, `http://127.0.0.1:${server.address().port}`);
  try {
    await check(site);
    return site.wrong.length > 0 ? new Error(site.wrong.join("\n")) : undefined;
  } catch (error) {
    return error;
  } finally {
    await site.close();
  }
}

let [passed, failed, skipped] = [0, 0, 0];
for (const topic of topics.sort().filter((topic) => wanted.length === 0 || wanted.includes(topic))) {
  const { checks } = await import(`./${topic}.mjs`);
  for (const [name, check] of Object.entries(checks)) {
    // A busy machine can be too slow for a check once; what fails twice is wrong.
    let error = await failure(check);
    if (error?.skipped && !wanted.includes(topic)) {
      skipped += 1;
      continue;
    }
    if (error) {
      console.error(`tried again: ${topic}: ${name}\n${error.stack}\n`);
      error = await failure(check);
    }
    if (error) console.error(`FAILED ${topic}: ${name}\n${error.stack}\n`);
    error ? failed += 1 : passed += 1;
  }
}
await browser.close();
server.close();
console.log(`browser: ${passed} checks passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
