import * as fc from "fast-check";
import { expect, test } from "vitest";

import { type Coverings, foldCovered, mergeFolded } from "#src/digest/fold-covered.ts";
import type { DigestItem } from "#src/model/digest.ts";
import { anItem } from "#tests/support/digests.ts";

function told(id: string, kind: DigestItem["kind"] = "new") {
  return { item: anItem({ kind, incident: { id } }) };
}

/** `["b", "a"]`: b would be hidden beside a. */
function covers(...pairs: readonly (readonly [string, string])[]): Coverings {
  const byHidden = Map.groupBy(pairs, ([hidden]) => hidden);
  return new Map(
    [...byHidden].map(([hidden, own]) => [
      hidden,
      own.map(([, under]) => ({ under, inhibition: "wide" })),
    ]),
  );
}

const ids = (shown: readonly { readonly item: DigestItem }[]) =>
  shown.map(({ item }) => item.incident.id);

test("what is covered is left out, and stands under the incident that tells it", () => {
  const { shown, folded } = foldCovered([told("a"), told("b")], covers(["b", "a"]));
  expect(ids(shown)).toEqual(["a"]);
  expect(folded).toEqual([
    {
      under: "a",
      inhibition: "wide",
      incidents: [{ id: "b", type: "terrorism/suicide-bombing", region: "SY-RD" }],
    },
  ]);
});

test.for([
  ["of two that would hide each other the first stays", covers(["a", "b"], ["b", "a"]), "a c"],
  ["what is hidden hides nothing", covers(["b", "a"], ["c", "b"]), "a c"],
  [
    "of a circle as many stay as hide none that stays",
    covers(["a", "b"], ["b", "c"], ["c", "a"]),
    "a b",
  ],
  ["what is told nowhere hides nothing", covers(["a", "elsewhere"]), "a b c"],
] as const)("%s", ([, coverings, expected]) => {
  const { shown } = foldCovered([told("a"), told("b"), told("c")], coverings);
  expect(ids(shown).join(" ")).toBe(expected);
});

test("what an earlier mail told hides too", () => {
  const { shown, folded } = foldCovered([told("b")], covers(["b", "a"]), new Set(["a"]));
  expect(shown).toEqual([]);
  expect(folded).toMatchObject([{ under: "a" }]);
});

test("updates, corrections and withdrawals are told all the same", () => {
  const items = [told("a"), told("b", "update"), told("c", "correction"), told("d", "retraction")];
  const coverings = covers(["b", "a"], ["c", "a"], ["d", "a"]);
  expect(foldCovered(items, coverings).folded).toEqual([]);
});

test("what is withdrawn hides nothing", () => {
  const { shown } = foldCovered([told("a", "retraction"), told("b")], covers(["b", "a"]));
  expect(ids(shown)).toEqual(["a", "b"]);
});

test("what was left out of several mails' windows is counted once each", () => {
  const one = (id: string) => foldCovered([told("a"), told(id)], covers([id, "a"])).folded;
  const merged = mergeFolded(one("b"), one("c"), one("b"));
  expect(merged).toHaveLength(1);
  expect(merged[0]?.incidents.map(({ id }) => id)).toEqual(["b", "c"]);
});

test("never is anything left out but beside what is told in this mail or was in an earlier one", () => {
  const KINDS = ["new", "update", "correction", "retraction"] as const;
  const name = fc.integer({ min: 0, max: 9 }).map((n) => `i${n}`);
  const items = fc.uniqueArray(fc.tuple(name, fc.constantFrom(...KINDS)), {
    selector: ([id]) => id,
    maxLength: 10,
  });
  const pairs = fc.array(fc.tuple(name, name), { maxLength: 40 });
  fc.assert(
    fc.property(items, pairs, fc.array(name, { maxLength: 3 }), (made, edges, before) => {
      const owed = made.map(([id, kind]) => told(id, kind));
      const coverings = covers(...edges.filter(([hidden, under]) => hidden !== under));
      const { shown, folded } = foldCovered(owed, coverings, new Set(before));
      const kinds = new Map(made);
      const hides = new Set([
        ...ids(shown).filter((id) => kinds.get(id) !== "retraction"),
        ...before,
      ]);
      const hidden = folded.flatMap(({ incidents }) => incidents.map(({ id }) => id));
      expect([...ids(shown), ...hidden].toSorted()).toEqual(ids(owed).toSorted());
      for (const { under, incidents } of folded) {
        expect(hides.has(under)).toBe(true);
        for (const { id } of incidents) {
          expect(kinds.get(id)).toBe("new");
          expect(coverings.get(id)?.some((each) => each.under === under)).toBe(true);
        }
      }
    }),
  );
});
