import { describe, expect, test } from "vitest";

import { describeDigest, LATE, preheaderOf } from "#src/email/describe-digest.ts";
import type { Digest } from "#src/model/digest.ts";
import { aDigest, anItem, code, FRAME } from "#tests/support/digests.ts";

const ALL = { whole: 40, brief: 60 };

function view(over: Partial<Digest> = {}, room = ALL) {
  return describeDigest(aDigest(over), FRAME, room);
}

const severe = anItem();
const minor = anItem({ severity: "minor" });

function ruled(rule: string) {
  return anItem({ reasons: [{ rule, facts: [] }] });
}

describe("the head of a mail", () => {
  test("says how much of what, for which window, in whose clock", () => {
    const { counts, period, late } = view({ items: [severe, anItem({ kind: "update" })] });
    expect(counts).toBe("1 new, 1 update");
    expect(period).toBe("Sat 21 Nov 2026, 07:00 to Sun 22 Nov 2026, 07:00 Paris time (UTC+1)");
    expect(late).toBeUndefined();
  });

  test("says what is most serious, how sure it is, and what a reader does", () => {
    expect(view({ items: [severe, minor] }).mostSerious).toBe(
      "Most serious: SEVERE (prepare). Suicide bombing, Muadamiyat Al Qalamon, Rif Dimashq, Syria; 2 killed reported; 1 independent source.",
    );
  });

  test("does not give figures of a withdrawn incident", () => {
    expect(view({ items: [anItem({ kind: "retraction" }), minor] }).mostSerious).toBe(
      "Most serious: SEVERE (prepare). Suicide bombing, Muadamiyat Al Qalamon, Rif Dimashq, Syria; withdrawn by its source.",
    );
  });

  test("of one incident leaves the rest to its item", () => {
    const { counts, mostSerious } = view();
    expect(counts).toBe("1 new, SEVERE (prepare)");
    expect(mostSerious).toBeUndefined();
  });

  test("says that it is late", () => {
    expect(view({ late: true }).late).toBe(LATE);
  });

  test("in UTC does not say so twice", () => {
    expect(view({ timezone: "UTC" }).period).toBe(
      "Sat 21 Nov 2026, 06:00 to Sun 22 Nov 2026, 06:00 UTC",
    );
  });

  test("of an immediate mail says as of when", () => {
    const delivery = {
      ...aDigest().delivery,
      schedule: { kind: "immediately", severity: "severe", holdSeconds: 60 },
    } as const;
    expect(view({ delivery }).period).toBe("As of Sun 22 Nov 2026, 07:00 Paris time (UTC+1)");
  });
});

describe("items by rule", () => {
  test("are counted once there are four of two rules", () => {
    const items = [ruled("Desk"), ruled("Desk"), ruled("Office"), minor] as const;
    expect(view({ items }).byRule).toEqual([
      "Desk: 2 severe",
      "Office: 1 severe",
      "Syria and neighbours: 1 minor",
    ]);
  });

  test.for([
    ["three items", [ruled("Desk"), ruled("Office"), minor]],
    ["one rule", [severe, severe, severe, minor]],
  ] as const)("are not counted for %s", ([, [first, ...rest]]) => {
    expect(view({ items: [first, ...rest] }).byRule).toEqual([]);
  });

  test("stop at twelve rules", () => {
    const rules = Array.from({ length: 15 }, (_, index) => ruled(`Rule ${index}`));
    const { byRule } = view({ items: [severe, ...rules] });
    expect(byRule).toHaveLength(13);
    expect(byRule.at(-1)).toBe("and 4 rules more");
  });
});

describe("a digest in little room", () => {
  const lebanon = anItem({
    severity: "moderate",
    classification: { country: code("LB"), places: [], regions: [code("LB")] },
  });
  const nowhere = anItem({
    severity: "moderate",
    classification: { country: null, places: [], regions: [] },
  });
  const items = [severe, severe, severe, lebanon, nowhere, minor] as const;

  test("says of a section how much of it is told whole", () => {
    expect(view({ items }, { whole: 2, brief: 0 }).sections.map(({ title }) => title)).toEqual([
      "SEVERE: prepare (2 of 3)",
    ]);
  });

  test("gives the next a line each, and counts the rest by severity and country", () => {
    const { brief, rest } = view({ items }, { whole: 2, brief: 1 });
    expect(brief).toEqual([
      "SEVERE Suicide bombing, Muadamiyat Al Qalamon, Rif Dimashq, Syria; 2 killed",
    ]);
    expect(rest).toEqual(["2 moderate: Lebanon 1, place not known 1", "1 minor: Syria 1"]);
  });
});

test("the preheader says what the subject does not", () => {
  const items = [anItem({ incident: { summary: "" } }), anItem({ kind: "update" }), minor] as const;
  expect(preheaderOf(aDigest({ items }), FRAME.placeName)).toBe(
    "Bomber kills two at checkpoint north-east of Damascus" +
      " · SEVERE UPDATE Suicide bombing, Muadamiyat Al Qalamon, Rif Dimashq, Syria; 2 killed" +
      " · MINOR Suicide bombing, Muadamiyat Al Qalamon, Rif Dimashq, Syria; 2 killed",
  );
});
