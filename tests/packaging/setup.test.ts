import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

const SCRIPTS = fileURLToPath(new URL("../../scripts", import.meta.url));
const LOCKFILE = { packages: { "": {}, "node_modules/eta": { version: "4.6.0" } } };
/** Prints what it was given, and ends as its last argument says. */
const MAIN = `
  process.on("SIGTERM", () => process.exit(process.argv.includes("--drain") ? 0 : 9));
  console.log(JSON.stringify(process.argv.slice(2)));
  if (process.argv.includes("--fail")) process.exitCode = 7;
  if (process.argv.includes("--hang")) setInterval(() => {}, 1000);
`;

/** A clone in a temporary folder, on a machine whose whole PATH is `bin`. */
let clone: string;

beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), "tocsin-clone-"));
  await cp(join(SCRIPTS, "setup.mjs"), join(clone, "scripts/setup.mjs"));
  await cp(join(SCRIPTS, "setup"), join(clone, "scripts/setup"), { recursive: true });
  await writeFiles({
    "package.json": JSON.stringify({ type: "module" }),
    "package-lock.json": JSON.stringify(LOCKFILE),
    "src/main.ts": MAIN,
    "fake/vitest.mjs": MAIN,
  });
  await mkdir(join(clone, "bin"));
  await symlink(process.execPath, join(clone, "bin/node"));
  await program("npm", INSTALLS);
});

afterEach(async () => {
  await rm(clone, { recursive: true, force: true });
});

const INSTALLS = `
echo "npm says hello"
mkdir -p node_modules/.bin node_modules/vitest
cp package-lock.json node_modules/.package-lock.json
cp fake/vitest.mjs node_modules/vitest/vitest.mjs
ln -sf ${process.execPath} node_modules/.bin/node
`;

async function writeFiles(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(clone, path)), { recursive: true });
    await writeFile(join(clone, path), text);
  }
}

