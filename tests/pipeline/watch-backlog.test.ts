import { expect, test } from "vitest";

import { watchBacklog } from "#src/pipeline/watch-backlog.ts";

const BEGIN = Temporal.Instant.from("2027-01-10T06:00:00Z");

/** A backlog at whose hundredth place stands what the test puts there. */
function aBacklog() {
  let now = BEGIN;
  let waiting: { id: string; since: Temporal.Instant } | undefined;
  const backlog = watchBacklog({
    inbox: { inLine: async () => waiting },
    clock: { now: () => now, offsetMs: 0 },
    longestWaitSeconds: 30,
  });
  return {
    isBehind: async (id: string | undefined, waitedSeconds = 0) => {
      now = now.add({ seconds: 1 });
      waiting =
        id === undefined ? undefined : { id, since: now.subtract({ seconds: waitedSeconds }) };
      await backlog.look();
      return backlog.isBehind;
    },
  };
}

test("an inbox that moves, and in which a report waits longer than it may, is behind until it has caught up", async () => {
  const { isBehind } = aBacklog();
  expect(await isBehind("a", 29)).toBe(false);
  expect(await isBehind("b", 31)).toBe(true);
  expect(await isBehind("c", 31)).toBe(true);
  expect(await isBehind("d", 20)).toBe(false);
});

test("an empty inbox is not behind", async () => {
  const { isBehind } = aBacklog();
  expect(await isBehind("a", 31)).toBe(true);
  expect(await isBehind(undefined)).toBe(false);
});

test("an inbox that nobody works off takes what comes, until somebody does", async () => {
  const { isBehind } = aBacklog();
  expect(await isBehind("a", 31)).toBe(true);
  for (let second = 0; second < 9; second += 1) await isBehind("a", 40);
  expect(await isBehind("a", 60)).toBe(false);
  expect(await isBehind("b", 60)).toBe(true);
});
