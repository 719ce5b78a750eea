import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  type Candidate,
  type ImmediateRules,
  releaseImmediate,
  releaseTimed,
} from "#src/digest/release.ts";
import { SEVERITIES, type Severity } from "#src/model/severity.ts";
import type { QuietHours } from "#src/model/subscription.ts";
import { anIncident, anItem } from "#tests/support/digests.ts";

const NIGHT: QuietHours = { from: "22:00", to: "06:00", except: "extreme" };

function at(instant: string): Temporal.Instant {
  return Temporal.Instant.from(instant);
}

function owed(
  id: string,
  logged: string,
  severity: Severity = "severe",
  hold?: Candidate["hold"],
): Candidate {
  return {
    item: anItem({ severity, incident: { id } }),
    latest: anIncident({ id }),
    firstLogged: at(logged),
    lastLogged: at(logged),
    positions: [],
    hold,
  };
}

function release(candidates: readonly Candidate[], over: Partial<ImmediateRules> = {}) {
  const released = releaseImmediate(candidates, {
    now: at("2026-11-22T12:01:00Z"),
    schedule: { kind: "immediately", severity: "severe", holdSeconds: 60 },
    recentSeals: [],
    timezone: "Europe/Berlin",
    ...over,
  });
  return {
    tell: released.tell.map(({ incident, heldBy }) =>
      heldBy === undefined ? incident.id : `${incident.id} ${heldBy}`,
    ),
    keep: released.keep.map(({ item, why }) => `${item.incident.id} ${why}`),
    next: released.next?.toString(),
    earliest: released.earliest.toString(),
  };
}

const TWICE_AN_HOUR = {
  kind: "immediately",
  severity: "severe",
  holdSeconds: 60,
  limit: { count: 2, perSeconds: 3600 },
} as const;

