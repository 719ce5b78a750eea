import { describe, expect, test, vi } from "vitest";

import { NOTHING_LEFT_OUT } from "#src/model/digest.ts";
import { PermanentError } from "#src/model/failure.ts";
import { sendDigest } from "#src/pipeline/send-digest.ts";
import type { Mailer, SendOutcome } from "#src/pipeline/sending-ports.ts";

import { aDigest } from "../support/digests.ts";
import { fakeMeter, fakeProgress, noSeams, quietLogger } from "../support/steps.ts";
import { openStores } from "../support/stores.ts";

const { delivery } = aDigest();
const digest = aDigest({ id: `${delivery.id}.1`, sealedAt: "2026-11-22T06:00:07Z" });
const later: SendOutcome = { outcome: "later", reason: "451 later", about: "reader" };
const lost: SendOutcome = { outcome: "in-doubt", reason: "ECONNECTION" };
const sent: SendOutcome = { outcome: "sent", response: "250 ok" };

/** A sealed digest, and a mailer that answers as told, in turn. */
async function withDigest(
  outcomes: readonly SendOutcome[],
  inDoubt: "resend" | "hold" = "resend",
  unrenderable?: Error,
  { refusals = 0 } = {},
) {
  const stores = openStores();
  stores.clock.advanceTo(Temporal.Now.instant().add({ hours: 1 }));
  const now = stores.clock.now();
  const fresh = { ...digest, sealedAt: now.toString() };
  await stores.deliveries.enroll({ delivery, timezone: "UTC", now, due: now, round: 1 });
  const from = await stores.deliveries.read(delivery.id);
  if (!from) throw new Error("an enrolled delivery has a state");
  await stores.deliveries.seal({
    deliveryId: delivery.id,
    from,
    cursor: now,
    due: now,
    recentSeals: [],
    kept: [],
    leftOut: NOTHING_LEFT_OUT,
    digest: fresh,
  });
  await stores.outbox.add([digest.id], now);
  const given: string[] = [];
  const left = [...outcomes];
  let refused = 0;
  const mailer: Mailer = {
    async send({ to, bytes, beforeDot }) {
      refused += 1;
      if (refused <= refusals) return later;
      if (!(await beforeDot())) return { outcome: "fenced" };
      given.push(`${to} ${bytes.toString()}`);
      return left.shift() ?? sent;
    },
  };
  const meter = fakeMeter();
  const progress = fakeProgress();
  let rendered = 0;
  const send = sendDigest({
    ...stores,
    mailer,
    meter,
    progress,
    inDoubt,
    addressId: (address) => `id of ${address}`,
    logger: quietLogger,
    passSeam: noSeams,
    compose: async () => {
      if (unrenderable) throw unrenderable;
      rendered += 1;
      return { from: "t@example.org", bytes: Buffer.from(`rendering ${rendered}`) };
    },
  });
  return { ...stores, given, meter, send: () => send(digest.id) };
}

test("a digest is sent once, however often its job runs", async () => {
  const { given, send, meter } = await withDigest([]);
  await send();
  await send();
  await Promise.all([send(), send()]);
  expect(given).toEqual([`${delivery.address} rendering 1`]);
  expect(meter.counted).toEqual(["digests_sent sent"]);
});

test("two senders at once send it once", async () => {
  const { given, send } = await withDigest([]);
  await Promise.all([send(), send(), send()]);
  expect(given).toHaveLength(1);
});

test("one that was put off is sent again later, the same bytes", async () => {
  const { given, send, outbox, clock } = await withDigest([later]);
  await send();
  expect(await outbox.waiting(clock.now(), 10)).toEqual([]);
  clock.advanceTo(clock.now().add({ minutes: 1 }));
  expect(await outbox.waiting(clock.now(), 10)).toEqual([digest.id]);
  await send();
  expect(given).toEqual([`${delivery.address} rendering 1`, `${delivery.address} rendering 1`]);
});

test("one whose message never came to its last line is rendered again", async () => {
  const { given, send, clock } = await withDigest([], "resend", undefined, { refusals: 1 });
  await send();
  clock.advanceTo(clock.now().add({ minutes: 1 }));
  await send();
  expect(given).toEqual([`${delivery.address} rendering 2`]);
});

