import { expect, test } from "vitest";

import { eventPlace } from "#src/evaluate/event-place.ts";
import { focus } from "#src/evaluate/focus.ts";
import type { Subject } from "#src/evaluate/scorer.ts";

import { labelledSets } from "./labelled-sets.ts";

/** Says for each text the regions that the text lists, the country last. */
const literal = {
  classify: ({ text }: { text: string }) => ({
    regions: text.split(" "),
    country: text.split(" ").at(-1),
  }),
} as unknown as Subject;

test("a document counts where the leading country and the narrowest subdivision are the labelled ones", () => {
  const sets = labelledSets({
    documents: [
      { text: "US", source: "lgl", focusCountry: "US" },
      { text: "ML-7 ML", source: "cliff-bbc", focusCountry: "ML", focusSubdivision: "ML-7" },
      { text: "FR-13 FR-PAC FR", source: "gwn", focusCountry: "ML", focusSubdivision: "FR-PAC" },
    ],
  });
  expect(focus.score(sets, literal)).toMatchObject([
    { measure: "focus country", value: 2 / 3, n: 3 },
    { measure: "focus country outside the US", value: 1 / 2, n: 2 },
    { measure: "focus country, CLIFF's", value: 1, n: 1 },
    { measure: "focus subdivision", value: 1 / 2, n: 2 },
  ]);
});

test("an event's narrowest region is right where any event of the report lies there", () => {
  const sets = labelledSets({
    events: [
      {
        text: "CO-ANT CO",
        mixedCaseText: "CO",
        eventCountry: "CO",
        eventSubdivisions: { "CO-ANT": 1, "CO-NSA": 1 },
      },
      { text: "US", eventCountry: "SV" },
    ],
  });
  expect(eventPlace.score(sets, literal)).toMatchObject([
    { measure: "event country, in capitals", value: 1 / 2, n: 2 },
    { measure: "event country, in mixed case", value: 1, n: 1 },
    { measure: "event subdivision, in capitals", value: 1, n: 1 },
    { measure: "event subdivision, in mixed case", value: 0, n: 1 },
  ]);
});
