import { describe, expect, test, vi } from "vitest";

import { NOTHING_LEFT_OUT } from "#src/model/digest.ts";
import { type DeliveryState, MISSED_ROUNDS } from "#src/pipeline/delivery-ports.ts";

import { aDigest, anIncident, anItem } from "../support/digests.ts";
import { openStores } from "../support/stores.ts";

const { delivery } = aDigest();
const now = Temporal.Instant.from("2026-11-21T06:30:00Z");
const due = Temporal.Instant.from("2026-11-21T07:00:00Z");
const next = Temporal.Instant.from("2026-11-22T07:00:00Z");

async function enrolled() {
  const stores = openStores();
  await stores.deliveries.enroll({ delivery, timezone: "UTC", now, due, round: 1 });
  const state = await stores.deliveries.read(delivery.id);
  if (!state) throw new Error("an enrolled delivery has a state");
  return { ...stores, state };
}

const digest = aDigest({
  id: `${delivery.id}.1`,
  items: [anItem({ incident: anIncident({ id: "i-1", version: 3 }) })],
});
const seal = (from: DeliveryState) => ({
  deliveryId: delivery.id,
  from,
  cursor: due,
  due: next,
  recentSeals: [due],
  kept: [],
  leftOut: NOTHING_LEFT_OUT,
  digest,
});

describe("a delivery", () => {
  test("begins with nothing owed from before it was enrolled", async () => {
    const { state } = await enrolled();
    expect(state.cursor.equals(now)).toBe(true);
    expect(state.due?.equals(due)).toBe(true);
    expect(state).toMatchObject({ sequence: 0, recentSeals: [], open: [] });
  });

  test("keeps its cursor and its time when it is enrolled again", async () => {
    const { deliveries, state } = await enrolled();
    await deliveries.enroll({ delivery, timezone: "UTC", now: next, due: next, round: 1 });
    expect(await deliveries.read(delivery.id)).toEqual(state);
  });

  test("keeps its cursor and takes the new time when its schedule was changed", async () => {
    const { deliveries, state } = await enrolled();
    const moved = { ...delivery, schedule: { kind: "hourly" as const } };
    await deliveries.enroll({ delivery: moved, timezone: "UTC", now, due: next, round: 1 });
    const after = await deliveries.read(delivery.id);
    expect(after?.cursor.equals(state.cursor)).toBe(true);
    expect(after?.due?.equals(next)).toBe(true);
  });
});

describe("a delivery that is enrolled again", () => {
  const again = (over: { round?: number; timezone?: string }) => ({
    delivery,
    timezone: "UTC",
    now: next,
    due: next,
    round: 2,
    ...over,
  });

  test("in another zone keeps its cursor and takes the new zone's time", async () => {
    const { deliveries, state } = await enrolled();
    await deliveries.enroll({ ...again({ timezone: "Asia/Tokyo" }), now });
    const after = await deliveries.read(delivery.id);
    expect(after?.cursor.equals(state.cursor)).toBe(true);
    expect(after?.due?.equals(next)).toBe(true);
  });

  test("in another zone, with a window that is overdue, closes that first", async () => {
    const { deliveries } = await enrolled();
    await deliveries.enroll(again({ timezone: "Asia/Tokyo" }));
    expect((await deliveries.read(delivery.id))?.due?.equals(due)).toBe(true);
  });

  test("after the whole service was down still owes what came meanwhile", async () => {
    const { deliveries, state } = await enrolled();
    await deliveries.enroll(again({ round: 1 + MISSED_ROUNDS }));
    expect((await deliveries.read(delivery.id))?.cursor.equals(state.cursor)).toBe(true);
  });

  test("after it was taken out owes nothing from meanwhile, and repeats no digest's id", async () => {
    const { deliveries, state } = await enrolled();
    await deliveries.seal(seal(state));
    await deliveries.enroll(again({ round: 2 + MISSED_ROUNDS }));
    const after = await deliveries.read(delivery.id);
    expect(after?.cursor.equals(next)).toBe(true);
    expect(after).toMatchObject({ sequence: 1, epoch: state.epoch });
    expect(await deliveries.sentVersions(delivery.id, ["i-1"])).toEqual(new Map([["i-1", 3]]));
  });

  test("after it was taken out keeps nothing back", async () => {
    const { deliveries, state } = await enrolled();
    const kept = [{ incidentId: "i-1", positions: ["1-0", "2-0"], why: "quiet-hours" as const }];
    await deliveries.seal({ ...seal(state), kept });
    expect((await deliveries.read(delivery.id))?.kept).toEqual(kept);
    await deliveries.enroll(again({ round: 2 + MISSED_ROUNDS }));
    expect((await deliveries.read(delivery.id))?.kept).toEqual([]);
  });

  test("with its state lost numbers its digests under another name", async () => {
    const { deliveries, redis, keys, state } = await enrolled();
    await redis.del(keys.state(delivery.id));
    await deliveries.enroll(again({}));
    expect((await deliveries.read(delivery.id))?.epoch).not.toBe(state.epoch);
  });
});