test("each attempt waits longer than the one before, an hour at most", async () => {
  const { send, outbox, clock } = await withDigest(Array.from({ length: 12 }, () => later));
  const waits: number[] = [];
  for (let i = 0; i < 12; i += 1) {
    await send();
    const before = clock.now();
    let seconds = 0;
    while ((await outbox.waiting(before.add({ seconds }), 1)).length === 0) seconds += 15;
    waits.push(seconds);
    clock.advanceTo(before.add({ seconds }));
  }
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]);
});

test("after five days it is given up, where it can be seen", async () => {
  const { send, outbox, clock } = await withDigest([later]);
  clock.advanceTo(clock.now().add({ hours: 121 }));
  await send();
  expect(await outbox.dead()).toMatchObject([{ state: "rejected", reason: "gave up: 451 later" }]);
});

test("a recipient that does not exist is a dead letter at once", async () => {
  const { send, outbox, meter } = await withDigest([
    { outcome: "rejected", reason: "550 no such user", about: "reader" },
  ]);
  await send();
  expect(await outbox.dead()).toMatchObject([{ state: "rejected", reason: "550 no such user" }]);
  expect(meter.counted).toEqual(["bounces hard", "digests_sent rejected"]);
});

describe("a connection lost after the final dot", () => {
  test("is made up for by the same message, where the policy is to resend", async () => {
    const { given, send, clock, meter } = await withDigest([lost]);
    await send();
    clock.advanceTo(clock.now().add({ minutes: 1 }));
    await send();
    expect(new Set(given).size).toBe(1);
    expect(given).toHaveLength(2);
    expect(meter.counted).toEqual(["digests_in_doubt ", "digests_sent retry", "digests_sent sent"]);
  });

  test("again and again is held for a person: nobody gets a fourth copy", async () => {
    const { given, send, outbox, clock } = await withDigest([lost, lost, lost, lost, lost]);
    for (let i = 0; i < 6; i += 1) {
      await send();
      clock.advanceTo(clock.now().add({ hours: 2 }));
    }
    expect(given).toHaveLength(3);
    expect(await outbox.dead()).toMatchObject([{ state: "held" }]);
  });

  test("is held for a person, where the policy is to hold", async () => {
    const { given, send, outbox, clock } = await withDigest([lost], "hold");
    await send();
    clock.advanceTo(clock.now().add({ hours: 1 }));
    await send();
    expect(given).toHaveLength(1);
    expect(await outbox.dead()).toMatchObject([{ state: "held", reason: "in-doubt: ECONNECTION" }]);
  });
});

describe("a digest that cannot be rendered", () => {
  test("for a reason that stays is a dead letter at once", async () => {
    const { send, outbox } = await withDigest(
      [],
      "resend",
      new PermanentError("bad-address", "no address"),
    );
    await send();
    expect(await outbox.dead()).toMatchObject([
      { state: "rejected", reason: "unrenderable: no address" },
    ]);
  });

  test("for another is tried a few times, and then seen", async () => {
    const { send, outbox, clock } = await withDigest([], "resend", new Error("boom"));
    for (let i = 0; i < 10; i += 1) {
      expect(await outbox.dead()).toEqual([]);
      await send();
      clock.advanceTo(clock.now().add({ hours: 2 }));
    }
    expect(await outbox.dead()).toMatchObject([{ reason: "unrenderable: boom" }]);
  });
});

test("a reader who left meanwhile gets nothing", async () => {
  const { given, send, readers, clock, outbox } = await withDigest([]);
  await readers.unsubscribe(delivery.subscriptionId, delivery.address, clock.now());
  await send();
  expect(given).toEqual([]);
  await vi.waitFor(async () => expect(await outbox.depth()).toBe(0));
});

test("a sender that lost its claim records nothing", async () => {
  const { send, outbox, meter } = await withDigest([{ outcome: "fenced" }]);
  await send();
  expect(meter.counted).toEqual([]);
  expect(await outbox.depth()).toBe(1);
});

