import { expect, test } from "vitest";

import { makeErrands } from "./errands.ts";
import { chanceOf } from "./random.ts";
import { makeSchedule } from "./schedule.ts";

const facts = { spanMs: 40_000, workers: 6, hasOwnDisk: true };

test("a seed brings the same faults and the same reports again, another seed others", () => {
  const schedule = (seed: number) => makeSchedule(chanceOf(seed), facts);
  const errands = (seed: number) => makeErrands(chanceOf(seed), 300, 10_000);
  expect(schedule(5)).toEqual(schedule(5));
  expect(schedule(5)).not.toEqual(schedule(6));
  expect(errands(5)).toEqual(errands(5));
  expect(errands(5)).not.toEqual(errands(6));
});

test("a run brings every kind of fault", () => {
  const kinds = new Set(makeSchedule(chanceOf(1), facts).map(({ fault }) => fault.does));
  expect([...kinds].toSorted()).toEqual([
    "cut-clients",
    "fill-disk",
    "fill-memory",
    "flush-scripts",
    "freeze-redis",
    "freeze-worker",
    "kill-redis",
    "kill-worker",
    "mail-fault",
    "mail-weather",
    "move-clock",
    "redis-weather",
    "spoil-config",
    "terminate-worker",
    "touch-config",
    "wipe-indexes",
    "wipe-queues",
  ]);
});
