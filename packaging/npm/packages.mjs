// Makes the npm packages out of binaries: one for each platform, and `jianbao`, which names them all and starts the one that npm
// installs.
//
//     node packaging/npm/packages.mjs OUT linux-x64=target/release/jianbao darwin-arm64=…
//
// `npm publish` those of platforms first: `jianbao` needs them. `jianbao` names every platform of a release, whichever are given.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"];

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const manifest = readFileSync(join(root, "Cargo.toml"), "utf8");
const field = (name) => {
  const found = manifest.match(new RegExp(`^${name} = "(.*)"$`, "m"));
  if (!found) throw new Error(`Cargo.toml has no ${name}`);
  return found[1];
};
const version = field("version");
const shared = { version, description: field("description"), license: field("license") };
const repository = manifest.match(/^repository = "(.*)"$/m);
if (repository) shared.repository = { type: "git", url: `git+${repository[1]}.git` };

const [out, ...binaries] = process.argv.slice(2);
if (!out || binaries.length === 0) {
  console.error("usage: packages.mjs OUT PLATFORM=BINARY…");
  process.exit(2);
}

function write(folder, more, files) {
  const place = join(out, folder);
  mkdirSync(join(place, "bin"), { recursive: true });
  writeFileSync(join(place, "package.json"), `${JSON.stringify({ ...shared, ...more }, null, 2)}\n`);
  for (const license of ["LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(join(root, license), join(place, license));
  for (const [from, to] of files) {
    copyFileSync(from, join(place, to));
    if (to.startsWith("bin/")) chmodSync(join(place, to), 0o755);
  }
}

for (const pair of binaries) {
  const [platform, binary] = pair.split("=");
  if (!PLATFORMS.includes(platform)) throw new Error(`${platform} is none of ${PLATFORMS.join(", ")}`);
  const [os, cpu] = platform.split("-");
  const name = os === "win32" ? "jianbao.exe" : "jianbao";
  write(platform, { name: `@jianbao/${platform}`, os: [os], cpu: [cpu], files: ["bin"] }, [[binary, `bin/${name}`]]);
}
write(
  "jianbao",
  {
    name: "jianbao",
    bin: { jianbao: "bin/jianbao.js" },
    files: ["bin"],
    engines: { node: ">=18" },
    optionalDependencies: Object.fromEntries(PLATFORMS.map((platform) => [`@jianbao/${platform}`, version])),
  },
  [
    [join(here, "jianbao.js"), "bin/jianbao.js"],
    [join(root, "README.md"), "README.md"],
  ],
);
