import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { catchUpFrom, latestSlot, nextDue, type TimedSchedule } from "#src/digest/schedule.ts";
import { WEEKDAYS, type Weekday } from "#src/model/subscription.ts";

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "Africa/Casablanca",
  "Pacific/Apia",
  "Asia/Kathmandu",
] as const;

const HOURLY: TimedSchedule = { kind: "hourly" };

function at(time: string, days: readonly Weekday[] = WEEKDAYS): TimedSchedule {
  return { kind: "at", time, days };
}

/** The next `amount` due instants, in the zone's own clock. */
function due(schedule: TimedSchedule, zone: string, after: string, amount: number): string[] {
  const instants: string[] = [];
  let last = Temporal.Instant.from(after);
  for (let index = 0; index < amount; index++) {
    last = nextDue(schedule, zone, last);
    const local = last.toZonedDateTimeISO(zone);
    instants.push(local.toString({ timeZoneName: "never", smallestUnit: "minute" }));
  }
  return instants;
}

describe("a daily time across real changes of the clock", () => {
  test.for([
    {
      rule: "a time that Berlin's spring night skips is as long after the skip",
      zone: "Europe/Berlin",
      time: "02:30",
      after: "2026-03-28T12:00:00Z",
      expected: ["2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00"],
    },
    {
      rule: "a time that Berlin's autumn night shows twice is its first showing only",
      zone: "Europe/Berlin",
      time: "02:30",
      after: "2026-10-24T12:00:00Z",
      expected: ["2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"],
    },
    {
      rule: "New York's skipped time moves by the same rule",
      zone: "America/New_York",
      time: "02:30",
      after: "2026-03-07T12:00:00Z",
      expected: ["2026-03-08T03:30-04:00", "2026-03-09T02:30-04:00"],
    },
    {
      rule: "New York's repeated time is told once",
      zone: "America/New_York",
      time: "01:30",
      after: "2026-10-31T12:00:00Z",
      expected: ["2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00"],
    },
    {
      rule: "Lord Howe skips half an hour",
      zone: "Australia/Lord_Howe",
      time: "02:15",
      after: "2026-10-03T00:00:00Z",
      expected: ["2026-10-04T02:45+11:00", "2026-10-05T02:15+11:00"],
    },
    {
      rule: "Lord Howe repeats half an hour",
      zone: "Australia/Lord_Howe",
      time: "01:45",
      after: "2026-04-04T00:00:00Z",
      expected: ["2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30"],
    },
    {
      rule: "Troll moves by two hours",
      zone: "Antarctica/Troll",
      time: "01:30",
      after: "2026-03-28T12:00:00Z",
      expected: ["2026-03-29T03:30+02:00", "2026-03-30T01:30+02:00"],
    },
    {
      rule: "Casablanca puts its clock back for Ramadan",
      zone: "Africa/Casablanca",
      time: "02:30",
      after: "2026-02-14T12:00:00Z",
      expected: ["2026-02-15T02:30+01:00", "2026-02-16T02:30+00:00"],
    },
    {
      rule: "Apia had no 30 December 2011: one mail for it and the 31st",
      zone: "Pacific/Apia",
      time: "08:00",
      after: "2011-12-29T00:00:00Z",
      expected: ["2011-12-29T08:00-10:00", "2011-12-31T08:00+14:00", "2012-01-01T08:00+14:00"],
    },
    {
      rule: "Kathmandu never moves",
      zone: "Asia/Kathmandu",
      time: "07:00",
      after: "2026-03-28T12:00:00Z",
      expected: ["2026-03-29T07:00+05:45", "2026-03-30T07:00+05:45"],
    },
  ])("$rule", ({ zone, time, after, expected }) => {
    expect(due(at(time), zone, after, expected.length)).toEqual(expected);
  });
});

