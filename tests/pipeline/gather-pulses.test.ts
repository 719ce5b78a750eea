import { expect, test } from "vitest";

import { gatherPulses } from "#src/pipeline/gather-pulses.ts";

function queue() {
  const jobs: string[][] = [];
  const gates: { readonly open: () => void; readonly fail: () => void }[] = [];
  const pauses: (() => void)[] = [];
  const waits: number[] = [];
  const outcomes: string[] = [];
  const tell = gatherPulses(
    {
      reports: (ids) =>
        new Promise((resolve, reject) => {
          jobs.push([...ids]);
          gates.push({ open: resolve, fail: () => reject(new Error("redis is down")) });
        }),
    },
    { done: () => outcomes.push("done"), failed: () => outcomes.push("failed") },
    (ms) => {
      waits.push(ms);
      return new Promise((resolve) => void pauses.push(resolve));
    },
  );
  return { tell, jobs, gates, pauses, waits, outcomes };
}

const aTurn = () => new Promise((resolve) => void setImmediate(resolve));

test("an idle queue is told when the turn is over, so that the sender has its answer first", async () => {
  const { tell, jobs } = queue();
  tell(["r-1", "r-2"]);
  expect(jobs).toEqual([]);
  await aTurn();
  expect(jobs).toEqual([["r-1", "r-2"]]);
});

test("what is accepted while a job is added, and in the pause after it, goes together into the next", async () => {
  const { tell, jobs, gates, pauses } = queue();
  tell(["r-1"]);
  await aTurn();
  tell(["r-2"]);
  gates.shift()?.open();
  await aTurn();
  tell(["r-3", "r-4"]);
  expect(jobs).toEqual([["r-1"]]);
  pauses.shift()?.();
  await aTurn();
  expect(jobs).toEqual([["r-1"], ["r-2", "r-3", "r-4"]]);
});

test("after a pause in which nothing came the next is told at once", async () => {
  const { tell, jobs, gates, pauses } = queue();
  tell(["r-1"]);
  await aTurn();
  gates.shift()?.open();
  await aTurn();
  pauses.shift()?.();
  await aTurn();
  tell(["r-2"]);
  await aTurn();
  expect(jobs).toEqual([["r-1"], ["r-2"]]);
});

test("no job has more than 256, and as many wait for no more", async () => {
  const { tell, jobs, gates, pauses } = queue();
  tell(Array.from({ length: 600 }, (_, i) => `r-${i}`));
  await aTurn();
  gates.shift()?.open();
  await aTurn();
  expect(jobs.map(({ length }) => length)).toEqual([256, 256]);
  gates.shift()?.open();
  await aTurn();
  expect(jobs).toHaveLength(2);
  pauses.shift()?.();
  await aTurn();
  expect(jobs.map(({ length }) => length)).toEqual([256, 256, 88]);
});

test("where many come together the next job waits longer for more", async () => {
  const { tell, gates, pauses, waits } = queue();
  for (const length of [1, 31, 32, 2]) {
    tell(Array.from({ length }, (_, i) => `r-${i}`));
    await aTurn();
    gates.shift()?.open();
    await aTurn();
    pauses.shift()?.();
    await aTurn();
  }
  expect(waits).toEqual([10, 10, 40, 10]);
});

test("a job that cannot be added is told of, and the next is added", async () => {
  const { tell, jobs, gates, pauses, outcomes } = queue();
  tell(["r-1"]);
  await aTurn();
  tell(["r-2"]);
  gates.shift()?.fail();
  await aTurn();
  pauses.shift()?.();
  await aTurn();
  gates.shift()?.open();
  await aTurn();
  expect(jobs).toEqual([["r-1"], ["r-2"]]);
  expect(outcomes).toEqual(["failed", "done"]);
});
