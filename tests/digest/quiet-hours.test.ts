import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { quietEnd } from "#src/digest/quiet-hours.ts";
import type { QuietHours } from "#src/model/subscription.ts";

const NIGHT: QuietHours = { from: "22:00", to: "06:00", except: "extreme" };

function at(instant: string): Temporal.Instant {
  return Temporal.Instant.from(instant);
}

function isQuiet(quiet: QuietHours, timezone: string, instant: Temporal.Instant): boolean {
  return quietEnd(quiet, timezone, instant) !== undefined;
}

describe("quiet hours", () => {
  test.for([
    { rule: "begin at their first minute", at: "2026-11-22T21:00:00Z", quiet: true },
    { rule: "hold after midnight", at: "2026-11-23T02:00:00Z", quiet: true },
    { rule: "are over at their last", at: "2026-11-23T05:00:00Z", quiet: false },
    { rule: "do not hold by day", at: "2026-11-22T12:00:00Z", quiet: false },
  ])("over midnight $rule", ({ at: instant, quiet }) => {
    expect(isQuiet(NIGHT, "Europe/Berlin", at(instant))).toBe(quiet);
  });

  test.for([
    { rule: "within one day", at: "2026-11-22T12:30:00Z", quiet: true },
    { rule: "not before", at: "2026-11-22T11:59:59Z", quiet: false },
    { rule: "not after", at: "2026-11-22T14:00:00Z", quiet: false },
  ])("by day hold $rule", ({ at: instant, quiet }) => {
    expect(isQuiet({ from: "13:00", to: "15:00" }, "Europe/Berlin", at(instant))).toBe(quiet);
  });

  test("that begin when they end never hold", () => {
    expect(isQuiet({ from: "06:00", to: "06:00" }, "UTC", at("2026-11-22T06:00:00Z"))).toBe(false);
  });

  test("end at the first showing of a time the clock shows twice", () => {
    const quiet = { from: "22:00", to: "02:30" };
    // 02:15 for the second time: the night was over before the clock went back.
    expect(quietEnd(quiet, "Europe/Berlin", at("2026-10-25T01:15:00Z"))).toBeUndefined();
    expect(quietEnd(quiet, "Europe/Berlin", at("2026-10-25T00:15:00Z"))?.toString()).toBe(
      "2026-10-25T00:30:00Z",
    );
  });

  test("always have ended at their own end", () => {
    const aTime = fc
      .integer({ min: 0, max: 1439 })
      .map((minute) =>
        Temporal.PlainTime.from("00:00")
          .add({ minutes: minute })
          .toString({ smallestUnit: "minute" }),
      );
    const anInstant = fc
      .integer({ min: Date.UTC(2010, 0), max: Date.UTC(2037, 0) })
      .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
    const aZone = fc.constantFrom("Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia");
    fc.assert(
      fc.property(aTime, aTime, aZone, anInstant, (from, to, zone, instant) => {
        const end = quietEnd({ from, to }, zone, instant);
        if (end === undefined) return;
        expect(Temporal.Instant.compare(end, instant)).toBe(1);
        expect(isQuiet({ from, to }, zone, end)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
