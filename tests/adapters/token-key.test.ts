import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { keepTokenKey } from "#src/adapters/files/token-key.ts";
import { ConfigError } from "#src/model/failure.ts";

async function dataFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-key-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return join(dir, "data");
}

test("a key is made once, for its owner's eyes only, and nothing else is left beside it", async () => {
  const dir = await dataFolder();
  const made = await keepTokenKey(dir);
  expect(made).toHaveLength(32);
  expect(await keepTokenKey(dir)).toEqual(made);
  expect(await readdir(dir)).toEqual(["token-key"]);
  expect((await stat(join(dir, "token-key"))).mode & 0o777).toBe(0o600);
});

test("all who start at once get the same key", async () => {
  const dir = await dataFolder();
  const keys = await Promise.all(Array.from({ length: 16 }, () => keepTokenKey(dir)));
  expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(1);
  expect(await readdir(dir)).toEqual(["token-key"]);
});

test.for([
  ["empty", ""],
  ["cut short", "ab".repeat(31)],
  ["half a byte too long", `${"ab".repeat(32)}c`],
  ["not hexadecimal", "zz".repeat(32)],
])("a file that is %s is refused by its name and left as it is", async ([, text = ""]) => {
  const dir = await dataFolder();
  await keepTokenKey(dir);
  const path = join(dir, "token-key");
  await writeFile(path, text);
  const kept = keepTokenKey(dir);
  await expect(kept).rejects.toThrow(ConfigError);
  await expect(kept).rejects.toThrow(path);
  expect((await stat(path)).size).toBe(text.length);
});

test("a longer key of the operator's own, with the line end of an editor, is taken", async () => {
  const dir = await dataFolder();
  await keepTokenKey(dir);
  await writeFile(join(dir, "token-key"), `${"0F".repeat(48)}\n`);
  expect(await keepTokenKey(dir)).toEqual(Buffer.alloc(48, 0x0f));
});
