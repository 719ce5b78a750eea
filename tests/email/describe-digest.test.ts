import { describe, expect, test } from "vitest";

import { describeDigest, LATE } from "#src/email/describe-digest.ts";
import { withinCeiling } from "#src/email/tlp-ceiling.ts";
import { TOLD_BEFORE, type Digest } from "#src/model/digest.ts";
import { aDigest, anItem, aReaderDigest, aTeller, code, FRAME } from "#tests/support/digests.ts";

const ALL = { whole: 40, brief: 60 };

function view(over: Partial<Digest> = {}, room = ALL) {
  return describeDigest(aReaderDigest(over), FRAME, room);
}

const severe = anItem();
const minor = anItem({ severity: "minor" });

describe("the head of a mail", () => {
  test("says how much of what, for which window, in whose clock", () => {
    const { counts, period, late } = view({ items: [severe, anItem({ kind: "update" })] });
    expect(counts).toBe("1 new, 1 update");
    expect(period).toBe("Sat 21 Nov 2026, 07:00 to Sun 22 Nov 2026, 07:00 Paris time (UTC+1)");
    expect(late).toBeUndefined();
  });

  test("says what is most serious, and how many tell it", () => {
    expect(view({ items: [severe, minor] }).mostSerious).toBe(
      "Most serious: SEVERE - suicide bombing, Rif Dimashq, SY, 2 killed",
    );
  });

  test("does not give figures of a withdrawn incident", () => {
    expect(view({ items: [anItem({ kind: "retraction" }), minor] }).mostSerious).toBe(
      "Most serious: SEVERE - suicide bombing, Rif Dimashq, SY, withdrawn",
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

describe("items by the subscriber's own region", () => {
  const told = anItem({ kind: "update", severity: "extreme", reasons: [TOLD_BEFORE] });
  const near = anItem({
    severity: "moderate",
    reasons: [{ rule: "Office", facts: [{ clause: "near", asked: "within 9 km", found: "" }] }],
  });

  test("stand together, the region of the worst first, numbered through", () => {
    const anywhere = anItem({ reasons: [{ rule: "Words", facts: [] }] });
    const { sections } = view({ items: [told, severe, anywhere, near, minor] });
    expect(
      sections.map(({ title, items }) => [title, ...items.map(({ number }) => number)]),
    ).toEqual([
      ["Told to you before: 1 extreme", 1],
      ["Western Asia: 1 severe, 1 minor", 2, 3],
      ["Anywhere: 1 severe", 4],
      ["Within 9 km: 1 moderate", 5],
    ]);
  });

  test("are counted at the top once there are eight in two regions", () => {
    expect(view({ items: [severe, near, near, near, near, near, near, minor] }).byRegion).toEqual([
      "Western Asia: 1 severe, 1 minor",
      "Within 9 km: 6 moderate",
    ]);
  });

  test.for([
    ["seven items", [severe, near, near, near, near, near, minor]],
    ["one region", [severe, ...Array(8).fill(minor)]],
  ] as const)("are not counted for %s", ([, [first, ...rest]]) => {
    expect(view({ items: [first, ...rest] }).byRegion).toEqual([]);
  });

  test("stop at twelve regions", () => {
    const regions = Array.from({ length: 15 }, (_, index) =>
      anItem({
        reasons: [
          { rule: "R", facts: [{ clause: "regions", asked: `Region ${index}`, found: "SY" }] },
        ],
      }),
    );
    const { byRegion } = view({ items: [severe, ...regions] });
    expect(byRegion).toHaveLength(13);
    expect(byRegion.at(-1)).toBe("and 4 regions more");
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

  test("says of a region how much of it is told whole", () => {
    expect(view({ items }, { whole: 2, brief: 0 }).sections.map(({ title }) => title)).toEqual([
      "Western Asia: 3 severe, 2 moderate, 1 minor (2 of 6 told here)",
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
  expect(view({ items }).preheader).toBe(
    "Bomber kills two at checkpoint north-east of Damascus" +
      " · SEVERE UPDATE Suicide bombing, Muadamiyat Al Qalamon, Rif Dimashq, Syria; 2 killed" +
      " · MINOR Suicide bombing, Muadamiyat Al Qalamon, Rif Dimashq, Syria; 2 killed",
  );
});

test("an item keeps its number where the mail has fewer", () => {
  const { footer } = view({ items: [severe, minor] });
  expect(footer.reports).toBe("Reports by item: 1: wire-1; 2: wire-1.");
});

describe("a reader's TLP ceiling", () => {
  const partner = anItem({ incident: { toldBy: [aTeller({ source: "partner" })] } });
  const confirmed = anItem({
    incident: { toldBy: [aTeller(), aTeller({ source: "partner", url: "https://p.example/1" })] },
  });
  const green = { format: "html", ceiling: "green" } as const;

  test("keeps out what a source above it tells, and says how much", () => {
    const { counts, withheld, sections } = view({ items: [severe, partner], mail: green });
    expect(counts).toBe("1 new, SEVERE (prepare)");
    expect(withheld).toBe("Withheld: 1 item from sources above TLP:GREEN.");
    expect(sections.flatMap(({ items }) => items)).toHaveLength(1);
  });

  test("neither names nor links a source above it", () => {
    const [item] = view({ items: [confirmed], mail: green }).sections[0]?.items ?? [];
    expect(item?.shared.links.map(({ host }) => host)).toEqual(["news.example.com"]);
    expect(item?.shared.facts).toContainEqual({ label: "Sources", value: "1 report: Wire feed" });
  });

  test("takes a source that is no longer configured for the strictest", () => {
    const over = { items: [severe], mail: green } as const;
    const digest = withinCeiling(aDigest(over), () => undefined);
    expect(describeDigest(digest, FRAME, ALL)).toMatchObject({
      counts: "1 item withheld",
      sections: [],
      preheader: "",
    });
  });

  test.for([
    ["amber", 2],
    [undefined, 2],
  ] as const)("of %s lets %d items through", ([ceiling, amount]) => {
    const mail = { format: "html", ceiling } as const;
    const { sections, withheld } = view({ items: [severe, partner], mail });
    expect(sections.flatMap(({ items }) => items)).toHaveLength(amount);
    expect(withheld).toBeUndefined();
  });
});
