import { expect, test } from "vitest";

import { gatherPulses } from "#src/pipeline/gather-pulses.ts";

function queue() {
  const jobs: string[][] = [];
  const gates: { readonly open: () => void; readonly fail: () => void }[] = [];
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
  );
  return { tell, jobs, gates, outcomes };
}

const aTurn = () => new Promise((resolve) => void setImmediate(resolve));

test("an idle queue is told at once", () => {
  const { tell, jobs } = queue();
  tell(["r-1", "r-2"]);
  expect(jobs).toEqual([["r-1", "r-2"]]);
});

test("what is accepted while a job is added goes together into the next", async () => {
  const { tell, jobs, gates } = queue();
  tell(["r-1"]);
  tell(["r-2"]);
  tell(["r-3", "r-4"]);
  gates.shift()?.open();
  await aTurn();
  expect(jobs).toEqual([["r-1"], ["r-2", "r-3", "r-4"]]);
});

test("no job has more than a worker takes in hand at once", async () => {
  const { tell, jobs, gates } = queue();
  tell(Array.from({ length: 100 }, (_, i) => `r-${i}`));
  gates.shift()?.open();
  await aTurn();
  expect(jobs.map(({ length }) => length)).toEqual([64, 36]);
});

test("a job that cannot be added is told of, and the next is added", async () => {
  const { tell, jobs, gates, outcomes } = queue();
  tell(["r-1"]);
  tell(["r-2"]);
  gates.shift()?.fail();
  await aTurn();
  gates.shift()?.open();
  await aTurn();
  expect(jobs).toEqual([["r-1"], ["r-2"]]);
  expect(outcomes).toEqual(["failed", "done"]);
});
