#!/usr/bin/env node
// Starts the binary of this platform, which npm has installed beside this package.
"use strict";
const { spawn } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`@jianbao/${platform}/bin/jianbao${process.platform === "win32" ? ".exe" : ""}`);
} catch {
  console.error(`jianbao: there is no binary for ${platform}, or npm was told to leave out optional packages`);
  process.exit(2);
}

const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.on("error", (fault) => {
  console.error(`jianbao: ${fault.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => {
  for (const name of signals) process.removeAllListeners(name);
  // Who started this sees how the binary ended.
  if (signal) process.kill(process.pid, signal);
  else process.exit(code);
});
