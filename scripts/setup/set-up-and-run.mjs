import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { findBrowser, installBrowser } from "./chromium.mjs";
import { installPackages, packagesFit } from "./packages.mjs";
import { findRedisServer, installRedisServer } from "./redis-server.mjs";
import { runInForeground } from "./run-in-foreground.mjs";
import { say, SetupError } from "./say.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PACKAGES = join(ROOT, "node_modules");
const VITEST = "node_modules/vitest/vitest.mjs";

/** What each command runs under the pinned Node, and what it needs besides. */
const COMMANDS = {
  bench: { script: ["bench/main.ts"], startsRedis: false },
  chaos: { script: ["tests/chaos/main.ts"], startsRedis: true },
  demo: { script: ["src/main.ts", "demo"], startsRedis: true },
  fuzz: { script: ["tests/fuzz/main.ts"], startsRedis: false },
  load: { script: ["bench/load/main.ts"], startsRedis: true },
  test: { script: [VITEST, "run"], startsRedis: true },
  "test:browser": {
    script: [VITEST, "run", "--config", "vitest.browser.config.ts"],
    startsRedis: false,
    needsBrowser: true,
  },
  "test:distributed": {
    script: [VITEST, "run", "--config", "vitest.distributed.config.ts"],
    startsRedis: true,
  },
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

function setUp({ startsRedis, needsBrowser = false }) {
  if (!packagesFit(ROOT)) installPackages(ROOT);
  const needsServer = startsRedis && !process.env.REDIS_URL && !process.env.REDIS_URL_FILE;
  if (needsServer && findRedisServer() === undefined) installRedisServer();
  if (needsBrowser && findBrowser() === undefined) installBrowser();
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
  if (findBrowser() === undefined) {
    missing.push("chromium: the picture of a previewed mail; npm run test:browser fetches it");
  }
  if (findRedisServer() === undefined) {
    missing.push("redis-server or valkey-server: checks that kill and restart Redis");
  }
  if (missing.length > 0) say(`not on this machine, so not run: ${missing.join("; ")}`);
}