test("a round of enrolling lasts, whoever asks", async () => {
  const { deliveries } = openStores();
  const rounds = await Promise.all([1, 2, 3].map(() => deliveries.round()));
  expect(new Set(rounds)).toEqual(new Set([1]));
});

describe("sealing", () => {
  test("moves cursor, due time, digest and sent marks together", async () => {
    const { deliveries, state } = await enrolled();
    expect(await deliveries.seal(seal(state))).toBe(true);
    const after = await deliveries.read(delivery.id);
    expect(after).toMatchObject({ sequence: 1, open: [digest.id] });
    expect(after?.cursor.equals(due)).toBe(true);
    expect(after?.due?.equals(next)).toBe(true);
    expect(await deliveries.sentVersions(delivery.id, ["i-1", "i-2"])).toEqual(
      new Map([["i-1", 3]]),
    );
  });

  test("happens once, though two notifiers composed it at the same time", async () => {
    const { deliveries, state } = await enrolled();
    const answers = await Promise.all([deliveries.seal(seal(state)), deliveries.seal(seal(state))]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await deliveries.read(delivery.id)).toMatchObject({ sequence: 1 });
  });

  test("of a window without anything owed moves the cursor and makes no digest", async () => {
    const { deliveries, state } = await enrolled();
    expect(await deliveries.seal({ ...seal(state), digest: undefined })).toBe(true);
    expect(await deliveries.read(delivery.id)).toMatchObject({ sequence: 0, open: [] });
  });
});

