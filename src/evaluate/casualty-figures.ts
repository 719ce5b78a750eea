import { z } from "zod";

import { shareOf } from "./figure.ts";
import type { Scorer } from "./scorer.ts";

const Row = z.object({
  text: z.string(),
  publish_date: z.string().nullish(),
  n_killed: z.number(),
  n_injured: z.number(),
});

/** Gun Violence Archive: the very number of killed and injured. Labels are of the incident, not of the report. */
export const casualtyFigures: Scorer = {
  sets: ["casualties_gva"],
  score(sets, { classify }) {
    const read = sets.rows("casualties_gva", Row).map((row) => ({
      row,
      told: classify({ text: row.text, publishedAt: row.publish_date ?? undefined }).casualties,
    }));
    const exact = (isRight: (one: (typeof read)[number]) => boolean) =>
      shareOf(read.filter(isRight).length, read.length);
    return [
      {
        set: "casualties_gva",
        measure: "killed, exact",
        ...exact(({ row, told }) => (told.killed ?? 0) === row.n_killed),
        target: { value: 0.9 },
      },
      {
        set: "casualties_gva",
        measure: "injured, exact",
        ...exact(({ row, told }) => (told.injured ?? 0) === row.n_injured),
        target: { value: 0.78 },
      },
    ];
  },
};
