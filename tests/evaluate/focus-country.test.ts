import { expect, test } from "vitest";

import { focusCountry } from "#src/evaluate/focus-country.ts";
import type { Subject } from "#src/evaluate/scorer.ts";

import { labelledSets } from "./labelled-sets.ts";

/** Says for each text the country that the text is. */
const literal = { classify: ({ text }: { text: string }) => ({ country: text }) } as Subject;

test("a document counts where the leading country is the labelled one, at home and abroad", () => {
  const sets = labelledSets({
    documents: [
      { text: "US", focusCountry: "US" },
      { text: "ML", focusCountry: "ML" },
      { text: "FR", focusCountry: "ML" },
    ],
  });
  expect(focusCountry.score(sets, literal)).toMatchObject([
    { measure: "focus country", value: 2 / 3, n: 3 },
    { measure: "focus country outside the US", value: 1 / 2, n: 2 },
  ]);
});
