import { describe, expect, test } from "vitest";

import type { Schedule } from "#src/model/subscription.ts";

import { aSubscription, atOnce, daily, notifier } from "../support/notifier.ts";

describe("a daily digest", () => {
  test("holds what was filed up to its hour, and leaves the rest to the next", async () => {
    const run = await notifier(aSubscription());
    const before = await run.file();
    run.advanceTo("2027-01-10T07:00:00.500Z");
    const after = await run.file();
    await run.seal();
    expect(await run.digests()).toMatchObject([
      { items: [before], to: "2027-01-10T07:00:00Z", late: false },
    ]);
    run.advanceTo("2027-01-11T07:00:01Z");
    await run.seal();
    expect((await run.digests()).map(({ items }) => items)).toEqual([[before], [after]]);
  });

  test("is not made where nothing is owed", async () => {
    const run = await notifier(aSubscription());
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    expect(await run.digests()).toEqual([]);
    expect(String(await run.due.next())).toBe("2027-01-11T07:00:00Z");
  });

  test("is sealed once by two notifiers at the same time", async () => {
    const run = await notifier(aSubscription());
    await run.file();
    run.advanceTo("2027-01-10T07:00:01Z");
    await Promise.all([run.seal(), run.seal(), run.seal()]);
    expect(await run.digests()).toHaveLength(1);
    expect(run.pulse.given.filter((given) => given.startsWith("digest"))).toHaveLength(1);
  });

  test("covers every missed window once, marked late, and then keeps its hour", async () => {
    const run = await notifier(aSubscription());
    const first = await run.file();
    run.advanceTo("2027-01-11T08:00:00Z");
    const second = await run.file();
    run.advanceTo("2027-01-13T09:00:00Z");
    await run.seal();
    expect(await run.digests()).toMatchObject([{ late: true, to: "2027-01-13T07:00:00Z" }]);
    expect((await run.digests())[0]?.items.toSorted()).toEqual([first, second].toSorted());
    expect(String(await run.due.next())).toBe("2027-01-14T07:00:00Z");
  });

  test("keeps what it owes when its hour is moved", async () => {
    const run = await notifier(aSubscription());
    const owed = await run.file();
    run.configure([aSubscription({ deliver: [{ ...daily, time: "09:00" }] })]);
    await run.enroll();
    run.advanceTo("2027-01-10T07:30:00Z");
    await run.seal();
    expect(await run.digests()).toEqual([]);
    run.advanceTo("2027-01-10T09:00:01Z");
    await run.seal();
    expect(await run.digests()).toMatchObject([{ items: [owed], late: false }]);
  });

  test("follows its reader to another zone", async () => {
    const run = await notifier(aSubscription({ timezone: "Asia/Tokyo" }));
    run.configure([aSubscription({ timezone: "America/New_York" })]);
    await run.enroll();
    const id = await run.file();
    run.advanceTo("2027-01-10T12:00:01Z");
    await run.seal();
    expect(await run.digests()).toMatchObject([{ items: [id], to: "2027-01-10T12:00:00Z" }]);
    expect(String(await run.due.next())).toBe("2027-01-11T12:00:00Z");
  });

  test("is left to the others by a notifier that does not know it yet", async () => {
    const run = await notifier(aSubscription());
    const id = await run.file();
    run.configure([]);
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    run.configure([aSubscription()]);
    run.advanceTo("2027-01-10T07:01:05Z");
    await run.seal();
    expect(await run.digests()).toMatchObject([{ items: [id] }]);
  });

  test("ends with its subscription, once nobody has known it for long", async () => {
    const run = await notifier(aSubscription());
    run.configure([]);
    await run.redis.set(run.keys.enrollRounds, 100);
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    expect(await run.due.next()).toBeUndefined();
  });

  test("is found again where the due index was lost", async () => {
    const run = await notifier(aSubscription());
    const id = await run.file();
    await run.redis.del(run.keys.due);
    await run.enrollAgain();
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    expect(await run.digests()).toMatchObject([{ items: [id] }]);
  });

  test("is put into the outbox again where the run that sealed it died before it could", async () => {
    const run = await notifier(aSubscription());
    await run.file();
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    await run.redis.del(run.keys.outbox);
    run.advanceTo("2027-01-11T07:00:01Z");
    await run.seal();
    expect(await run.outbox.depth()).toBe(1);
  });

  test("skips a reader who left, and owes them nothing from that time when they come back", async () => {
    const run = await notifier(aSubscription());
    await run.file();
    await run.readers.unsubscribe("levant", "desk@example.org", run.clock.now());
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    await run.readers.resubscribe("levant", "desk@example.org");
    run.advanceTo("2027-01-11T07:00:01Z");
    await run.seal();
    expect(await run.digests()).toEqual([]);
  });
});