describe("what an alert tells and what waits", () => {
  test("nothing is owed: there is nothing to wait for", () => {
    expect(release([])).toMatchObject({ tell: [], keep: [], next: undefined });
  });

  test("what came gathers first for the length of the hold", () => {
    const one = owed("a", "2026-11-22T12:00:30Z");
    expect(release([one])).toMatchObject({ tell: [], next: "2026-11-22T12:01:30Z" });
    expect(release([one, owed("b", "2026-11-22T12:00:00Z")])).toMatchObject({ tell: ["a", "b"] });
  });

  test("by night the worst goes and the rest waits for the morning", () => {
    const candidates = [
      owed("worst", "2026-11-22T23:00:00Z", "extreme"),
      owed("bad", "2026-11-22T22:50:00Z"),
    ];
    expect(release(candidates, { quiet: NIGHT, now: at("2026-11-22T23:01:00Z") })).toMatchObject({
      tell: ["worst"],
      keep: ["bad quiet-hours"],
      next: "2026-11-23T05:00:00Z",
    });
  });

  test("by night the worst gathers too: what waits longer does not hurry it", () => {
    const candidates = [
      owed("worst", "2026-11-22T23:00:30Z", "extreme"),
      owed("bad", "2026-11-22T22:00:00Z"),
    ];
    expect(release(candidates, { quiet: NIGHT, now: at("2026-11-22T23:01:00Z") })).toMatchObject({
      tell: [],
      next: "2026-11-22T23:01:30Z",
    });
  });

  test("in the morning the night's items go and say what they waited for; the morning's own do not", () => {
    const candidates = [
      owed("night", "2026-11-23T02:00:00Z"),
      owed("morning", "2026-11-23T04:59:30Z"),
      owed("after", "2026-11-23T05:00:10Z"),
    ];
    expect(release(candidates, { quiet: NIGHT, now: at("2026-11-23T05:01:10Z") })).toMatchObject({
      tell: ["night quiet-hours", "morning", "after"],
      keep: [],
      earliest: "2026-11-23T05:01:10Z",
    });
  });

  test("nothing may break a night without an exception", () => {
    const quiet = { from: "22:00", to: "06:00" };
    expect(
      release([owed("worst", "2026-11-22T23:00:00Z", "extreme")], {
        quiet,
        now: at("2026-11-22T23:30:00Z"),
      }),
    ).toMatchObject({ tell: [], keep: ["worst quiet-hours"], next: "2026-11-23T05:00:00Z" });
  });

  const full = [at("2026-11-22T11:30:00Z"), at("2026-11-22T11:55:00Z"), at("2026-11-22T09:00:00Z")];

  test("above the limit all wait for a slot but the extreme", () => {
    const candidates = [
      owed("worst", "2026-11-22T12:00:00Z", "extreme"),
      owed("bad", "2026-11-22T12:00:00Z"),
    ];
    expect(release(candidates, { schedule: TWICE_AN_HOUR, recentSeals: full })).toMatchObject({
      tell: ["worst"],
      keep: ["bad mail-limit"],
      next: "2026-11-22T12:30:00Z",
    });
  });

  test("what gathered above the limit says so, once a slot is free", () => {
    expect(
      release([owed("bad", "2026-11-22T12:00:00Z"), owed("late", "2026-11-22T12:29:30Z")], {
        schedule: TWICE_AN_HOUR,
        recentSeals: full,
        now: at("2026-11-22T12:30:00Z"),
      }),
    ).toMatchObject({
      tell: ["bad mail-limit", "late"],
      keep: [],
      earliest: "2026-11-22T12:30:00Z",
    });
  });

  test("a limit that was used up long ago stops nothing", () => {
    const recentSeals = [at("2026-11-22T09:00:00Z"), at("2026-11-22T10:00:00Z")];
    const one = [owed("a", "2026-11-22T12:00:00Z")];
    expect(release(one, { schedule: TWICE_AN_HOUR, recentSeals })).toMatchObject({ tell: ["a"] });
  });

  test("a clock that was set back by a day makes nobody wait for longer than the limit's span", () => {
    const recentSeals = [at("2026-11-23T12:00:00Z"), at("2026-11-23T12:00:00Z")];
    expect(
      release([owed("a", "2026-11-22T12:00:00Z")], { schedule: TWICE_AN_HOUR, recentSeals }),
    ).toMatchObject({ next: "2026-11-22T13:01:00Z" });
  });

  test("a clock that was set back makes nobody wait for longer than the hold", () => {
    expect(release([owed("a", "2026-11-23T12:00:00Z")])).toMatchObject({
      tell: [],
      next: "2026-11-22T12:02:00Z",
    });
  });

  test("what waits for a second source keeps nothing else waiting", () => {
    const hold = { until: at("2026-11-22T12:15:00Z"), confirmed: false };
    const candidates = [
      owed("alone", "2026-11-22T12:00:00Z", "severe", hold),
      owed("other", "2026-11-22T12:00:00Z"),
    ];
    expect(release(candidates)).toMatchObject({
      tell: ["other"],
      keep: ["alone second-source"],
      next: "2026-11-22T12:15:00Z",
    });
    expect(release(candidates, { now: at("2026-11-22T12:15:00Z") })).toMatchObject({
      tell: ["alone second-source", "other"],
      keep: [],
    });
  });

  test("a second source ends the wait; one that came while the item was gathered made none", () => {
    const hold = { until: at("2026-11-22T12:15:00Z"), confirmed: true };
    const one = owed("a", "2026-11-22T12:00:00Z", "severe", hold);
    expect(release([one]).tell).toEqual(["a"]);
    const later = { ...one, lastLogged: at("2026-11-22T12:09:00Z") };
    expect(release([later], { now: at("2026-11-22T12:10:00Z") }).tell).toEqual(["a second-source"]);
  });

  test("whatever waits, each item is told or kept or gathered, and a look is due while one waits", () => {
    const anOwed = fc.record({
      minute: fc.integer({ min: 0, max: 600 }),
      severity: fc.constantFrom(...SEVERITIES),
      hold: fc.option(
        fc.record({ minute: fc.integer({ min: 0, max: 900 }), confirmed: fc.boolean() }),
        { nil: undefined },
      ),
    });
    const start = at("2026-11-22T18:00:00Z");
    fc.assert(
      fc.property(
        fc.array(anOwed, { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: -300, max: 900 }), { maxLength: 3 }),
        fc.integer({ min: 0, max: 900 }),
        (items, seals, minute) => {
          const now = start.add({ minutes: minute });
          const candidates = items.map(({ severity, hold, ...one }, i) =>
            owed(
              `${i}`,
              start.add({ minutes: one.minute }).toString(),
              severity,
              hold && { until: start.add({ minutes: hold.minute }), confirmed: hold.confirmed },
            ),
          );
          const { tell, keep, next } = releaseImmediate(candidates, {
            now,
            schedule: TWICE_AN_HOUR,
            recentSeals: seals.map((minutes) => start.add({ minutes })),
            timezone: "Europe/Berlin",
            quiet: NIGHT,
          });
          // Either a part goes and the rest is kept by name, or nothing moves at all.
          expect(tell.length === 0 || tell.length + keep.length === candidates.length).toBe(true);
          const waiting = tell.length < candidates.length;
          expect(!waiting || (next && Temporal.Instant.compare(next, now) > 0)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("what a scheduled digest tells at its hour", () => {
  const hold = { until: at("2026-11-22T07:10:00Z"), confirmed: false };
  const candidates = [
    owed("alone", "2026-11-22T06:59:00Z", "severe", hold),
    owed("other", "2026-11-22T05:00:00Z"),
  ];

  test("is everything but what waits for a second source", () => {
    const { tell, keep, next } = releaseTimed(candidates, new Set(), at("2026-11-22T07:00:00Z"));
    expect(tell.map(({ incident }) => incident.id)).toEqual(["other"]);
    expect(keep.map(({ item }) => item.incident.id)).toEqual(["alone"]);
    expect(String(next)).toBe("2026-11-22T07:10:00Z");
  });

  test("names what had waited, and only that", () => {
    const { tell } = releaseTimed(candidates, new Set(["alone"]), at("2026-11-22T07:10:00Z"));
    expect(tell.map(({ incident, heldBy }) => [incident.id, heldBy])).toEqual([
      ["alone", "second-source"],
      ["other", undefined],
    ]);
  });
});
