import { z } from "zod";

import { bootstrapInterval, type Counts, f1Of, type Figure } from "./figure.ts";
import { NO_LABEL, readLabelMaps } from "./label-maps.ts";
import type { Scorer } from "./scorer.ts";

const Row = z.object({ text: z.string(), label: z.string() });

const PROTESTS = [
  "PEACE_PROTEST",
  "PROTEST_WITH_INTER",
  "FORCE_AGAINST_PROTEST",
  "VIOL_DEMONSTR",
] as const;

interface Answer {
  readonly label: string;
  readonly said: string;
}

/** CASE 2021: one of 30 event types for each snippet, against the leading type. */
export const caseLabels: Scorer = {
  sets: ["case2021"],
  score(sets, { classify }) {
    const maps = readLabelMaps(sets);
    const answers = sets.rows("case2021", Row).map((row): Answer => {
      const [primary] = classify({ text: row.text }).threats;
      return { label: row.label, said: primary ? maps.case2021(primary.type) : NO_LABEL };
    });
    const categories = answers.map(({ label, said }) => ({
      label: maps.categoryOf(label),
      said: maps.categoryOf(said),
    }));
    return [
      figure("30 labels, weighted F1", answers, weightedF1, 0.82),
      figure("30 labels, macro F1", answers, macroF1, 0.79),
      figure("five categories and context, weighted F1", categories, weightedF1, 0.93),
      figure("four protest labels, mean F1", answers, (some) => macroF1(some, PROTESTS), 0.7),
      ...confusions(answers),
    ];
  },
};

function figure(
  measure: string,
  from: readonly Answer[],
  statistic: (answers: readonly Answer[]) => number,
  target: number,
): Figure {
  return {
    set: "case2021",
    measure,
    value: statistic(from),
    n: from.length,
    interval: bootstrapInterval(from, statistic),
    target: { value: target },
  };
}

/** The mistakes made more than once, the most frequent first: how many of a label's texts were taken for another. */
export function confusions(answers: readonly Answer[]): Figure[] {
  const byLabel = Map.groupBy(answers, ({ label }) => label);
  return [...byLabel]
    .flatMap(([label, of]) =>
      [...Map.groupBy(of, ({ said }) => said)].map(([said, taken]) => ({
        label,
        said,
        times: taken.length,
        n: of.length,
      })),
    )
    .filter(({ label, said, times }) => label !== said && times > 1)
    .toSorted((one, other) => other.times - one.times)
    .map(({ label, said, times, n }) => ({
      set: "case2021",
      measure: `${label} taken for ${said === NO_LABEL ? "no incident" : said}`,
      value: times,
      unit: "count",
      n,
    }));
}

function countsOf(answers: readonly Answer[], name: string): Counts {
  let [right, said, labelled] = [0, 0, 0];
  for (const answer of answers) {
    if (answer.label === name) labelled += 1;
    if (answer.said === name) said += 1;
    if (answer.label === name && answer.said === name) right += 1;
  }
  return { right, said, labelled };
}

function labelsOf(answers: readonly Answer[]): string[] {
  return [...new Set(answers.map(({ label }) => label))];
}

/** F1 of each label, weighted by how often it is the right one. */
export function weightedF1(answers: readonly Answer[]): number {
  const sum = labelsOf(answers)
    .map((label) => countsOf(answers, label))
    .reduce((total, counts) => total + counts.labelled * f1Of(counts), 0);
  return answers.length === 0 ? 0 : sum / answers.length;
}

/** F1 of each label, all alike. */
export function macroF1(
  answers: readonly Answer[],
  labels: readonly string[] = labelsOf(answers),
): number {
  const sum = labels.reduce((total, label) => total + f1Of(countsOf(answers, label)), 0);
  return labels.length === 0 ? 0 : sum / labels.length;
}