describe("days of the week", () => {
  test("only listed days count", () => {
    expect(due(at("07:00", ["mon", "thu"]), "Europe/London", "2026-11-22T12:00:00Z", 3)).toEqual([
      "2026-11-23T07:00+00:00",
      "2026-11-26T07:00+00:00",
      "2026-11-30T07:00+00:00",
    ]);
  });

  test("a day that does not exist is told when it would have begun", () => {
    expect(due(at("08:00", ["fri"]), "Pacific/Apia", "2011-12-28T00:00:00Z", 2)).toEqual([
      "2011-12-31T08:00+14:00",
      "2012-01-06T08:00+14:00",
    ]);
  });

  test("and is told still when asked for in the first hours after it", () => {
    expect(due(at("08:00", ["fri"]), "Pacific/Apia", "2011-12-30T12:00:00Z", 1)).toEqual([
      "2011-12-31T08:00+14:00",
    ]);
  });

  test("a schedule without a day is a mistake of the program", () => {
    expect(() => due(at("08:00", []), "UTC", "2026-01-01T00:00:00Z", 1)).toThrow(RangeError);
  });
});

describe("every full local hour", () => {
  test.for([
    {
      rule: "a quarter-hour zone has its own full hours",
      zone: "Asia/Kathmandu",
      after: "2026-11-22T12:00:00Z",
      expected: ["2026-11-22T18:00+05:45", "2026-11-22T19:00+05:45"],
    },
    {
      rule: "Berlin's skipped hour is not told",
      zone: "Europe/Berlin",
      after: "2026-03-29T00:00:00Z",
      expected: ["2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00"],
    },
    {
      rule: "Berlin's repeated hour is two hours, each told",
      zone: "Europe/Berlin",
      after: "2026-10-24T23:00:00Z",
      expected: ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00"],
    },
    {
      rule: "where Lord Howe goes back half an hour, full hours are 90 minutes apart",
      zone: "Australia/Lord_Howe",
      after: "2026-04-04T13:59:59Z",
      expected: ["2026-04-05T01:00+11:00", "2026-04-05T02:00+10:30", "2026-04-05T03:00+10:30"],
    },
  ])("$rule", ({ zone, after, expected }) => {
    expect(due(HOURLY, zone, after, expected.length)).toEqual(expected);
  });
});

const anInstant = fc
  .integer({ min: Date.UTC(2010, 0), max: Date.UTC(2037, 0) })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
