import { expect, test } from "vitest";

import { groupCommit } from "#src/pipeline/group-commit.ts";

function recorded() {
  const groups: number[][] = [];
  const write = async (items: readonly number[]) => {
    groups.push([...items]);
    return items.map((item) => item * 10);
  };
  return { groups, write };
}

test("calls of one turn share one write, and each gets its own answer", async () => {
  const { groups, write } = recorded();
  const call = groupCommit(write, { size: 10, inFlight: 2 });
  expect(await Promise.all([call(1), call(2), call(3)])).toEqual([10, 20, 30]);
  expect(groups).toEqual([[1, 2, 3]]);
});

test("no write is larger than allowed", async () => {
  const { groups, write } = recorded();
  const call = groupCommit(write, { size: 2, inFlight: 9 });
  await Promise.all([1, 2, 3, 4, 5].map(call));
  expect(groups).toEqual([[1, 2], [3, 4], [5]]);
});

test("what comes while writes are under way waits for one of them and goes together", async () => {
  const gates: (() => void)[] = [];
  const groups: number[][] = [];
  const call = groupCommit(
    async (items: readonly number[]) => {
      groups.push([...items]);
      await new Promise<void>((resolve) => void gates.push(resolve));
      return items;
    },
    { size: 10, inFlight: 1 },
  );
  const first = call(1);
  await new Promise((resolve) => void setImmediate(resolve));
  const rest = Promise.all([call(2), call(3)]);
  gates.shift()?.();
  await first;
  await new Promise((resolve) => void setImmediate(resolve));
  gates.shift()?.();
  await rest;
  expect(groups).toEqual([[1], [2, 3]]);
});

test("a write that fails fails those of its group, and the next goes on", async () => {
  let fail = true;
  const call = groupCommit(
    async (items: readonly number[]) => {
      if (fail) throw new Error("redis is down");
      return items;
    },
    { size: 10, inFlight: 1 },
  );
  const outcomes = await Promise.allSettled([call(1), call(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  fail = false;
  expect(await call(3)).toBe(3);
});

test("an answer too few is an error for the one left out, not silence", async () => {
  const call = groupCommit(async () => [1], { size: 10, inFlight: 1 });
  const outcomes = await Promise.allSettled([call(1), call(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
});

test("a write that fails takes those waiting behind it along, so that no wait adds up", async () => {
  const writes: number[][] = [];
  const call = groupCommit(
    async (items: readonly number[]): Promise<readonly number[]> => {
      writes.push([...items]);
      throw new Error("redis is frozen");
    },
    { size: 1, inFlight: 1 },
  );
  const outcomes = await Promise.allSettled([call(1), call(2), call(3)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(writes).toEqual([[1]]);
});