/** Puts a program on the clone's PATH; each of its calls is a line in `calls`. */
async function program(name: string, body = ""): Promise<void> {
  const file = join(clone, "bin", name);
  const log = `echo "${name} $*" >> "${clone}/calls"`;
  await writeFile(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${log}\n${body}\n`);
  await chmod(file, 0o755);
}

async function calls(): Promise<string> {
  return await readFile(join(clone, "calls"), "utf8").catch(() => "");
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawn(process.execPath, [join(clone, "scripts/setup.mjs"), ...args], {
    cwd: clone,
    env: { PATH: join(clone, "bin"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function run(args: readonly string[], env?: NodeJS.ProcessEnv) {
  const child = start(args, env);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = await once(child, "close");
  return { code, stdout, stderr };
}

describe("packages", () => {
  test("a fresh clone gets them once, and stdout stays the command's own", async () => {
    const first = await run(["tocsin", "--version"]);
    expect(first).toMatchObject({ code: 0, stdout: '["--version"]\n' });
    expect(first.stderr).toContain("npm ci");
    expect(await run(["tocsin"])).toEqual({ code: 0, stdout: "[]\n", stderr: "" });
    expect((await calls()).match(/npm ci/g)).toHaveLength(1);
  });

  test.for([
    ["another version", { "node_modules/eta": { version: "4.6.1" } }],
    ["one more package", { ...LOCKFILE.packages, "node_modules/pino": { version: "10.4.0" } }],
  ])("a lockfile that asks for %s fetches them again", async ([, packages]) => {
    await run(["tocsin"]);
    await writeFiles({ "package-lock.json": JSON.stringify({ packages }) });
    await run(["tocsin"]);
    expect((await calls()).match(/npm ci/g)).toHaveLength(2);
  });

  test("an optional package of another platform may be missing", async () => {
    await run(["tocsin"]);
    const foreign = { "node_modules/x-darwin": { version: "1.0.0", optional: true } };
    const packages = { ...LOCKFILE.packages, ...foreign };
    await writeFiles({ "package-lock.json": JSON.stringify({ packages }) });
    expect(await run(["tocsin"])).toMatchObject({ code: 0, stderr: "" });
  });

  test("npm runs without the Node that it is about to delete", async () => {
    const own = join(clone, "node_modules/.bin");
    await program("npm", `echo "$OUTER_PATH" > seen; ${INSTALLS}`);
    const npm = await readFile(join(clone, "bin/npm"), "utf8");
    await writeFile(
      join(clone, "bin/npm"),
      npm.replace("PATH=/usr", "OUTER_PATH=$PATH\nPATH=/usr"),
    );
    await run(["tocsin"], { PATH: `${own}:${join(clone, "bin")}` });
    expect(await readFile(join(clone, "seen"), "utf8")).toBe(`${join(clone, "bin")}\n`);
  });

  test.for([
    ["fails", "exit 1", /npm ci failed/],
    ["leaves a hole", "", /does not fit/],
  ] as const)("nothing runs where npm %s", async ([, body, message]) => {
    await program("npm", body);
    const { code, stdout, stderr } = await run(["tocsin"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("a Redis server", () => {
  const FETCHES = `touch "$(dirname "$0")/redis-server"; chmod 755 "$(dirname "$0")/redis-server"`;

  async function aptMachine(body: string): Promise<void> {
    await program("apt-get");
    await program("sudo", 'shift; exec "$@"');
    await program("true");
    // What root would be given to run goes no further than this.
    await program("sh", body);
  }

  test.for(["demo", "test"])("%s fetches one where there is none", async (command) => {
    await aptMachine(FETCHES);
    expect(await run([command])).toMatchObject({ code: 0 });
    const asked = await calls();
    expect(asked).toMatch(/apt-get -q update\n.*apt-get -q install -y .*redis-server/s);
    expect(asked).toMatch(/exit 101.*policy-rc|policy-rc.*exit 101/s);
  });

  test.for(["redis-server", "valkey-server"])("%s on the PATH will do", async (name) => {
    await aptMachine(FETCHES);
    await program(name);
    expect(await run(["demo"])).toMatchObject({ code: 0, stdout: '["demo"]\n' });
    expect(await calls()).not.toContain("apt-get");
  });

  test("one that runs elsewhere will do", async () => {
    const { code } = await run(["demo", "--exit"], { REDIS_URL: "redis://db.example:6379" });
    expect(code).toBe(0);
  });

  test("plain commands do not ask for one", async () => {
    expect(await run(["tocsin", "classify", "-"])).toMatchObject({ code: 0 });
  });

  test("a machine without apt is told what to do", async () => {
    const { code, stdout, stderr } = await run(["demo"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/no apt-get.*Install Redis 7 or Valkey.*REDIS_URL/);
  });

  test("an install that fails says so", async () => {
    await aptMachine("exit 100");
    const { code, stderr } = await run(["demo"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/apt-get could not install redis-server/);
  });
});

describe("what it runs", () => {
  test("the exit code is the command's", async () => {
    expect(await run(["tocsin", "--fail"])).toMatchObject({ code: 7 });
  });

  test.for([
    ["a command that drains", "--drain", "SIGTERM", 0],
    ["a command that does not", "--other", "SIGTERM", 9],
    ["a command without a listener", "--plain", "SIGHUP", 129],
  ] as const)("%s gets the signal and decides: %s", async ([, flag, signal, expected]) => {
    const child = start(["tocsin", "--hang", flag]);
    await once(child.stdout, "data");
    child.kill(signal);
    const [code] = await once(child, "close");
    expect(code).toBe(expected);
  });

  test("the tests' last line names what this machine lacks", async () => {
    const { stdout, stderr } = await run(["test", "--retry=1"], { REDIS_URL: "redis://db" });
    expect(stdout).toBe('["run","--retry=1"]\n');
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(/not run: chromium: .*; redis-server/);
  });

  test.for([[], ["serve"], ["toString"]])("%j is not a command", async (args) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stderr).toBe(
      "tocsin: usage: node scripts/setup.mjs bench|chaos|demo|fuzz|load|test|test:browser|test:distributed|tocsin [arguments]\n",
    );
  });

  test("a Node that is too old is refused in a sentence", async () => {
    await writeFiles({
      "old.mjs": `Object.defineProperty(process, "versions", { value: { node: "18.20.4" } });`,
    });
    const { code, stdout, stderr } = await run(["tocsin"], {
      NODE_OPTIONS: `--import=${join(clone, "old.mjs")}`,
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^tocsin: Node 18\.20\.4 is too old .* Install Node 20 or newer/);
  });
});
