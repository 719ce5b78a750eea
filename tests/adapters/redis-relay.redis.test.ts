import { describe, expect, test, vi } from "vitest";

import { redisRelay } from "#src/adapters/redis/redis-relay.ts";

import { openStores } from "../support/stores.ts";

function relayWith(options: Parameters<typeof redisRelay>[2] = {}) {
  const { redis, keys } = openStores();
  return {
    redis,
    keys,
    relay: redisRelay(redis, keys, options),
    another: redisRelay(redis, keys, options),
  };
}

const fail = async (relay: ReturnType<typeof redisRelay>, times: number) => {
  let paused = false;
  for (let i = 0; i < times; i += 1) paused = await relay.failed("535 at AUTH PLAIN: no");
  return paused;
};

async function shutFor(relay: ReturnType<typeof redisRelay>): Promise<number> {
  const admission = await relay.admit();
  return admission.open ? 0 : admission.afterMs;
}

describe("the pause", () => {
  test("begins with the fifth failure in a row, for every notifier, and says why", async () => {
    const { relay, another } = relayWith();
    expect(await fail(relay, 4)).toBe(false);
    expect(await another.admit()).toEqual({ open: true });
    expect(await fail(another, 1)).toBe(true);
    expect(await relay.admit()).toMatchObject({ open: false });
    expect(await another.admit()).toMatchObject({ open: false });
    expect(await another.pause()).toMatchObject({ reason: "535 at AUTH PLAIN: no" });
  });

  test("is heard of at once by who failed last, by the others within a tenth of a second", async () => {
    const { relay, another } = relayWith();
    expect(await relay.admit()).toEqual({ open: true });
    expect(await another.admit()).toEqual({ open: true });
    await fail(relay, 5);
    expect(await relay.admit()).toMatchObject({ open: false });
    await vi.waitFor(async () => expect(await another.admit()).toMatchObject({ open: false }));
  });

  test("does not begin where the relay dealt with a message between the failures", async () => {
    const { relay } = relayWith();
    await fail(relay, 4);
    await relay.admit();
    expect(await relay.answered()).toBe(false);
    await fail(relay, 4);
    expect(await relay.pause()).toBeUndefined();
  });

  test("lasts no longer for senders that were under way when it began", async () => {
    const { relay } = relayWith();
    await fail(relay, 5);
    const before = await relay.pause();
    expect(await fail(relay, 5)).toBe(false);
    expect((await relay.pause())?.until).toEqual(before?.until);
  });

  test("is ended by one probe, while the others wait for what it finds", async () => {
    const { relay, another } = relayWith({ firstPauseMs: 30 });
    await fail(relay, 5);
    await vi.waitFor(async () => expect(await relay.admit()).toEqual({ open: true }));
    expect(await another.admit()).toEqual({ open: false, afterMs: 2_000 });
    expect(await relay.answered()).toBe(true);
    expect(await another.admit()).toEqual({ open: true });
    expect(await relay.pause()).toBeUndefined();
  });

  test("is twice as long after each probe that fails", async () => {
    const { relay } = relayWith({ firstPauseMs: 40 });
    await fail(relay, 5);
    for (const longer of [80, 160]) {
      await vi.waitFor(async () => expect(await relay.admit()).toEqual({ open: true }));
      expect(await fail(relay, 1)).toBe(true);
      const afterMs = await shutFor(relay);
      expect(afterMs).toBeGreaterThan(longer / 2);
      expect(afterMs).toBeLessThanOrEqual(longer);
    }
  });

  test("ends by an operator's word", async () => {
    const { relay } = relayWith();
    await fail(relay, 5);
    expect(await relay.resume()).toBe(true);
    expect(await relay.admit()).toEqual({ open: true });
  });
});

describe("the rate", () => {
  test("is one for all notifiers together", async () => {
    const { relay, another } = relayWith({ rate: { count: 20, perSeconds: 1 } });
    const began = performance.now();
    for (let i = 0; i < 15; i += 1) {
      await Promise.all([relay.admit(), another.admit()]);
    }
    // A second's worth, twenty, at once; ten more at twenty a second.
    expect(performance.now() - began).toBeGreaterThan(400);
  });

  test("lets nobody wait in line for longer than a second", async () => {
    const { relay } = relayWith({ rate: { count: 2, perSeconds: 60 } });
    expect(await relay.admit()).toEqual({ open: true });
    expect(await shutFor(relay)).toBeGreaterThan(25_000);
    // The refusal took no place in the line.
    expect(await shutFor(relay)).toBeLessThanOrEqual(30_000);
  });
});
