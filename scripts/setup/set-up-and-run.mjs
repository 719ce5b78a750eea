import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { findProgram } from "./find-program.mjs";
import { installPackages, packagesFit } from "./packages.mjs";
import { findRedisServer, installRedisServer } from "./redis-server.mjs";
import { runInForeground } from "./run-in-foreground.mjs";
import { say, SetupError } from "./say.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PACKAGES = join(ROOT, "node_modules");
/** Any of these draws the pictures. */
const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];

/** What each command runs under the pinned Node, and whether it starts a Redis of its own. */
const COMMANDS = {
  bench: { script: ["bench/main.ts"], startsRedis: false },
  demo: { script: ["src/main.ts", "demo"], startsRedis: true },
  test: { script: ["node_modules/vitest/vitest.mjs", "run"], startsRedis: true },
  tocsin: { script: ["src/main.ts"], startsRedis: false },
};

/** Gives the exit code of what it ran. */
export async function setUpAndRun([name = "", ...args]) {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    say(`usage: node scripts/setup.mjs ${Object.keys(COMMANDS).join("|")} [arguments]`);
    return 2;
  }
  try {
    setUp(command);
  } catch (fault) {
    if (!(fault instanceof SetupError)) throw fault;
    say(fault.message);
    return 1;
  }
  const exitCode = await run(command, args);
  if (name === "test") sayWhatDidNotRun();
  return exitCode;
}

function setUp({ startsRedis }) {
  if (!packagesFit(ROOT)) installPackages(ROOT);
  const needsServer = startsRedis && !process.env.REDIS_URL && !process.env.REDIS_URL_FILE;
  if (needsServer && findRedisServer() === undefined) installRedisServer();
}

/** The script goes by its full path and the folder stays the caller's, so that file arguments mean what they say. */
function run({ script: [file, ...first] }, args) {
  const bin = join(PACKAGES, ".bin");
  const isTest = file.startsWith("node_modules");
  return runInForeground(join(bin, "node"), [join(ROOT, file), ...first, ...args], {
    cwd: isTest ? ROOT : process.cwd(),
    env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ""}` },
  });
}

function sayWhatDidNotRun() {
  const missing = [];
  if (!BROWSERS.some((name) => findProgram(name))) {
    missing.push("chromium: checks on pictures of mails and pages");
  }
  if (findRedisServer() === undefined) {
    missing.push("redis-server or valkey-server: checks that kill and restart Redis");
  }
  if (missing.length > 0) say(`not on this machine, so not run: ${missing.join("; ")}`);
}
