import * as fc from "fast-check";
import { expect, test } from "vitest";

import { cutAtGaps, fillGaps } from "#src/email/fill-gaps.ts";

const part = fc.record({ start: fc.string(), own: fc.string(), end: fc.string() });

test("a text with gaps that are filled is its parts one after another", () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1 }), fc.string(), (parts, between) => {
      const texts = cutAtGaps(parts, between);
      expect(texts).toHaveLength(parts.length + 1);
      const whole = parts.map(({ start, own, end }) => start + own + end).join(between);
      const fillings = parts.map(({ own }) => own);
      expect(fillGaps(texts, fillings)).toBe(whole);
    }),
  );
});
