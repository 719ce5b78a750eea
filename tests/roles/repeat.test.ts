import { setImmediate as nextTurn } from "node:timers/promises";

import { expect, test } from "vitest";

import { repeat } from "#src/roles/repeat.ts";

import { quietLogger } from "../support/steps.ts";

const AN_HOUR_MS = 3_600_000;

/** Rounds that end when they are told to. */
function rounds() {
  const begun: (() => void)[] = [];
  const run = () => new Promise<void>((resolve) => void begun.push(resolve));
  const start = () => repeat({ name: "rounds", everyMs: AN_HOUR_MS, run, logger: quietLogger });
  return { begun, start };
}

test("a round that is wanted soon does not wait for the pause to end", async () => {
  const { begun, start } = rounds();
  const repeating = start();
  begun[0]?.();
  await nextTurn();
  expect(begun).toHaveLength(1);
  repeating.soon();
  await nextTurn();
  expect(begun).toHaveLength(2);
  begun[1]?.();
  await repeating[Symbol.asyncDispose]();
});

test("a round that is wanted while one runs begins when that has ended, and just once", async () => {
  const { begun, start } = rounds();
  const repeating = start();
  repeating.soon();
  repeating.soon();
  await nextTurn();
  expect(begun).toHaveLength(1);
  begun[0]?.();
  await nextTurn();
  expect(begun).toHaveLength(2);
  begun[1]?.();
  await nextTurn();
  expect(begun).toHaveLength(2);
  await repeating[Symbol.asyncDispose]();
});

test("nothing begins after the end, however soon it was wanted", async () => {
  const { begun, start } = rounds();
  const repeating = start();
  const ended = repeating[Symbol.asyncDispose]();
  repeating.soon();
  begun[0]?.();
  await ended;
  expect(begun).toHaveLength(1);
});
