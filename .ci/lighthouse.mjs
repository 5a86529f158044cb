// Builds the example for a server of our own, which compresses and keeps as any host does, and asks Lighthouse.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const LEAST = 99;
const strict = process.argv.includes("--strict");
const PAGES = ["/zh-hans/", "/zh-hant-hk/bulletins/2025/h1-industry/", "/zh-hant-tw/indicators/digital-industry-revenue/"];
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
  ".svg": "image/svg+xml", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
};
const [, POLICY] = readFileSync("docs/deploy.md", "utf8").match(/^Content-Security-Policy: (.+)$/m);
const folder = path.resolve("target/lighthouse/public");

const server = createServer((request, answer) => {
  const wanted = path.join(folder, decodeURIComponent(new URL(request.url, "http://site").pathname));
  const file = existsSync(wanted) && statSync(wanted).isDirectory() ? path.join(wanted, "index.html") : wanted;
  if (!file.startsWith(folder) || !existsSync(file)) return answer.writeHead(404).end();
  const forever = /\.[0-9a-f]{10}\.\w+$/.test(file);
  answer.writeHead(200, {
    "content-type": TYPES[path.extname(file)] ?? "application/octet-stream",
    "content-encoding": "gzip",
    "cache-control": forever ? "max-age=31536000, immutable" : "max-age=60",
    "content-security-policy": POLICY,
  });
  answer.end(gzipSync(readFileSync(file)));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const root = `http://127.0.0.1:${server.address().port}`;
execFileSync(process.env.JIANBAO, ["build", "--quiet", "--out", folder, "--base-url", root], { stdio: "inherit" });

const require = createRequire(path.resolve("target/lighthouse/package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");
let low = 0;
for (const page of PAGES) {
  const chrome = await launch({ chromePath: process.env.CHROMIUM, chromeFlags: ["--headless=new", "--no-sandbox"] });
  const { lhr } = await lighthouse(root + page, { port: chrome.port, logLevel: "error" });
  await chrome.kill();
  const scores = Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]);
  console.log(`${page}  ${scores.map(([id, score]) => `${id} ${score}`).join("  ")}`);
  for (const { auditRefs } of Object.values(lhr.categories)) for (const { id, weight } of auditRefs) {
    const { score, title, displayValue, details } = lhr.audits[id];
    if (weight > 0 && score !== null && score < 0.9) console.log(`    ${title} ${displayValue ?? ""} ${JSON.stringify(details?.items ?? "").slice(0, 600)}`);
  }
  // Speed is what the machine makes of it: told always, held to only where asked.
  low += scores.filter(([id, score]) => score < LEAST && (strict || id !== "performance")).length;
}
server.close();
console.log(low > 0 ? `lighthouse: ${low} below ${LEAST}` : "lighthouse: all well");
process.exitCode = low > 0 ? 1 : 0;
