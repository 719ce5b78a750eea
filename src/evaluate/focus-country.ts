import { z } from "zod";

import { type Figure, shareOf } from "./figure.ts";
import type { Scorer } from "./scorer.ts";

const DocumentRow = z.object({ text: z.string(), focusCountry: z.string() });

/** Which country a whole document is about. Half of the labelled ones are about the United States. */
export const focusCountry: Scorer = {
  sets: ["documents"],
  score(sets, { classify }) {
    const answers = sets.rows("documents", DocumentRow).map((row) => ({
      gold: row.focusCountry,
      isRight: classify(row).country === row.focusCountry,
    }));
    const abroad = answers.filter(({ gold }) => gold !== "US");
    return [
      figureOf("focus country", answers, 0.94),
      figureOf("focus country outside the US", abroad, 0.93),
    ];
  },
};

function figureOf(
  measure: string,
  answers: readonly { readonly isRight: boolean }[],
  target: number,
): Figure {
  const right = answers.filter(({ isRight }) => isRight).length;
  return {
    set: "documents",
    measure,
    ...shareOf(right, answers.length),
    target: { value: target },
  };
}