const aZone = fc.constantFrom(...ZONES);
const aTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${h}`.padStart(2, "0").concat(":", `${m}`.padStart(2, "0")));

describe("whatever the zone and the time", () => {
  test("due instants grow, and a daily one comes every day the calendar has", () => {
    fc.assert(
      fc.property(aZone, aTime, anInstant, (zone, time, start) => {
        let last = start;
        const gaps: number[] = [];
        for (let index = 0; index < 5; index++) {
          const next = nextDue(at(time), zone, last);
          expect(Temporal.Instant.compare(next, last)).toBe(1);
          // Troll's clock moves by two hours. No day is longer for a day that was skipped.
          if (index > 0) gaps.push(next.since(last).total("hours"));
          last = next;
        }
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(22);
        expect(Math.max(...gaps)).toBeLessThanOrEqual(26);
      }),
      { numRuns: 300 },
    );
  });

  test("an hourly one is a full hour of the local clock, 30 to 90 minutes after the last", () => {
    fc.assert(
      fc.property(aZone, anInstant, (zone, start) => {
        const first = nextDue(HOURLY, zone, start);
        const second = nextDue(HOURLY, zone, first);
        expect(first.toZonedDateTimeISO(zone).minute).toBe(0);
        expect(first.since(start).total("minutes")).toBeGreaterThan(0);
        const minutes = second.since(first).total("minutes");
        expect(minutes).toBeGreaterThanOrEqual(30);
        expect(minutes).toBeLessThanOrEqual(90);
      }),
      { numRuns: 300 },
    );
  });
});

describe("after downtime", () => {
  const daily: TimedSchedule = { kind: "at", time: "07:00", days: WEEKDAYS };
  const missed = Temporal.Instant.from("2026-11-20T07:00:00Z");

  test.for([
    ["at its own instant", "2026-11-20T07:00:00Z", "2026-11-20T07:00:00Z", "2026-11-21T07:00:00Z"],
    ["hours late", "2026-11-20T19:00:00Z", "2026-11-20T07:00:00Z", "2026-11-21T07:00:00Z"],
    ["days late", "2026-11-23T06:59:59Z", "2026-11-22T07:00:00Z", "2026-11-23T07:00:00Z"],
    [
      "at a later slot's instant",
      "2026-11-23T07:00:00Z",
      "2026-11-23T07:00:00Z",
      "2026-11-24T07:00:00Z",
    ],
  ] as const)(
    "%s the last slot that has come is served, and the next stays ahead",
    ([, now, slot, next]) => {
      const found = latestSlot(daily, "UTC", missed, Temporal.Instant.from(now));
      expect([String(found.slot), String(found.next)]).toEqual([slot, next]);
    },
  );
});

describe("the windows of one delivery", () => {
  const aSchedule = fc.oneof(
    fc.constant(HOURLY),
    fc
      .tuple(aTime, fc.subarray([...WEEKDAYS], { minLength: 1 }))
      .map(([time, days]) => at(time, days)),
  );
  const aStep = fc.record({
    /** The clock may be set back by two days. */
    hours: fc.double({ min: -48, max: 96, noNaN: true }),
    moves: fc.option(fc.tuple(aSchedule, aZone), { nil: undefined }),
  });

  test("follow one another without gap or overlap and end ever later, however the clock, the zone and the schedule are moved", () => {
    fc.assert(
      fc.property(
        aSchedule,
        aZone,
        anInstant,
        fc.array(aStep, { maxLength: 12 }),
        (first, firstZone, start, steps) => {
          let [schedule, zone, now, cursor] = [first, firstZone, start, start];
          let end = nextDue(schedule, zone, now);
          for (const { hours, moves } of steps) {
            now = now.add({ minutes: Math.round(hours * 60) });
            // A new schedule waits for a clock that was set back, and for a window that is overdue.
            if (moves && Temporal.Instant.compare(cursor, now) <= 0) {
              [schedule, zone] = moves;
              if (Temporal.Instant.compare(end, now) > 0) end = nextDue(schedule, zone, now);
            }
            if (Temporal.Instant.compare(now, end) < 0) continue;
            const { slot, next } = latestSlot(schedule, zone, end, now);
            const grows = [cursor, slot, next].toSorted((a, b) => Temporal.Instant.compare(a, b));
            expect(grows.map(String)).toEqual([cursor, slot, next].map(String));
            expect([cursor.equals(slot), slot.equals(next)]).toEqual([false, false]);
            [cursor, end] = [slot, next];
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("how far a catch-up reaches", () => {
  const daily: TimedSchedule = { kind: "at", time: "07:00", days: WEEKDAYS };
  const missed = Temporal.Instant.from("2026-11-20T07:00:00Z");
  const from = (now: string, hours: number) =>
    catchUpFrom(
      latestSlot(daily, "UTC", missed, Temporal.Instant.from(now)),
      Temporal.Duration.from({ hours }),
    )?.toString();

  test.for([
    ["a window that was not missed has no limit", "2026-11-20T19:00:00Z", 48, undefined],
    ["it is counted from the last slot", "2026-11-25T19:00:00Z", 48, "2026-11-23T07:00:00Z"],
    ["the last slot's own window is owed whole", "2026-11-25T19:00:00Z", 1, "2026-11-24T07:00:00Z"],
  ] as const)("%s", ([, now, hours, expected]) => {
    expect(from(now, hours)).toBe(expected);
  });
});
