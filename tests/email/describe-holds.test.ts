import { describe, expect, test } from "vitest";

import { sayHolds, sumUp } from "#src/email/describe-holds.ts";
import { renderDigest } from "#src/email/render-digest.ts";
import type { DigestItem } from "#src/model/digest.ts";
import { aDigest, anItem, code, FRAME } from "#tests/support/digests.ts";

const heldBy = (why: DigestItem["heldBy"]): DigestItem => ({ ...anItem(), heldBy: why });
const mali = { country: code("ML"), regions: [code("ML")], places: [] };

describe("what waited is said by its reason", () => {
  test("a digest for which nothing waited says nothing", () => {
    expect(sayHolds(aDigest())).toEqual([]);
  });

  test("quiet hours, and what was withdrawn in them", () => {
    const digest = aDigest({
      items: [heldBy("quiet-hours"), heldBy("quiet-hours"), anItem()],
      held: { quiet: { from: "22:00", to: "06:00" }, withdrawn: 1 },
    });
    expect(sayHolds(digest)).toEqual([
      "2 items waited for the end of your quiet hours (22:00 to 06:00).",
      "1 more that waited was withdrawn meanwhile: it is left out.",
    ]);
    const nothingElse = aDigest({ held: { quiet: { from: "22:00", to: "06:00" }, withdrawn: 2 } });
    expect(sayHolds(nothingElse)).toEqual([
      "2 more that waited were withdrawn meanwhile: they are left out.",
    ]);
  });

  test.for([
    [{ count: 6, perSeconds: 3600 }, "6 mails in an hour"],
    [{ count: 1, perSeconds: 1 }, "1 mail in a second"],
    [{ count: 2, perSeconds: 7200 }, "2 mails in 7200 seconds"],
  ] as const)("a storm above the limit of %o", ([limit, said]) => {
    const digest = aDigest({ items: [heldBy("mail-limit")], held: { limit, withdrawn: 0 } });
    expect(sayHolds(digest)).toEqual([
      `1 item gathered here: more came than your limit of ${said}.`,
    ]);
  });

  test.for([
    [undefined, "1 item waited for"],
    [true, "1 item left out of your last digest waited for"],
  ] as const)("a second source, follow-up: %s", ([followUp, said]) => {
    const digest = aDigest({
      items: [heldBy("second-source")],
      held: { withdrawn: 0 },
      ...(followUp && { followUp }),
    });
    expect(sayHolds(digest)).toEqual([
      `${said} a second independent source, as so many readers would have had it.`,
    ]);
  });

  test("what a catch-up does not reach", () => {
    const digest = aDigest({ skipped: { count: 3, before: "2026-11-08T06:00:00Z" } });
    expect(sayHolds(digest)).toEqual([
      "3 older incidents left out: the service was down for long and catches up from Sun 8 Nov 2026, 07:00 on.",
    ]);
  });
});

test.for([
  [
    "severe",
    "1234 incidents more left out, severe at worst: one mail holds no more, and takes the worst.",
  ],
  [
    "unknown",
    "1234 incidents more left out, none of them rated: one mail holds no more, and takes the worst.",
  ],
] as const)("news beyond what one mail holds, at worst %s", ([severity, said]) => {
  expect(sayHolds(aDigest({ beyond: { count: 1234, severity } }))).toEqual([said]);
});

test("a storm is summed up by region and type, in the order of its worst", () => {
  const items = [
    anItem({ classification: mali }),
    anItem(),
    anItem({ classification: mali, type: "crime/kidnapping" }),
    anItem({ classification: mali }),
    anItem({ classification: { country: null, regions: [], places: [] } }),
  ];
  expect(sumUp(items, FRAME.placeName)).toEqual([
    "Mali: 2 suicide bombing, 1 kidnapping",
    "Syria: 1 suicide bombing",
    "Place not known: 1 suicide bombing",
  ]);
});

test("a storm's mail tells every one of a hundred incidents, the worst five whole, in both parts", () => {
  const items = Array.from({ length: 100 }, (_, i) => ({
    ...heldBy("mail-limit"),
    incident: { ...anItem().incident, id: `i-${i}`, headline: `Headline ${i}` },
  })) as unknown as readonly [DigestItem, ...DigestItem[]];
  const held = { limit: { count: 6, perSeconds: 3600 }, withdrawn: 0 };
  const { text, html = "" } = renderDigest(aDigest({ items, held }), FRAME);
  for (const part of [text, html]) {
    expect(part).toContain("By region and type");
    expect(part.match(/Headline \d/g)).toHaveLength(5);
  }
  expect(text.match(/^- SEVERE /gm)).toHaveLength(95);
});
