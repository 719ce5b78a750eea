import { assert, asyncProperty, integer, uniqueArray } from "fast-check";
import { expect, test } from "vitest";

import { shrink } from "./shrink.ts";

const MANY = 10_000;

test("just what makes it fail is left, whatever it is and wherever it stands", async () => {
  const parts = uniqueArray(integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 });
  await assert(
    asyncProperty(parts, async (guilty) => {
      const all = Array.from({ length: 41 }, (_, n) => n);
      const fails = async (some: readonly number[]) => guilty.every((one) => some.includes(one));
      expect(await shrink(all, fails, MANY)).toEqual(guilty.toSorted((a, b) => a - b));
    }),
  );
});

test("no more runs are made than were granted, and what is left still fails", async () => {
  let runs = 0;
  const fails = async (some: readonly number[]) => {
    runs += 1;
    return some.includes(7);
  };
  const left = await shrink(
    Array.from({ length: 64 }, (_, n) => n),
    fails,
    5,
  );
  expect(runs).toBe(5);
  expect(left).toContain(7);
  expect(left.length).toBeLessThan(64);
});