describe("two digests to one reader", () => {
  const evening: Schedule = { ...daily, time: "18:00" };

  test("of the same days are one in two parts: each tells what the other has not", async () => {
    const run = await notifier(aSubscription({ deliver: [daily, evening] }));
    const morning = await run.file();
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    const day = await run.file();
    run.advanceTo("2027-01-10T18:00:01Z");
    await run.seal();
    run.advanceTo("2027-01-11T07:00:01Z");
    await run.seal();
    expect((await run.digests()).map(({ items }) => items)).toEqual([[morning], [day]]);
  });

  test("caught up together after downtime tell an item once", async () => {
    const run = await notifier(aSubscription({ deliver: [daily, evening] }));
    const id = await run.file();
    run.advanceTo("2027-01-12T20:00:00Z");
    await run.seal();
    expect((await run.digests()).map(({ items }) => items)).toEqual([[id]]);
  });

  test("of which one is weekly are two: the week's summary tells all of it", async () => {
    const weekly: Schedule = { ...daily, time: "08:00", days: ["mon"] };
    const run = await notifier(aSubscription({ deliver: [daily, weekly] }));
    const id = await run.file();
    run.advanceTo("2027-01-10T07:00:01Z");
    await run.seal();
    run.advanceTo("2027-01-11T08:00:01Z");
    await run.seal();
    expect((await run.digests()).map(({ items }) => items)).toEqual([[id], [id]]);
  });
});

describe("an alert", () => {
  test("goes at once, and looks no further until it is woken again", async () => {
    const run = await notifier(aSubscription({ deliver: [atOnce()] }));
    const id = await run.file();
    await run.seal();
    expect(await run.digests()).toMatchObject([{ items: [id], late: false }]);
    expect(await run.due.next()).toBeUndefined();
  });

  test("is not sent for what is not bad enough", async () => {
    const run = await notifier(aSubscription({ deliver: [atOnce({ severity: "extreme" })] }));
    await run.file("severe");
    await run.seal();
    expect(await run.digests()).toEqual([]);
  });

  test("gathers what comes while it is held", async () => {
    const run = await notifier(aSubscription({ deliver: [atOnce({ holdSeconds: 60 })] }));
    const one = await run.file();
    await run.seal();
    expect(await run.digests()).toEqual([]);
    run.advanceTo("2027-01-10T06:30:30Z");
    const two = await run.file();
    run.advanceTo("2027-01-10T06:31:05Z");
    await run.seal();
    expect((await run.digests()).map(({ items }) => items.toSorted())).toEqual([
      [one, two].toSorted(),
    ]);
  });

  test("waits for a slot where the limit is used up, and drops nothing", async () => {
    const limit = { count: 2, perSeconds: 3600 };
    const run = await notifier(aSubscription({ deliver: [atOnce({ limit })] }));
    for (const minute of ["31", "32", "33", "34"]) {
      run.advanceTo(`2027-01-10T06:${minute}:00Z`);
      await run.file();
      await run.seal();
    }
    expect(await run.digests()).toHaveLength(2);
    run.advanceTo("2027-01-10T07:31:10Z");
    await run.seal();
    expect((await run.digests()).map(({ items }) => items.length)).toEqual([1, 1, 2]);
  });

  const quiet = { from: "22:00", to: "06:00", except: "extreme" as const };

  test("waits for the end of the quiet hours", async () => {
    const run = await notifier(
      aSubscription({ quiet, deliver: [atOnce()] }),
      "2027-01-10T23:00:00Z",
    );
    const id = await run.file("severe");
    await run.seal();
    expect(await run.digests()).toEqual([]);
    run.advanceTo("2027-01-11T06:00:01Z");
    await run.seal();
    expect(await run.digests()).toMatchObject([{ items: [id] }]);
  });

  test("breaks the quiet where it is bad enough", async () => {
    const run = await notifier(
      aSubscription({ quiet, deliver: [atOnce()] }),
      "2027-01-10T23:00:00Z",
    );
    await run.file("extreme");
    await run.seal();
    expect(await run.digests()).toHaveLength(1);
  });

  test("is not missed where the incident came while the delivery was in hand", async () => {
    const run = await notifier(aSubscription({ deliver: [atOnce()] }));
    await run.file();
    const [claim] = await run.due.claim(run.clock.now(), 1);
    const late = await run.file();
    if (claim) await run.due.settle([{ claimed: claim, next: undefined, again: run.clock.now() }]);
    await run.seal();
    expect((await run.digests()).flatMap(({ items }) => items)).toContain(late);
  });

  test("is told once though it was woken twice", async () => {
    const run = await notifier(aSubscription({ deliver: [atOnce()] }));
    await run.file();
    await run.seal();
    await run.due.wake(["levant.immediately.desk"], run.clock.now());
    await run.seal();
    expect(await run.digests()).toHaveLength(1);
  });
});