describe("the outbox", () => {
  async function sealed() {
    const stores = await enrolled();
    await stores.deliveries.seal(seal(stores.state));
    await stores.outbox.add([digest.id], due);
    return stores;
  }
  const claimed = async (stores: Awaited<ReturnType<typeof sealed>>, at = due) => {
    const claim = await stores.outbox.claim(digest.id, at);
    if (claim.outcome !== "claimed") throw new Error(`claim was ${claim.outcome}`);
    return claim;
  };
  const afterLease = due.add({ minutes: 5 });
  /** As Redis's own clock would in seven seconds. */
  const endLease = ({ redis, keys }: Awaited<ReturnType<typeof sealed>>) =>
    redis.hset(keys.digest(digest.id), "lease", 1);

  test("hands a digest to one sender at a time", async () => {
    const stores = await sealed();
    const claims = await Promise.all([1, 2, 3].map(() => stores.outbox.claim(digest.id, due)));
    expect(claims.map(({ outcome }) => outcome).toSorted()).toEqual(["busy", "busy", "claimed"]);
  });

  test("hands out the very digest that was sealed", async () => {
    const stores = await sealed();
    expect((await claimed(stores)).digest).toEqual(digest);
  });

  test("gives it to another sender when the first one's lease ran out, without doubt before the dot", async () => {
    const stores = await sealed();
    const first = await claimed(stores);
    await endLease(stores);
    const second = await claimed(stores, afterLease);
    expect(second).toMatchObject({ inDoubt: false, attempt: 2 });
    expect(second.token).toBeGreaterThan(first.token);
  });

  test("knows that the last attempt is in doubt when its sender died after the dot was marked", async () => {
    const stores = await sealed();
    const { token } = await claimed(stores);
    expect(await stores.outbox.markDot(digest.id, token)).toBe(true);
    await endLease(stores);
    expect((await claimed(stores, afterLease)).inDoubt).toBe(true);
  });

  test.each([{ hours: 1 }, { hours: -1 }])(
    "leaves a mail in its sender's hands whatever another's clock says: %o",
    async (jump) => {
      const stores = await sealed();
      const { token } = await claimed(stores);
      expect(await stores.outbox.claim(digest.id, due.add(jump))).toEqual({ outcome: "busy" });
      expect(await stores.outbox.markDot(digest.id, token)).toBe(true);
      expect(await stores.outbox.claim(digest.id, due.add(jump))).toEqual({ outcome: "busy" });
      const sent = { state: "sent", response: "250" } as const;
      expect(await stores.outbox.record(digest.id, token, sent)).toBe(true);
    },
  );

  test("refuses the dot and the record of a sender that lost its claim", async () => {
    const stores = await sealed();
    const { token } = await claimed(stores);
    await endLease(stores);
    await claimed(stores, afterLease);
    expect(await stores.outbox.markDot(digest.id, token)).toBe(false);
    expect(await stores.outbox.record(digest.id, token, { state: "sent", response: "250" })).toBe(
      false,
    );
  });

  test("is out of the sweepers' sight while somebody has it in hand", async () => {
    const { outbox } = await sealed();
    await outbox.claim(digest.id, due);
    await vi.waitFor(async () =>
      expect(await outbox.waiting(due.add({ seconds: 6 }), 10)).toEqual([]),
    );
    expect(await outbox.waiting(due.add({ seconds: 7 }), 10)).toEqual([digest.id]);
  });

  test("keeps the first rendering that came to its dot for every retry", async () => {
    const stores = await sealed();
    await claimed(stores);
    await endLease(stores);
    const first = await claimed(stores, afterLease);
    expect(first.isKept).toBe(false);
    expect(await stores.outbox.keptMessage(digest.id)).toBeUndefined();
    expect(await stores.outbox.markDot(digest.id, first.token, Buffer.from("first"))).toBe(true);
    await endLease(stores);
    const second = await claimed(stores, afterLease);
    expect(second.isKept).toBe(true);
    expect(String(await stores.outbox.keptMessage(digest.id))).toBe("first");
    // No other is taken in its place, whoever thinks that none is kept.
    expect(await stores.outbox.markDot(digest.id, second.token, Buffer.from("second"))).toBe(false);
    expect(await stores.outbox.markDot(digest.id, second.token)).toBe(true);
    expect(String(await stores.outbox.keptMessage(digest.id))).toBe("first");
  });

  test("keeps no rendering of a sender that lost its claim", async () => {
    const stores = await sealed();
    const { token } = await claimed(stores);
    await endLease(stores);
    await claimed(stores, afterLease);
    expect(await stores.outbox.markDot(digest.id, token, Buffer.from("late"))).toBe(false);
    expect(await stores.outbox.keptMessage(digest.id)).toBeUndefined();
  });

  test("is done with a digest that was sent", async () => {
    const stores = await sealed();
    const { token } = await claimed(stores);
    expect(
      await stores.outbox.record(digest.id, token, { state: "sent", response: "250 ok" }),
    ).toBe(true);
    expect(await stores.outbox.claim(digest.id, afterLease)).toEqual({ outcome: "final" });
    expect(await stores.outbox.depth()).toBe(0);
    expect(await stores.deliveries.read(delivery.id)).toMatchObject({ open: [] });
  });

  test("holds a digest back until its next attempt is due", async () => {
    const stores = await sealed();
    const { token } = await claimed(stores);
    const at = due.add({ minutes: 1 });
    await stores.outbox.record(digest.id, token, {
      state: "retry",
      at,
      reason: "451",
      inDoubt: false,
    });
    expect(await stores.outbox.waiting(due, 10)).toEqual([]);
    expect(await stores.outbox.claim(digest.id, due)).toEqual({ outcome: "busy" });
    expect(await stores.outbox.waiting(at, 10)).toEqual([digest.id]);
    expect((await claimed(stores, at)).attempt).toBe(2);
  });

  test("shows a rejected digest among the dead until it is revived or dropped", async () => {
    const stores = await sealed();
    const { token } = await claimed(stores);
    await stores.outbox.record(digest.id, token, { state: "rejected", reason: "550 no such user" });
    expect(await stores.outbox.dead()).toMatchObject([
      { id: digest.id, state: "rejected", reason: "550 no such user" },
    ]);
    expect(await stores.outbox.revive(digest.id, due)).toBe(true);
    expect(await stores.outbox.dead()).toEqual([]);
    expect((await claimed(stores)).digest.id).toBe(digest.id);
  });

  test("keeps what is not listed among the dead yet", async () => {
    const stores = await sealed();
    const { token } = await claimed(stores);
    await stores.redis.set(stores.keys.dead, "not a list");
    const held = stores.outbox.record(digest.id, token, { state: "held", reason: "in-doubt" });
    await expect(held).rejects.toThrow("WRONGTYPE");
    await stores.redis.del(stores.keys.dead);
    expect(await stores.outbox.waiting(afterLease, 10)).toEqual([digest.id]);
    expect(await stores.outbox.claim(digest.id, afterLease)).toEqual({ outcome: "final" });
    expect(await stores.outbox.dead()).toMatchObject([{ id: digest.id, state: "held" }]);
    expect(await stores.outbox.waiting(afterLease, 10)).toEqual([]);
  });

  test("is found among the open where the outbox is lost before it is listed among the dead", async () => {
    const stores = await sealed();
    const { token } = await claimed(stores);
    await stores.redis.set(stores.keys.dead, "not a list");
    const held = stores.outbox.record(digest.id, token, { state: "held", reason: "in-doubt" });
    await expect(held).rejects.toThrow("WRONGTYPE");
    await stores.redis.del(stores.keys.dead, stores.keys.outbox);
    const open = await stores.deliveries.open(delivery.id);
    expect(open).toEqual([digest.id]);
    await stores.outbox.add(open, due);
    expect(await stores.outbox.claim(digest.id, afterLease)).toEqual({ outcome: "final" });
    expect(await stores.outbox.dead()).toMatchObject([{ id: digest.id, state: "held" }]);
    expect(await stores.outbox.waiting(afterLease, 10)).toEqual([]);
    expect(await stores.deliveries.open(delivery.id)).toEqual([]);
  });

  test("lists the dead even where the sender died before it could", async () => {
    const stores = await sealed();
    const { token } = await claimed(stores);
    await stores.outbox.record(digest.id, token, { state: "held", reason: "in-doubt" });
    await stores.redis.del(stores.keys.dead);
    expect(await stores.outbox.claim(digest.id, afterLease)).toEqual({ outcome: "final" });
    expect(await stores.outbox.dead()).toHaveLength(1);
    expect(await stores.outbox.drop(digest.id)).toBe(true);
    expect(await stores.outbox.revive(digest.id, due)).toBe(false);
  });

  test("knows nothing of a digest that never was", async () => {
    const { outbox } = openStores();
    expect(await outbox.claim("nobody.at.x.1", due)).toEqual({ outcome: "unknown" });
  });
});

