import { rmSync } from "node:fs";
import { dirname } from "node:path";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import { chanceOf } from "#tests/chaos/random.ts";

import { readInput, saveInput } from "./found.ts";
import { fuzzTarget } from "./fuzz-target.ts";
import { runTarget, tryInput } from "./run-target.ts";
import { varyBytes, varyFields, varyText } from "./variations.ts";
import { varyJson } from "./vary-json.ts";

/** A reader of one text, and every text that it was given. */
function aReader(check: (text: string) => void, base = "abc") {
  const read: string[] = [];
  const target = fuzzTarget({
    name: "reader",
    weight: 1,
    inputs: fc.constant(base),
    vary: varyText(),
    check: (text) => {
      read.push(text);
      check(text);
    },
  });
  return { target, read };
}

const run = (target: ReturnType<typeof fuzzTarget>, seed = 1) =>
  runTarget(target, { inputs: 200, seed, begin: () => {} });

test("a seed brings the same inputs again, another seed others", async () => {
  const inputsOf = async (seed: number) => {
    const { target, read } = aReader(() => {});
    await run(target, seed);
    return new Set(read);
  };
  expect(await inputsOf(1)).toEqual(await inputsOf(1));
  expect(await inputsOf(1)).not.toEqual(await inputsOf(2));
});

test("as many inputs are tried as were asked for, and none of them twice for nothing", async () => {
  const { target, read } = aReader(() => {});
  const { inputs } = await run(target);
  expect(inputs).toBe(200);
  expect(new Set(read).size).toBeGreaterThan(150);
});

test("what breaks a rule is found, saved, and breaks it again", async () => {
  const { target } = aReader((text) => {
    if (text.includes("\0")) throw new Error("a zero");
  });
  const { found } = await run(target);
  expect(found).toMatchObject({ message: "Error: a zero" });
  const file = saveInput("reader", found?.bytes ?? new Uint8Array());
  const input = readInput(file);
  rmSync(dirname(file), { recursive: true });
  await expect(tryInput(target, input, 0)).rejects.toThrow("a zero");
});

test("a reader that takes long each time is found, one that did once is not", async () => {
  const busy = (ms: number) => {
    const { user } = process.threadCpuUsage();
    while (process.threadCpuUsage().user - user < ms * 1000);
  };
  let isFirst = true;
  const once = aReader(() => {
    if (isFirst) busy(10);
    isFirst = false;
  });
  expect(await tryInput(once.target, "abc", 0, 5)).toBeLessThan(5);
  const always = aReader(() => busy(10));
  await expect(tryInput(always.target, "abc", 0, 5)).rejects.toThrow("more than 5");
});

test("a text is never varied beyond its limit", () => {
  const chance = chanceOf(1);
  const vary = varyText(50);
  const varied = Array.from({ length: 500 }, () => vary("x".repeat(40), "y".repeat(40), chance));
  expect(Math.max(...varied.map(({ length }) => length))).toBe(50);
  expect(varied.some((text) => text.includes("yy"))).toBe(true);
});

test("bytes stay bytes, and a field that is not named stays as it is", () => {
  const chance = chanceOf(1);
  const bytes = varyBytes(Buffer.from("é"), Buffer.from("z"), chance);
  expect(bytes).toBeInstanceOf(Uint8Array);
  const vary = varyFields<{ id: string; text: string }>({ text: varyText() });
  const one = { id: "a", text: "t" };
  for (let left = 50; left > 0; left -= 1) expect(vary(one, one, chance).id).toBe("a");
  expect(one).toEqual({ id: "a", text: "t" });
});

test("a JSON value is varied into JSON values, and stays what it was", () => {
  const chance = chanceOf(1);
  const value = { id: "desk", to: ["a@example.org"], match: [{ regions: ["SY"] }] };
  const before = JSON.stringify(value);
  const varied = Array.from({ length: 300 }, () =>
    JSON.stringify(varyJson(value, { near: { lat: 1 } }, chance)),
  );
  expect(new Set(varied).size).toBeGreaterThan(100);
  expect(varied.some((text) => text.includes('"lat"'))).toBe(true);
  expect(JSON.stringify(value)).toBe(before);
});
