import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COMPLETE = join(ROOT, "scripts/complete-lockfile.mjs");
const run = promisify(execFile);

async function complete(lockfile: string): Promise<{ after: string; said: string }> {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-lock-"));
  const file = join(dir, "package-lock.json");
  await writeFile(file, lockfile);
  const { stderr } = await run(process.execPath, [COMPLETE, file]);
  const after = await readFile(file, "utf8");
  await rm(dir, { recursive: true });
  return { after, said: stderr };
}

test("the lockfile names every platform's packages, or npm ci refuses it: else run scripts/complete-lockfile.mjs", async () => {
  const { said } = await complete(await readFile(join(ROOT, "package-lock.json"), "utf8"));
  expect(said).toContain(": 0 added");
});

test("a platform's package that npm left out is put back with what selects it", async () => {
  const parent = {
    version: "2.0.0",
    dev: true,
    license: "MIT",
    optionalDependencies: {
      "@x/linux-x64-musl": "2.0.0",
      "@x/darwin-arm64": "2.0.0",
      here: "1.0.0",
    },
  };
  const packages = {
    "": { name: "tocsin" },
    "node_modules/x": parent,
    "node_modules/x/node_modules/here": { version: "1.0.0", optional: true },
  };
  const { after, said } = await complete(JSON.stringify({ lockfileVersion: 3, packages }));
  expect(said).toContain("2 added");
  const common = { version: "2.0.0", dev: true, license: "MIT", optional: true };
  expect(JSON.parse(after).packages).toEqual({
    ...packages,
    "node_modules/@x/darwin-arm64": { ...common, os: ["darwin"], cpu: ["arm64"] },
    "node_modules/@x/linux-x64-musl": { ...common, os: ["linux"], cpu: ["x64"], libc: ["musl"] },
  });
});
