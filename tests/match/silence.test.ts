import { describe, expect, test } from "vitest";

import { compileSilences } from "#src/match/silence.ts";
import type { Silence } from "#src/model/silence.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

import { anIncident, region } from "./incidents.ts";

const NOON = Temporal.Instant.from("2027-01-10T12:00:00Z");
const TO = { id: "desk.at.0123456789", subscriptionId: "desk" };

function aSilence(over: Partial<Silence> = {}): Silence {
  return {
    id: "s-1",
    reason: "planned march",
    author: "duty officer",
    startsAt: "2027-01-10T10:00:00Z",
    endsAt: "2027-01-10T18:00:00Z",
    ...over,
  };
}

const find = (silence: Silence, now = NOON, recipient = TO) =>
  compileSilences([silence], SMALL_TAXONOMY).find(
    anIncident({ regions: ["SY-RD"] }),
    recipient,
    now,
  )?.id;

describe("a silence", () => {
  test.for([
    ["of its region", { match: { regions: [region("SY")] } }, "s-1"],
    ["of another region", { match: { regions: [region("FR")] } }, undefined],
    [
      "of which one clause fails",
      { match: { regions: [region("SY")], words: ["zeppelin"] } },
      undefined,
    ],
    ["for this subscription", { subscriptions: ["desk"] }, "s-1"],
    ["for another subscription", { subscriptions: ["other"] }, undefined],
    ["for this delivery", { deliveries: [TO.id] }, "s-1"],
    ["for another delivery", { deliveries: ["desk.hourly.0123456789"] }, undefined],
  ] as const)("%s hides an incident or does not", ([, over, expected]) => {
    expect(find(aSilence(over))).toBe(expected);
  });

  test.for([
    ["2027-01-10T09:59:59Z", undefined],
    ["2027-01-10T10:00:00Z", "s-1"],
    ["2027-01-10T17:59:59Z", "s-1"],
    ["2027-01-10T18:00:00Z", undefined],
  ] as const)("at %s is in force from its start until before its end", ([at, expected]) => {
    expect(find(aSilence({ subscriptions: ["desk"] }), Temporal.Instant.from(at))).toBe(expected);
  });
});