test("an unknown digest is nobody's work", async () => {
  const stores = openStores();
  const mailer: Mailer = { send: () => Promise.reject(new Error("must not be asked")) };
  const send = sendDigest({
    ...stores,
    mailer,
    meter: fakeMeter(),
    progress: fakeProgress(),
    inDoubt: "resend",
    addressId: (address) => `id of ${address}`,
    logger: quietLogger,
    passSeam: noSeams,
    compose: () => Promise.reject(new Error("must not be asked")),
  });
  await expect(send("nobody.at.x.1")).resolves.toBeUndefined();
});

describe("where the relay fails us", () => {
  const refused: SendOutcome = { outcome: "later", reason: "535 at AUTH", about: "us" };
  const down: SendOutcome = { outcome: "later", reason: "ECONNREFUSED", about: "relay" };

  test.for([
    [refused, "us"],
    [down, "the relay"],
    [lost, "the relay"],
  ] as const)("five failures in a row (%o) pause the sending of all", async ([outcome]) => {
    const { given, send, relay, clock } = await withDigest(
      Array.from({ length: 9 }, () => outcome),
      "resend",
    );
    for (let i = 0; i < 2; i += 1) {
      await send();
      clock.advanceTo(clock.now().add({ hours: 2 }));
    }
    for (let i = 0; i < 3; i += 1) await relay.failed("others failed as well");
    expect(await relay.pause()).toMatchObject({ reason: expect.any(String) });
    await send();
    expect(given).toHaveLength(2);
  });

  test("a digest that met the pause is due when it ends, and it was no attempt", async () => {
    const { given, send, relay, outbox, clock } = await withDigest([]);
    for (let i = 0; i < 5; i += 1) await relay.failed("535");
    await send();
    await send();
    expect(given).toEqual([]);
    expect(await outbox.waiting(clock.now().add({ seconds: 25 }), 1)).toEqual([]);
    expect(await outbox.waiting(clock.now().add({ seconds: 31 }), 1)).toEqual([digest.id]);
    await relay.resume();
    clock.advanceTo(clock.now().add({ seconds: 31 }));
    expect(await outbox.claim(digest.id, clock.now())).toMatchObject({ attempt: 1 });
  });

  test("what the relay says of a reader or a message ends no row of its own", async () => {
    const { send, relay, clock } = await withDigest([down, down, later, down, down, down]);
    for (let i = 0; i < 6; i += 1) {
      await send();
      clock.advanceTo(clock.now().add({ hours: 2 }));
    }
    expect(await relay.pause()).toBeUndefined();
  });

  test("an attempt that failed for the relay's sake is made again within five minutes", async () => {
    const { send, relay, outbox, clock } = await withDigest(Array.from({ length: 9 }, () => down));
    for (let i = 0; i < 9; i += 1) {
      await send();
      await relay.resume();
      clock.advanceTo(clock.now().add({ minutes: 5 }));
      expect(await outbox.waiting(clock.now(), 1)).toEqual([digest.id]);
    }
  });
});

describe("an address that refuses mail for days", () => {
  const gone: SendOutcome = { outcome: "rejected", reason: "550 no such user", about: "reader" };
  const spam: SendOutcome = { outcome: "rejected", reason: "554 spam", about: "message" };

  async function refusedOn(days: number, outcome: SendOutcome) {
    const run = await withDigest(Array.from({ length: 20 }, () => outcome));
    for (let day = 0; day < days; day += 1) {
      await run.send();
      run.clock.advanceTo(run.clock.now().add({ hours: 24 }));
      await run.outbox.revive(digest.id, run.clock.now());
    }
    return run;
  }

  test("is sent nothing more after the fifth, until an operator resumes it", async () => {
    const run = await refusedOn(5, gone);
    expect(await run.bounces.countPaused()).toBe(1);
    expect(await run.notices.claim()).toMatchObject([{ kind: "bounces" }]);
    await run.send();
    expect(run.given).toHaveLength(5);
    expect(run.meter.counted.at(-1)).toBe("digests_sent suppressed");
    expect(await run.bounces.resume(`id of ${delivery.address}`)).toBe(true);
    expect(await run.bounces.countPaused()).toBe(0);
  });

  test("is tried as long as it is four", async () => {
    expect(await (await refusedOn(4, gone)).bounces.countPaused()).toBe(0);
  });

  test("is not blamed for what was said of the message", async () => {
    expect(await (await refusedOn(8, spam)).bounces.countPaused()).toBe(0);
  });
});
