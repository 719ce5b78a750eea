import { expect, test } from "vitest";

import { rosterOf, subscriptionSet } from "#src/pipeline/roster.ts";

import { aSubscription } from "../support/notifier.ts";

test("deliveries of one kind are those of the subscriptions that have it", () => {
  const daily = aSubscription({
    id: "daily",
    deliver: [{ kind: "at", time: "07:00", days: ["mon"] }],
  });
  const urgent = aSubscription({
    id: "urgent",
    deliver: [{ kind: "immediately", severity: "minor", holdSeconds: 0, limit: undefined }],
  });
  const roster = rosterOf(subscriptionSet([daily, urgent]), (address) => address);
  const ids = (kind?: "immediately") =>
    Array.from(roster.values(kind), ({ delivery }) => delivery.subscriptionId);
  expect(ids()).toEqual(["daily", "urgent"]);
  expect(ids("immediately")).toEqual(["urgent"]);
});
