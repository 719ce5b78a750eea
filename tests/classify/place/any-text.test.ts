import * as fc from "fast-check";
import { expect, test } from "vitest";

import { placesIn } from "./shipped-gazetteer.ts";

const WORDS =
  "Paris London in the of City County Mr Al Aleppo Syria , . ( ) - km 25 north said Street St. Police Украина في دمشق 北京 İ ß".split(
    " ",
  );

const text = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: "grapheme", maxLength: 8 })), {
    maxLength: 60,
  })
  .map((words) => words.join(" "));

test("whatever the text, every place stands where it says, in order and apart from the others", () => {
  fc.assert(
    fc.property(text, (any) => {
      let end = 0;
      for (const place of placesIn(any).places) {
        expect(place.start).toBeGreaterThanOrEqual(end);
        expect(any.slice(place.start, place.end)).toBe(place.name);
        end = place.end;
      }
    }),
    { numRuns: 300 },
  );
});

test("the same text has the same places", () => {
  fc.assert(
    fc.property(text, (any) => {
      expect(placesIn(any)).toEqual(placesIn(any));
    }),
    { numRuns: 50 },
  );
});
