import { expect, test } from "vitest";

import { watchBacklog } from "#src/pipeline/watch-backlog.ts";

/** An inbox of so many that is looked at once a second, and said to be behind or not for each. */
function anInbox(waiting: number) {
  let now = Temporal.Instant.from("2027-01-10T06:00:00Z");
  let [filed, accepted] = [0, waiting];
  const backlog = watchBacklog({
    inbox: {
      async line(id) {
        const ahead = Number(id) - filed;
        return {
          length: accepted - filed,
          last: accepted === filed ? undefined : String(accepted - 1),
          ahead: ahead >= 0 ? ahead : undefined,
        };
      },
    },
    clock: { now: () => now, offsetMs: 0 },
    longestWaitSeconds: 30,
  });
  return {
    /** `inBatchesOf`: as many are filed at once, when their time has come. */
    async pass(
      seconds: number,
      rates: { readonly accepts: number; readonly files: number; readonly inBatchesOf?: number },
    ): Promise<boolean[]> {
      const { accepts, files, inBatchesOf = 1 } = rates;
      const start = filed;
      const seen: boolean[] = [];
      for (let second = 1; second <= seconds; second += 1) {
        now = now.add({ seconds: 1 });
        accepted += accepts;
        const due = start + Math.floor((second * files) / inBatchesOf) * inBatchesOf;
        filed = Math.min(accepted, Math.max(filed, due));
        await backlog.look();
        seen.push(backlog.isBehind);
      }
      return seen;
    },
  };
}

const no = (count: number) => Array.from({ length: count }, () => false);

test("an inbox is behind where a report accepted now would wait too long, and until it would not", async () => {
  const inbox = anInbox(0);
  const rush = await inbox.pass(40, { accepts: 20, files: 8 });
  const first = rush.indexOf(true);
  // After 20 seconds 240 wait, which takes half a minute.
  expect(first).toBeGreaterThan(18);
  expect(first).toBeLessThan(24);
  expect(rush.slice(first)).not.toContain(false);
  const after = await inbox.pass(60, { accepts: 0, files: 8 });
  const last = after.lastIndexOf(true);
  expect(last).toBeGreaterThan(20);
  expect(last).toBeLessThan(40);
  expect(after.slice(0, last)).not.toContain(false);
});

test("an inbox that is filed as fast as it fills is not behind, however reports are put together", async () => {
  const rates = { accepts: 40, files: 40 };
  expect(await anInbox(0).pass(120, rates)).toEqual(no(120));
  expect(await anInbox(300).pass(120, { ...rates, inBatchesOf: 64 })).toEqual(no(120));
});

test("few that wait are no backlog, though none of them is filed", async () => {
  expect(await anInbox(99).pass(60, { accepts: 0, files: 0 })).toEqual(no(60));
});

test("a rush that is filed at once is none, though more wait than were filed before it", async () => {
  const inbox = anInbox(120);
  await inbox.pass(6, { accepts: 2, files: 2 });
  expect(await inbox.pass(30, { accepts: 400, files: 400 })).toEqual(no(30));
});

test("an inbox that nobody works off takes what comes, until somebody does", async () => {
  const inbox = anInbox(0);
  expect((await inbox.pass(60, { accepts: 20, files: 5 })).at(-1)).toBe(true);
  const stopped = await inbox.pass(30, { accepts: 20, files: 0 });
  expect(stopped.slice(20)).toEqual(no(10));
  const resumed = await inbox.pass(20, { accepts: 20, files: 5 });
  expect(resumed.at(-1)).toBe(true);
});
