import { z } from "zod";

import { type Figure, shareOf } from "./figure.ts";
import type { Scorer } from "./scorer.ts";

const DocumentRow = z.object({
  text: z.string(),
  source: z.string(),
  focusCountry: z.string(),
  focusSubdivision: z.string().optional(),
});

/** Which country, and which subdivision, a whole document is about. Half of the labelled ones are about the United States. */
export const focus: Scorer = {
  sets: ["documents"],
  score(sets, { classify }) {
    const answers = sets.rows("documents", DocumentRow).map((row) => ({
      row,
      ...classify(row),
    }));
    const countryFigure = (measure: string, asked: typeof answers, target: number): Figure => {
      const right = asked.filter(({ row, country }) => country === row.focusCountry);
      return {
        set: "documents",
        measure,
        ...shareOf(right.length, asked.length),
        target: { value: target },
      };
    };
    const divided = answers.filter(({ row }) => row.focusSubdivision !== undefined);
    const divisionRight = divided.filter(({ row, regions }) => regions[0] === row.focusSubdivision);
    return [
      countryFigure("focus country", answers, 0.94),
      countryFigure(
        "focus country outside the US",
        answers.filter(({ row }) => row.focusCountry !== "US"),
        0.93,
      ),
      countryFigure(
        "focus country, CLIFF's",
        answers.filter(({ row }) => row.source.startsWith("cliff")),
        0.95,
      ),
      {
        set: "documents",
        measure: "focus subdivision",
        ...shareOf(divisionRight.length, divided.length),
        target: { value: 0.82 },
      },
    ];
  },
};
