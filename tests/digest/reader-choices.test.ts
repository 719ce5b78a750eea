import { describe, expect, test } from "vitest";

import { chosenItems, withholdingAt } from "#src/digest/reader-choices.ts";
import type { DigestItem } from "#src/model/digest.ts";
import type { Severity } from "#src/model/severity.ts";
import { anItem } from "#tests/support/digests.ts";

const story = (severity: Severity, kind: DigestItem["kind"] = "update") =>
  anItem({ severity, kind, incident: { id: "story" } });

describe("a muted story", () => {
  const muted = { severity: undefined, mutes: new Map<string, Severity>([["story", "moderate"]]) };
  test.for([
    ["new", "moderate", false],
    ["update", "moderate", false],
    ["update", "minor", false],
    ["update", "severe", true],
    ["update", "extreme", true],
    ["correction", "moderate", true],
    ["retraction", "minor", true],
  ] as const)("muted at moderate: as %s and %s it is told: %s", ([kind, severity, told]) => {
    expect(chosenItems([story(severity, kind)], muted)).toHaveLength(told ? 1 : 0);
  });

  test("that nobody had rated is told again with its first rating", () => {
    const unrated = {
      severity: undefined,
      mutes: new Map<string, Severity>([["story", "unknown"]]),
    };
    expect(chosenItems([story("unknown")], unrated)).toEqual([]);
    expect(chosenItems([story("minor")], unrated)).toHaveLength(1);
  });

  test("mutes no other", () => {
    expect(chosenItems([anItem({ incident: { id: "other" } })], muted)).toHaveLength(1);
  });
});

describe("a floor of the reader's own", () => {
  const floor = (severity: Severity | undefined) => ({ severity, mutes: new Map() });
  test.for([
    ["severe", "moderate", "new", false],
    ["severe", "severe", "new", true],
    ["severe", "extreme", "update", true],
    ["severe", "unknown", "new", false],
    ["minor", "unknown", "new", true],
    ["severe", "minor", "retraction", true],
    ["severe", "moderate", "correction", true],
    [undefined, "minor", "new", true],
  ] as const)("%s: %s, %s, is told: %s", ([own, severity, kind, told]) => {
    expect(chosenItems([story(severity, kind)], floor(own))).toHaveLength(told ? 1 : 0);
  });
});

describe("no mail at all", () => {
  const now = Temporal.Instant.from("2026-11-22T06:00:00Z");
  const at = (text: string) => Temporal.Instant.from(text);
  test.for([
    [false, undefined, undefined],
    [true, undefined, "unsubscribed"],
    [false, at("2026-11-22T06:00:01Z"), "paused"],
    [false, at("2026-11-22T06:00:00Z"), undefined],
    [true, at("2026-12-01T00:00:00Z"), "unsubscribed"],
  ] as const)("unsubscribed %s, paused until %s: %s", ([unsubscribed, pausedUntil, expected]) => {
    expect(withholdingAt({ unsubscribed, pausedUntil }, now)).toBe(expected);
  });
});
