import { expect, test } from "vitest";

import { openStores } from "../support/stores.ts";

const reader = { subscriptionId: "levant", address: "desk@example.org" };
const now = Temporal.Instant.from("2026-11-22T06:00:00Z");

test("a reader who decided nothing hears everything", async () => {
  const { readers } = openStores();
  expect(await readers.choices(reader)).toEqual({
    unsubscribed: false,
    pausedUntil: undefined,
    severity: undefined,
    mutes: new Map(),
    linksFrom: undefined,
  });
});

test("each choice stands by itself, however many are made at once", async () => {
  const { readers } = openStores();
  await Promise.all([
    readers.pause(reader, now),
    readers.chooseSeverity(reader, "severe"),
    readers.mute(reader, "i-1", "moderate"),
    readers.mute(reader, "i-2", "unknown"),
    readers.withdrawLinks(reader, now),
  ]);
  expect(await readers.choices(reader)).toEqual({
    unsubscribed: false,
    pausedUntil: now,
    severity: "severe",
    mutes: new Map([
      ["i-1", "moderate"],
      ["i-2", "unknown"],
    ]),
    linksFrom: now,
  });
  await readers.resume(reader);
  await readers.unmute(reader, "i-1");
  await readers.chooseSeverity(reader, undefined);
  expect(await readers.choices(reader)).toMatchObject({
    pausedUntil: undefined,
    severity: undefined,
    mutes: new Map([["i-2", "unknown"]]),
  });
});

test("an address is one reader in any case, another address or subscription is another", async () => {
  const { readers } = openStores();
  await readers.unsubscribe("levant", "desk@example.org", now);
  const left = async (subscriptionId: string, address: string) =>
    (await readers.choices({ subscriptionId, address })).unsubscribed;
  expect(await left("levant", "Desk@Example.org")).toBe(true);
  expect(await left("levant", "other@example.org")).toBe(false);
  expect(await left("sahel", "desk@example.org")).toBe(false);
  await readers.resubscribe("levant", "desk@example.org");
  expect(await left("levant", "desk@example.org")).toBe(false);
});

test("hours of readers' own are read all together", async () => {
  const { readers } = openStores();
  await readers.chooseHour("levant.at.1", "06:30");
  await readers.chooseHour("levant.at.2", "08:00");
  await readers.chooseHour("levant.at.2", undefined);
  expect(await readers.hours()).toEqual(new Map([["levant.at.1", "06:30"]]));
});

test("no address stands in a key or a value", async () => {
  const { readers, redis, keys } = openStores();
  await readers.unsubscribe("levant", "desk@example.org", now);
  const key = keys.choices("levant", "desk@example.org");
  expect(key).not.toContain("desk");
  expect(JSON.stringify(await redis.hgetall(key))).not.toContain("desk");
});
