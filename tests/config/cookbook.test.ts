import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { formatFault } from "#src/config/fault.ts";
import { openWorld, readKnowledge } from "#src/roles/knowledge.ts";

import { SECRET } from "./files.ts";

const PAGE = new URL("../../docs/cookbook.md", import.meta.url);

const SOURCES = `sources:
  - { id: wire, secrets: [WIRE_SECRET] }
  - { id: field, secrets: [FIELD_SECRET] }
`;

test("each recipe of the cookbook is a file that check accepts, with tests that pass", async () => {
  const recipes = (await readFile(PAGE, "utf8")).matchAll(/```yaml\n(id: (\S+)\n[\s\S]*?)```/g);
  const dir = await mkdtemp(join(tmpdir(), "tocsin-cookbook-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await mkdir(join(dir, "subscriptions"));
  await writeFile(join(dir, "sources.yaml"), SOURCES);
  for (const [, text = "", id] of recipes) {
    await writeFile(join(dir, "subscriptions", `${id}.yaml`), text);
  }
  const { knowledge, faults } = await readKnowledge(dir, await openWorld(), () => SECRET);
  expect(faults.map(formatFault)).toEqual([]);
  expect(knowledge?.subscriptions).toHaveLength(5);
  expect(knowledge?.subscriptions.every(({ tests }) => tests.length >= 2)).toBe(true);
});
