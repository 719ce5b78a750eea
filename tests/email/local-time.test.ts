import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { localTime } from "#src/email/local-time.ts";

const ZONES = Intl.supportedValuesOf("timeZone");

/** As Temporal tells it. */
function told(instant: string, timezone: string) {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timezone);
  const { year, month, day, dayOfWeek, hour, minute, offsetNanoseconds } = local;
  return { year, month, day, dayOfWeek, hour, minute, offsetMs: offsetNanoseconds / 1e6 };
}

describe("a clock somewhere", () => {
  test("shows what Temporal says, at any time of the years around", () => {
    const at = fc.date({
      min: new Date("1960-01-01"),
      max: new Date("2060-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(at, fc.constantFrom(...ZONES), (date, zone) => {
        expect(localTime(date.toISOString(), zone)).toEqual(told(date.toISOString(), zone));
      }),
      { numRuns: 400 },
    );
  });

  test.for([
    ["Europe/Paris", "2026-10-25T01:00:00Z"],
    ["Europe/Paris", "2027-03-28T01:00:00Z"],
    ["Australia/Lord_Howe", "2026-04-04T15:00:00Z"],
    ["Africa/Casablanca", "2026-03-22T02:00:00Z"],
  ] as const)("of %s is put right at %s and not a moment before", ([zone, change]) => {
    const at = Date.parse(change);
    // From either side, so that neither is known by the other.
    for (const shift of [1, 0, -1, -86_400_000, 86_400_000]) {
      const instant = new Date(at + shift).toISOString();
      expect(localTime(instant, zone)).toEqual(told(instant, zone));
    }
    const just = localTime(change, zone).offsetMs;
    expect(localTime(new Date(at - 1).toISOString(), zone).offsetMs).not.toBe(just);
  });

  test("goes by whole seconds and by parts of them", () => {
    for (const instant of ["2026-11-21T23:59:59Z", "2026-11-21T23:59:59.999999999Z"])
      expect(localTime(instant, "UTC")).toEqual(told(instant, "UTC"));
  });
});
