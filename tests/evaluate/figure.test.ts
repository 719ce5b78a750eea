import { describe, expect, test } from "vitest";

import { isMet, shareOf, wilsonInterval } from "#src/evaluate/figure.ts";
import { formatFigures } from "#src/evaluate/format-figures.ts";

describe("a share has Wilson's interval", () => {
  test.each([
    // Newcombe 1998, table I.
    { part: 81, whole: 263, low: 0.2553, high: 0.3662 },
    { part: 15, whole: 148, low: 0.0624, high: 0.1605 },
    { part: 0, whole: 20, low: 0, high: 0.1611 },
    { part: 1, whole: 29, low: 0.0061, high: 0.1718 },
  ])("$part of $whole", ({ part, whole, low, high }) => {
    const [from, to] = wilsonInterval(part, whole);
    expect(from).toBeCloseTo(low, 3);
    expect(to).toBeCloseTo(high, 3);
  });

  test("nothing counted says nothing", () => {
    expect(shareOf(0, 0)).toEqual({ value: 0, n: 0, interval: [0, 1] });
  });
});

describe("a target is met", () => {
  test.each([
    { value: 0.9, target: { value: 0.9 }, met: true },
    { value: 0.89, target: { value: 0.9 }, met: false },
    { value: 0.02, target: { value: 0.02, atMost: true }, met: true },
    { value: 0.03, target: { value: 0.02, atMost: true }, met: false },
    { value: 0.03, target: undefined, met: undefined },
  ])("$value against $target: $met", ({ value, target, met }) => {
    expect(isMet({ value, target })).toBe(met);
  });
});

test("the table stands in a document as it is", () => {
  const table = formatFigures([
    { set: "documents", measure: "focus country", ...shareOf(9, 10), target: { value: 0.94 } },
    {
      set: "documents",
      measure: "speed",
      value: 612.4,
      unit: "per second",
      n: 10,
      target: { value: 600 },
    },
  ]);
  expect(table).toBe(
    [
      "| set       | measure       | value | 95 % interval | n  | target          |",
      "|-----------|---------------|-------|---------------|----|-----------------|",
      "| documents | focus country | 0.900 | 0.596 - 0.982 | 10 | >= 0.940 missed |",
      "| documents | speed         | 612   |               | 10 | >= 600 met      |",
    ].join("\n"),
  );
});
