import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";

import { readLabelledSets } from "#src/adapters/files/labelled-sets.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "labelled-"));
});

afterEach(() => rm(dir, { recursive: true }));

const Row = z.object({ label: z.string() });

describe("a folder of labelled sets", () => {
  test("a set is what stands before the first dot, whatever the half is called", async () => {
    await writeFile(join(dir, "case.dev.jsonl"), '{"label":"a"}\n\n{"label":"b"}\n');
    await mkdir(join(dir, "more"));
    await writeFile(join(dir, "more", "case.held.jsonl"), '{"label":"c"}\n');
    await writeFile(join(dir, "taxonomy.json"), '{"label":"map"}');
    const sets = await readLabelledSets(dir);
    expect([...sets.names]).toEqual(["case"]);
    expect(sets.rows("case", Row).map(({ label }) => label)).toEqual(["a", "b", "c"]);
    expect(sets.rows("other", Row)).toEqual([]);
    expect(sets.json("taxonomy", Row)).toEqual({ label: "map" });
    expect(sets.json("other", Row)).toBeUndefined();
  });

  test("a line that is not JSON is named", async () => {
    await writeFile(join(dir, "case.dev.jsonl"), '{"label":"a"}\nlabel: b\n');
    await expect(readLabelledSets(dir)).rejects.toThrow("case.dev.jsonl:2: not JSON");
  });

  test("a line that does not fit its set is named with the field", async () => {
    await writeFile(join(dir, "case.dev.jsonl"), '{"label":7}\n');
    const sets = await readLabelledSets(dir);
    expect(() => sets.rows("case", Row)).toThrow(/case\.dev\.jsonl:1: .*label/s);
  });
});
