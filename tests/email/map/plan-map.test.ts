import { describe, expect, test } from "vitest";

import { arrangeItems } from "#src/email/arrange-items.ts";
import { captionOf, planMap, sayMap } from "#src/email/map/plan-map.ts";
import type { DigestItem } from "#src/model/digest.ts";
import { aPlace, anItem, code, FRAME, type Told } from "#tests/support/digests.ts";

function numbered(...told: Told[]) {
  const items: DigestItem[] = told.map((each) => anItem(each));
  return arrangeItems(items, items.length, FRAME.placeName).flatMap((region) => region.items);
}

const at = (over: Parameters<typeof aPlace>[0]): Told => ({
  classification: { places: [aPlace(over)] },
});

describe("what a map shows", () => {
  test("a place is a point under its item's number", () => {
    expect(planMap(numbered(at({}), at({ lat: 33.5, lon: 36.3 })))).toEqual({
      points: [
        { number: 1, severity: "severe", lat: 33.74, lon: 36.64, country: "SY", withinKm: 0 },
        { number: 2, severity: "severe", lat: 33.5, lon: 36.3, country: "SY", withinKm: 0 },
      ],
      areas: [],
    });
  });

  test.for([
    ["a place told by its distance has that far to be in", { uncertaintyKm: 12 }, 12],
    ["a province is somewhere", { kind: "subdivision" }, undefined],
  ] as const)("%s", ([, over, withinKm]) => {
    expect(planMap(numbered(at(over)))?.points).toMatchObject([{ withinKm }]);
  });

  test.for([
    ["that is all that is told", { places: [aPlace({ kind: "country" })] }],
    ["that is told without a place", { places: [] }],
    ["whose place has no point", { places: [aPlace({ lat: null })] }],
  ] as const)("a country %s is an area", ([, classification]) => {
    expect(planMap(numbered({ classification }))).toEqual({
      points: [],
      areas: [{ number: 1, severity: "severe", country: "SY" }],
    });
  });

  test.for([
    ["nowhere", { classification: { places: [], country: null } }],
    ["a part of the world", at({ kind: "region", lat: null })],
    ["a withdrawn item's place", { kind: "retraction" }],
  ] as const)("no map of %s", ([, told]) => {
    expect(planMap(numbered(told))).toBeUndefined();
  });
});

describe("a map in words", () => {
  test("tells each item that is on it, by number", () => {
    const withdrawn = { kind: "retraction" } as const;
    const homs = at({ kind: "subdivision", canonical: "Homs", subdivision: code("SY-HI") });
    const items = numbered(at({}), withdrawn, homs);
    const plan = planMap(items) ?? { points: [], areas: [] };
    expect(sayMap(plan, items, FRAME.placeName)).toBe(
      "Map of the items by number: 1 Muadamiyat Al Qalamon, Rif Dimashq, Syria; 3 Homs, Syria.",
    );
  });

  test("tells twelve, and counts the rest", () => {
    const items = numbered(...Array.from({ length: 14 }, () => at({})));
    const plan = planMap(items) ?? { points: [], areas: [] };
    expect(sayMap(plan, items, FRAME.placeName)).toMatch(/; 12 [^;]+; and 2 more\.$/);
  });

  test("explains its white marks where there are any", () => {
    const exact = planMap(numbered(at({}))) ?? { points: [], areas: [] };
    const vague = planMap(numbered(at({ kind: "country" }))) ?? { points: [], areas: [] };
    expect(captionOf(exact)).not.toContain("White marks");
    expect(captionOf(vague)).toContain("White marks: somewhere in the province or");
  });
});
