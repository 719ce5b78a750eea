import { readFile } from "node:fs/promises";

import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const Sample = z.strictObject({
  externalId: z.string().regex(/^[wf]-\d{3}$/),
  source: z.string(),
  title: z.string().min(10).max(120),
  text: z.string(),
  url: z.url({ protocol: /^https$/, hostname: /^(example\.org|wire\.example)$/ }),
  minutesAgo: z
    .int()
    .min(1)
    .max(2 * 24 * 60),
  language: z.enum(["en", "fr", "es", "ar"]),
  corrects: z.string().optional(),
  retracts: z.string().optional(),
});

type Sample = z.infer<typeof Sample>;

let samples: readonly Sample[];

beforeAll(async () => {
  const text = await readFile(new URL("../../demo/reports.jsonl", import.meta.url), "utf8");
  samples = text
    .trimEnd()
    .split("\n")
    .map((line) => Sample.parse(JSON.parse(line)));
});

test("each has an id of its own, and a text of a wire report's length", () => {
  expect(new Set(samples.map(({ externalId }) => externalId)).size).toBe(samples.length);
  for (const { externalId, text } of samples) {
    const words = text.split(/\s+/).length;
    expect({ externalId, fits: words >= 60 && words <= 250 }).toEqual({ externalId, fits: true });
  }
});

test("they stand in the order in which they were published", () => {
  const ages = samples.map(({ minutesAgo }) => minutesAgo);
  expect(ages).toEqual(ages.toSorted((a, b) => b - a));
});

test("every source is one that the shipped configuration lets in", async () => {
  const text = await readFile(new URL("../../config/sources.yaml", import.meta.url), "utf8");
  const known = parse(text).sources.map(({ id }: { id: string }) => id);
  expect(known).toEqual(expect.arrayContaining([...new Set(samples.map(({ source }) => source))]));
});

test("a correction or retraction follows the report of the same source that it names", () => {
  const named = samples.filter(({ corrects, retracts }) => corrects ?? retracts);
  expect(named.map(({ externalId }) => externalId)).toEqual(["w-035", "f-016"]);
  for (const later of named) {
    const earlier = samples.find(
      ({ externalId }) => externalId === (later.corrects ?? later.retracts),
    );
    expect(earlier?.source).toBe(later.source);
    expect(earlier?.minutesAgo).toBeGreaterThan(later.minutesAgo);
  }
});

test("four stories come twice, word for word but for white space, from two sources", () => {
  const tellers = Map.groupBy(samples, ({ text }) => text.replaceAll(/\s+/g, " ").trim());
  const copied = [...tellers.values()].filter((told) => told.length > 1);
  expect(copied.map((told) => told.map(({ externalId }) => externalId))).toEqual([
    ["w-007", "f-003"],
    ["w-011", "f-012"],
    ["w-023", "f-009"],
    ["w-028", "f-011"],
  ]);
});

test("at least three are in each of Arabic, French and Spanish", () => {
  const byLanguage = Map.groupBy(samples, ({ language }) => language);
  for (const language of ["ar", "fr", "es"] as const) {
    expect(byLanguage.get(language)?.length).toBeGreaterThanOrEqual(3);
  }
});
