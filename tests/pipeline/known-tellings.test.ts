import { beforeEach, expect, test } from "vitest";

import { openKnownTellings } from "#src/pipeline/known-tellings.ts";
import type { StoredTelling } from "#src/pipeline/log-ports.ts";
import { packProfile } from "#src/relate/pack-profile.ts";

import { aProfile } from "../contracts/story-index.ts";

const NOON = Date.parse("2026-11-21T12:00:00Z");

let stored: Map<number, StoredTelling>;
let asked: (readonly number[])[];
const log = {
  tellings: async (numbers: readonly number[]) => {
    asked.push(numbers);
    return numbers.map((number) => stored.get(number));
  },
};

function store(number: number, reportId = `r-${number}`): void {
  const profile = packProfile(aProfile({ terms: [number] }));
  stored.set(number, { incidentId: `i-${reportId.slice(2)}`, reportId, profile });
}

beforeEach(() => {
  stored = new Map();
  asked = [];
  for (const number of [1, 2, 3, 4]) store(number);
});

async function reportsOf(read: ReturnType<typeof openKnownTellings>, numbers: readonly number[]) {
  const found = await read(numbers, NOON);
  return numbers.map((number) => found.get(number)?.reportId);
}

test("a telling is read and unpacked once", async () => {
  const read = openKnownTellings(log);
  const first = await read([2, 3], NOON);
  const second = await read([2, 3], NOON);
  expect(first.get(2)).toMatchObject({ number: 2, incidentId: "i-2", reportId: "r-2" });
  expect(first.get(2)?.profile.terms).toEqual(Uint32Array.of(2));
  expect(second.get(2)).toBe(first.get(2));
  expect(asked).toEqual([[2, 3], [3]]);
});

test("what is not known is read beside the newest that is", async () => {
  const read = openKnownTellings(log);
  await read([2, 3], NOON);
  expect(await reportsOf(read, [1, 3, 4])).toEqual(["r-1", "r-3", "r-4"]);
  await read([4], NOON);
  expect(asked).toEqual([[2, 3], [3, 1, 4], [4]]);
});

test("nothing is asked where nothing is wanted", async () => {
  const read = openKnownTellings(log);
  expect(await read([], NOON)).toEqual(new Map());
  expect(asked).toEqual([]);
});

test("a Redis that gave the numbers of lost tellings to others is read anew", async () => {
  const read = openKnownTellings(log);
  await read([2, 3, 4], NOON);
  store(3, "r-7");
  store(4, "r-8");
  expect(await reportsOf(read, [2, 3])).toEqual(["r-2", "r-7"]);
});

test("what the log no longer keeps is not found, and asked for again", async () => {
  const read = openKnownTellings(log);
  stored.delete(2);
  expect(await reportsOf(read, [2, 3])).toEqual([undefined, "r-3"]);
  store(2);
  expect(await reportsOf(read, [2])).toEqual(["r-2"]);
});

test("a story that ends is no longer found after an hour at most", async () => {
  const read = openKnownTellings(log);
  await read([1, 2], NOON);
  stored.delete(1);
  expect((await read([1], NOON + 3_600_001)).get(1)).toBeUndefined();
});

test("of many, those that were asked for last are kept", async () => {
  const many = Array.from({ length: 4_001 }, (_, i) => i + 1);
  for (const number of many) store(number);
  const read = openKnownTellings(log);
  await read(many.slice(0, 4_000), NOON);
  await read([1], NOON);
  await read([4_001], NOON);
  asked = [];
  await read([1, 2], NOON);
  expect(asked).toEqual([[4_001, 2]]);
});
