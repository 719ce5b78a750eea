import { z } from "zod";

import { slugOf } from "../model/threat.ts";
import { answerOf, type Counts, f1Share, type Figure } from "./figure.ts";
import { readLabelMaps } from "./label-maps.ts";
import type { Scorer } from "./scorer.ts";

const MucRow = z.object({
  text: z.string(),
  title: z.string().optional(),
  types: z.array(z.string()),
  types_optional: z.array(z.string()),
});

const MUC_TYPES = ["ATTACK", "BOMBING", "KIDNAPPING", "ARSON"] as const;

/** MUC-3/4: which of four types of attack a wire report tells, and whether it tells any. */
export const mucTypes: Scorer = {
  sets: ["muc4"],
  score(sets, { classify }) {
    const maps = readLabelMaps(sets);
    const read = sets.rows("muc4", MucRow).map((row) => {
      const { threats, relevant } = classify(row);
      return { row, relevant, said: new Set(threats.map(({ type }) => maps.muc4(type))) };
    });
    const ofType = (type: string) =>
      read
        // Either answer is right where the key marks a type as optional.
        .filter(({ row }) => row.types.includes(type) || !row.types_optional.includes(type))
        .map(({ row, said }) => answerOf(row.types.includes(type), said.has(type)));
    const relevance = read
      .filter(({ row }) => row.types.length > 0 || row.types_optional.length === 0)
      .map(({ row, relevant }) => answerOf(row.types.length > 0, relevant));
    const figure = (measure: string, answers: ReturnType<typeof ofType>): Figure => ({
      set: "muc4",
      measure,
      ...f1Share(answers),
    });
    return [
      { ...figure("types, micro F1", MUC_TYPES.flatMap(ofType)), target: { value: 0.78 } },
      ...MUC_TYPES.map((type) => figure(`${type.toLowerCase()} F1`, ofType(type))),
      { ...figure("relevance F1", relevance), target: { value: 0.87 } },
      ...mistakes(MUC_TYPES.map((type) => ({ name: type.toLowerCase(), answers: ofType(type) }))),
    ];
  },
};

interface Named {
  readonly name: string;
  readonly answers: readonly Counts[];
}

/** How often a type was missed, and how often it was seen where it is not. */
function mistakes(types: readonly Named[]): Figure[] {
  return types.flatMap(({ name, answers }) => {
    const labelled = answers.filter((one) => one.labelled > 0);
    const others = answers.filter((one) => one.labelled === 0);
    return [
      countOf(`${name} missed`, labelled, ({ said }) => said === 0),
      countOf(`${name} seen where there is none`, others, ({ said }) => said > 0),
    ];
  });
}

function countOf(
  measure: string,
  of: readonly Counts[],
  isWrong: (one: Counts) => boolean,
): Figure {
  return { set: "muc4", measure, value: of.filter(isWrong).length, unit: "count", n: of.length };
}

const SatpRow = z.object({ text: z.string(), types: z.array(z.string()) });

const SATP_TYPES = [
  { label: "armed-assault", slugs: ["armed-assault", "armed-clash"], target: undefined },
  {
    label: "bombing-explosion",
    slugs: ["bombing", "suicide-bombing", "grenade-attack"],
    target: { value: 0.95 },
  },
  { label: "kidnapping", slugs: ["kidnapping"], target: { value: 0.93 } },
] as const;

/** South Asia Terrorism Portal: three types of incident. */
export const satpTypes: Scorer = {
  sets: ["satp"],
  score(sets, { classify }) {
    const read = sets.rows("satp", SatpRow).map(({ text, types }) => ({
      types,
      slugs: new Set(classify({ text }).threats.map(({ type }) => slugOf(type))),
    }));
    return SATP_TYPES.map(({ label, slugs: ours, target }) => ({
      set: "satp",
      measure: `${label} F1`,
      ...f1Share(
        read.map(({ types, slugs }) =>
          answerOf(
            types.includes(label),
            ours.some((slug) => slugs.has(slug)),
          ),
        ),
      ),
      target,
    }));
  },
};
