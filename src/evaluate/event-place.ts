import { z } from "zod";

import type { Classification } from "../model/classification.ts";
import { type Figure, shareOf } from "./figure.ts";
import type { Scorer } from "./scorer.ts";

const EventRow = z.object({
  text: z.string(),
  mixedCaseText: z.string().optional(),
  eventCountry: z.string(),
  eventSubdivisions: z.record(z.string(), z.number()).optional(),
});

type EventRow = z.infer<typeof EventRow>;

/** Where the attack happened that a wire report tells: its country, and the narrowest region found. */
export const eventPlace: Scorer = {
  sets: ["events"],
  score(sets, { classify }) {
    const rows = sets.rows("events", EventRow);
    const upper = rows.map((row) => ({ row, read: classify({ text: row.text }) }));
    const mixed = rows.flatMap((row) =>
      row.mixedCaseText === undefined ? [] : [{ row, read: classify({ text: row.mixedCaseText }) }],
    );
    return [
      countryFigure("event country, in capitals", upper, 0.92),
      countryFigure("event country, in mixed case", mixed, 0.96),
      subdivisionFigure("event subdivision, in capitals", upper, 0.78),
      subdivisionFigure("event subdivision, in mixed case", mixed),
    ];
  },
};

interface Answer {
  readonly row: EventRow;
  readonly read: Classification;
}

function countryFigure(measure: string, answers: readonly Answer[], target: number): Figure {
  const right = answers.filter(({ row, read }) => read.country === row.eventCountry);
  return {
    set: "events",
    measure,
    ...shareOf(right.length, answers.length),
    target: { value: target },
  };
}

/** Any event's subdivision is right: reports of several attacks list them in no order. */
function subdivisionFigure(measure: string, answers: readonly Answer[], target?: number): Figure {
  let [asked, right] = [0, 0];
  for (const { row, read } of answers) {
    if (row.eventSubdivisions === undefined) continue;
    asked += 1;
    if (Object.hasOwn(row.eventSubdivisions, read.regions[0] ?? "")) right += 1;
  }
  return {
    set: "events",
    measure,
    ...shareOf(right, asked),
    target: target === undefined ? undefined : { value: target },
  };
}
