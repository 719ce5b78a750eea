import { describe, expect, test } from "vitest";

import { subjectFor, tellWorst } from "#src/email/subject.ts";
import type { Digest, DigestItem } from "#src/model/digest.ts";
import { aPlace, anItem, aReaderDigest, aTeller, code, FRAME } from "#tests/support/digests.ts";

const NONE = { killed: null, injured: null };
const inRifDimashq = {
  places: [aPlace({ kind: "subdivision", canonical: "Rif Dimashq" })],
} as const;
const nowhere = { places: [], regions: [], country: null } as const;

function subject(items: Digest["items"], over: Partial<Digest> = {}): string {
  const digest = aReaderDigest({ items, ...over });
  return subjectFor(digest, tellWorst(digest.items, FRAME.placeName));
}

function worst(told: Parameters<typeof anItem>[0] = {}): DigestItem {
  return anItem({ classification: inRifDimashq, ...told });
}

describe("a subject says the worst first", () => {
  test.for<{ rule: string; items: Digest["items"]; expected: string }>([
    {
      rule: "severity, place, type, the dead",
      items: [worst()],
      expected: "[SEVERE] Rif Dimashq, SY: suicide bombing, 2 killed",
    },
    {
      rule: "and counts the rest by kind",
      items: [worst(), anItem(), anItem(), anItem(), anItem({ kind: "update" })],
      expected: "[SEVERE] Rif Dimashq, SY: suicide bombing, 2 killed (+3 more, 1 update)",
    },
    {
      rule: "corrections and withdrawals too",
      items: [
        worst({ casualties: NONE }),
        anItem({ kind: "correction" }),
        anItem({ kind: "retraction" }),
      ],
      expected: "[SEVERE] Rif Dimashq, SY: suicide bombing (1 correction, 1 withdrawn)",
    },
    {
      rule: "the injured where nobody is said to be dead",
      items: [worst({ casualties: { killed: 0, injured: 7 } })],
      expected: "[SEVERE] Rif Dimashq, SY: suicide bombing, 7 injured",
    },
    {
      rule: "an update by its name",
      items: [worst({ kind: "update" })],
      expected: "[SEVERE] UPDATE: Rif Dimashq, SY: suicide bombing, 2 killed",
    },
    {
      rule: "a withdrawal without the figures it withdrew",
      items: [worst({ kind: "retraction" })],
      expected: "[SEVERE] WITHDRAWN: Rif Dimashq, SY: suicide bombing",
    },
    {
      rule: "a country by its name alone",
      items: [
        worst({
          classification: {
            places: [aPlace({ kind: "country", canonical: "Syria", subdivision: null })],
          },
        }),
      ],
      expected: "[SEVERE] Syria: suicide bombing, 2 killed",
    },
    {
      rule: "a place nobody could find",
      items: [worst({ classification: nowhere })],
      expected: "[SEVERE] Place not known: suicide bombing, 2 killed",
    },
    {
      rule: "a place of no country",
      items: [
        worst({
          classification: {
            country: null,
            regions: [],
            places: [
              aPlace({ canonical: "Red Sea", kind: "region", country: null, subdivision: null }),
            ],
          },
        }),
      ],
      expected: "[SEVERE] Red Sea: suicide bombing, 2 killed",
    },
    {
      rule: "an incident of no type",
      items: [worst({ casualties: NONE, classification: { ...inRifDimashq, threats: [] } })],
      expected: "[SEVERE] Rif Dimashq, SY: incident of unknown type",
    },
  ])("$rule", ({ items, expected }) => {
    expect(subject(items)).toBe(expected);
  });

  test("carries the TLP label", () => {
    expect(subject([worst()], { mail: { format: "html", tlp: "amber+strict" } })).toBe(
      "[SEVERE] [TLP:AMBER+STRICT] Rif Dimashq, SY: suicide bombing, 2 killed",
    );
  });
});

describe("a subject that would pass 78 characters", () => {
  const many = [anItem(), anItem({ kind: "update" }), anItem({ kind: "correction" })] as const;

  test("first says less of the rest", () => {
    expect(subject([anItem({ kind: "correction" }), ...many])).toBe(
      "[SEVERE] CORRECTION: Rif Dimashq, SY: suicide bombing, 2 killed (+3 more)",
    );
  });

  test("then names the province instead of the place", () => {
    const place = aPlace({ canonical: "Muadamiyat Al Qalamon Al Gharbiya Al Kubra" });
    expect(subject([anItem({ classification: { places: [place] } })])).toBe(
      "[SEVERE] Rif Dimashq, SY: suicide bombing, 2 killed",
    );
  });

  test("at last shortens the place, never past the type", () => {
    const endless = aPlace({
      canonical: "Very ".repeat(30),
      country: code("SY"),
      subdivision: null,
    });
    const classification = {
      places: [{ ...endless, country: null }],
      country: null,
      regions: [],
    } as const;
    expect(subject([anItem({ classification }), ...many])).toBe(
      "[SEVERE] Very Very Very Very…: suicide bombing (+3 more)",
    );
  });
});

test("a neutral subject says when, and nothing of what", () => {
  const mail = { format: "html", tlp: "amber", subject: "neutral" } as const;
  expect(subject([worst()], { mail })).toBe("Digest of Sun 22 Nov 2026, 07:00");
});

test("a digest whose items are all withheld says so", () => {
  const mail = { format: "html", ceiling: "green" } as const;
  const item = anItem({ incident: { toldBy: [aTeller({ source: "partner" })] } });
  expect(subject([item], { mail })).toBe("1 item withheld");
});
