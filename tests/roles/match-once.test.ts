import { describe, expect, test } from "vitest";

import { compileSubscriptions } from "#src/match/match-subscriptions.ts";
import type { Subscription } from "#src/model/subscription.ts";
import { keepRules } from "#src/roles/match-once.ts";
import { anIncident, code } from "#tests/support/digests.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

function subscriptionTo(country: string): Subscription {
  return {
    id: `desk-${country}`,
    name: country,
    to: ["desk@example.org"],
    timezone: "UTC",
    match: [
      {
        name: country,
        regions: [{ asked: country, codes: [code(country)], circles: [], polygons: [] }],
        unless: [],
      },
    ],
    unless: [],
    deliver: [{ kind: "hourly" }],
    mail: { format: "text" },
    tests: [],
  };
}

const [SYRIA, MALI] = [subscriptionTo("SY"), subscriptionTo("ML")];

function entry(n: number, country: string) {
  const base = anIncident();
  const [place] = base.classification.places;
  if (!place) throw new Error("the incident has a place");
  const classification = {
    ...base.classification,
    country: code(country),
    regions: [code(country)],
    places: [{ ...place, country: code(country), subdivision: null }],
  };
  return { position: `${n}-0`, incident: { ...base, id: `i-${n}`, classification } };
}

function open() {
  const matcher = compileSubscriptions([SYRIA, MALI], SMALL_TAXONOMY);
  let asked = 0;
  let tell: (changed: "everything") => void = () => {};
  const rules = keepRules(
    {
      match(incident) {
        asked += 1;
        return matcher.match(incident);
      },
      turn: (all) => matcher.turn(all),
      onChange: (listen) => {
        tell = listen;
      },
    },
    () => ({ taxonomy: SMALL_TAXONOMY }),
  );
  return { rules, asked: () => asked, replaceAll: () => tell("everything") };
}

describe("rules in force", () => {
  const window = [entry(1, "SY"), entry(2, "ML"), entry(3, "SY")];

  test("give each subscription its part of a window, whether it asks first or last", () => {
    const { matching } = open().rules.open();
    expect([...matching(SYRIA, window)]).toEqual([0, 2]);
    expect([...matching(SYRIA, window)]).toEqual([0, 2]);
    expect([...matching(MALI, window)]).toEqual([1]);
  });

  test("match an incident once for many batches, until let go or replaced", () => {
    const { rules, asked, replaceAll } = open();
    for (const _ of ["first batch", "second"]) rules.open().matching(SYRIA, window);
    expect(asked()).toBe(3);
    rules.letGo();
    rules.open().matching(SYRIA, window);
    expect(asked()).toBe(6);
    replaceAll();
    rules.open().matching(SYRIA, window);
    expect(asked()).toBe(9);
  });
});
