import { z } from "zod";

import type { LabelledSets } from "#src/evaluate/scorer.ts";

import { type LabelledRow, type Question, WRITTEN } from "./labels.ts";

const LabelMaps = z.object({
  level2: z.array(z.object({ slug: z.string(), case2021_scored_as: z.string() })),
  case2021_to_slug: z.record(z.string(), z.string()),
});

/** Rows of other sets whose one type is a label of CASE 2021 count this much in all, against its own. */
const BORROWED_WEIGHT = 0.3;
const BORROWED_ROWS = 30;

/** What a report leads with: one question for each label of CASE 2021. */
export function leadQuestions(sets: LabelledSets): Question[] {
  const maps = sets.json("taxonomy", LabelMaps);
  if (maps === undefined) throw new Error("taxonomy.json is missing beside the labelled sets");
  return Object.entries(maps.case2021_to_slug).map(([label, usual]) => ({
    name: label,
    slugs: [
      usual,
      ...maps.level2
        .filter(({ slug, case2021_scored_as: scored }) => scored === label && slug !== usual)
        .map(({ slug }) => slug),
    ],
    positiveWeight: 3,
    truth(row) {
      const lead = isLabelled(row) ? row.label : borrowedLabel(row);
      return lead === undefined ? undefined : lead === label;
    },
    borrowed: (row) => (isLabelled(row) ? undefined : borrowedLabel(row)),
  }));
}

/** Rows whose label was given by hand: those of CASE 2021, and the examples written for the training. */
function isLabelled({ set }: LabelledRow): boolean {
  return set === "case2021" || set === WRITTEN;
}

/** Stands for no label at all: a row that tells no incident. */
const NO_LEAD = "none";

/** The label of CASE 2021 that a row of another set would have, where it tells of one thing only. */
function borrowedLabel(row: LabelledRow): string | undefined {
  switch (row.set) {
    case "news_topics":
      return NO_LEAD;
    case "drm_hazards":
      if ((row.hazards ?? []).length > 0) return "NATURAL_DISASTER";
      return row.related === false ? NO_LEAD : undefined;
    case "muc4":
    case "satp":
      return labelOfAttack(row);
    default:
      return undefined;
  }
}

/** Types of MUC-4 and SATP, in small letters, and the labels they may be: the first whose words stand in the text. */
const ATTACKS: Readonly<Record<string, readonly (readonly [label: string, words: RegExp])[]>> = {
  kidnapping: [["ABDUCT_DISSAP", /(?:)/]],
  arson: [["PROPERTY_DISTRUCT", /(?:)/]],
  bombing: [
    ["SUIC_BOMB", /suicide/i],
    ["GRENADE", /grenade/i],
    ["REM_EXPLOS", /(?:)/],
  ],
  attack: [
    ["ARMED_CLASH", /encounter|gun ?battle|exchange of fire|clash/i],
    ["ATTACK", /(?:)/],
  ],
};
const SAME: Readonly<Record<string, string>> = {
  "bombing-explosion": "bombing",
  "armed-assault": "attack",
};

function labelOfAttack({ set, types = [], types_optional: optional = [], text }: LabelledRow) {
  const [type, ...others] = types;
  if (type === undefined) return set === "muc4" && optional.length === 0 ? NO_LEAD : undefined;
  if (others.length > 0) return undefined;
  const labels = ATTACKS[SAME[type] ?? type.toLowerCase()] ?? [];
  return labels.find(([, words]) => words.test(text))?.[0];
}

/** Borrowed rows of one label together count as `BORROWED_ROWS` of them at most, each by `BORROWED_WEIGHT`. */
export function borrowedWeight(rowsOfLabel: number): number {
  return BORROWED_WEIGHT * Math.min(1, BORROWED_ROWS / rowsOfLabel);
}