describe("the due index", () => {
  test("hands each due delivery to one notifier", async () => {
    const { due: index } = openStores();
    await index.enroll([{ deliveryId: "d-1", at: due }]);
    await index.enroll([{ deliveryId: "d-2", at: next }]);
    const claims = await Promise.all([index.claim(due, 10), index.claim(due, 10)]);
    expect(claims.flat().map(({ deliveryId }) => deliveryId)).toEqual(["d-1"]);
  });

  test("brings a delivery back when its notifier died with it in hand", async () => {
    const { due: index } = openStores();
    await index.enroll([{ deliveryId: "d-1", at: due }]);
    await index.claim(due, 10);
    expect(await index.claim(due.add({ minutes: 1 }), 10)).toHaveLength(1);
  });

  test("forgets a settled delivery that has no next time", async () => {
    const { due: index } = openStores();
    await index.enroll([{ deliveryId: "d-1", at: due }]);
    const [claim] = await index.claim(due, 10);
    if (claim) await index.settle([{ claimed: claim, next: undefined, again: next }]);
    expect(await index.next()).toBeUndefined();
  });

  test("looks again at a delivery that was woken while it was in hand", async () => {
    const { due: index } = openStores();
    await index.wake(["d-1"], due);
    const [claim] = await index.claim(due, 10);
    await index.wake(["d-1"], due);
    const again = due.add({ seconds: 60 });
    if (claim) await index.settle([{ claimed: claim, next: undefined, again }]);
    expect(String(await index.next())).toBe(String(again));
  });

  test("does not take an old claim for a new one, though both saw as many wakes", async () => {
    const { due: index } = openStores();
    await index.wake(["d-1"], due);
    const [first] = await index.claim(due, 10);
    const later = due.add({ minutes: 1 });
    const [second] = await index.claim(later, 10);
    if (first) await index.settle([{ claimed: first, next: undefined, again: later }]);
    await index.wake(["d-1"], later);
    if (second) await index.settle([{ claimed: second, next: undefined, again: later }]);
    expect(await index.next()).toBeDefined();
  });

  test("never moves a delivery back because it was woken", async () => {
    const { due: index } = openStores();
    await index.enroll([{ deliveryId: "d-1", at: due }]);
    await index.wake(["d-1"], next);
    expect(String(await index.next())).toBe(String(due));
  });
});
