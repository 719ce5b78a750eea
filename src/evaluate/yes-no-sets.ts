import { z } from "zod";

import type { Classification } from "../model/classification.ts";
import { slugOf } from "../model/threat.ts";
import { answerOf, f1Share } from "./figure.ts";
import type { Scorer } from "./scorer.ts";

const Row = z.object({
  text: z.string(),
  title: z.string().optional(),
  hazards: z.array(z.string()).optional(),
  protest: z.boolean().optional(),
  conflict: z.boolean().optional(),
  relevant: z.boolean().optional(),
});

interface YesNoSet {
  readonly set: string;
  readonly measure: string;
  readonly labelled: (row: z.infer<typeof Row>) => boolean;
  readonly said: (found: Classification) => boolean;
  readonly target?: { readonly value: number };
}

const NATURAL = new Set([
  "flood",
  "storm",
  "earthquake",
  "fire",
  "wildfire",
  "extreme-temperature",
  "landslide",
  "drought",
  "volcano",
]);
const NO_PROTEST = new Set(["mob-violence", "looting-destruction", "political-arrest"]);

const SETS: readonly YesNoSet[] = [
  {
    set: "drm_hazards",
    measure: "any hazard F1",
    labelled: ({ hazards = [] }) => hazards.length > 0,
    said: ({ threats }) => threats.some(({ type }) => NATURAL.has(slugOf(type))),
    target: { value: 0.85 },
  },
  {
    set: "glocon_protest",
    measure: "protest F1",
    labelled: ({ protest }) => protest === true,
    said: ({ threats }) =>
      threats.some(({ type }) => type.startsWith("civil-unrest/") && !NO_PROTEST.has(slugOf(type))),
  },
  {
    set: "lc720_es",
    measure: "social conflict F1",
    labelled: ({ conflict }) => conflict === true,
    said: ({ relevant }) => relevant,
  },
  {
    set: "ceha",
    measure: "relevance F1",
    labelled: ({ relevant }) => relevant === true,
    said: ({ relevant }) => relevant,
  },
];

/** Sets that ask one question of each report. */
export const yesNoSets: readonly Scorer[] = SETS.map(
  ({ set, measure, labelled, said, target }) => ({
    sets: [set],
    score(sets, { classify }) {
      const answers = sets
        .rows(set, Row)
        .map((row) =>
          answerOf(labelled(row), said(classify({ text: row.text, title: row.title }))),
        );
      return [{ set, measure, ...f1Share(answers), target }];
    },
  }),
);
