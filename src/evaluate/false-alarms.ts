import { z } from "zod";

import { type Figure, shareOf } from "./figure.ts";
import type { LabelledSets, Scorer, Subject } from "./scorer.ts";

const TopicRow = z.object({ text: z.string(), label: z.string(), lang: z.string() });
const IncidentRow = z.object({ text: z.string() });

/** English news in which every alarm is false. */
const ORDINARY = "sport-business-entertainment-tech";
const RECALL = 0.95;

/** Ordinary news: the share taken for an incident, by topic, and at the border where 95 % of CASE 2021 passes. */
export const falseAlarms: Scorer = {
  sets: ["news_topics"],
  score(sets, subject) {
    const read = sets.rows("news_topics", TopicRow).map(({ text, label, lang }) => {
      const { relevant, relevance } = subject.classify({ text });
      return { topic: `${lang} ${label}`, relevant, relevance };
    });
    const byTopic = Map.groupBy(read, ({ topic }) => topic);
    const ordinary = byTopic.get(`en ${ORDINARY}`) ?? [];
    return [
      ...atRecall(ordinary, sets, subject),
      ...[...byTopic].map(([topic, rows]) => ({
        set: "news_topics",
        measure: `${topic}: called relevant`,
        ...shareOf(rows.filter(({ relevant }) => relevant).length, rows.length),
      })),
    ];
  },
};

function atRecall(
  ordinary: readonly { readonly relevance: number }[],
  sets: LabelledSets,
  { classify }: Subject,
): Figure[] {
  const incidents = sets
    .rows("case2021", IncidentRow)
    .map(({ text }) => classify({ text }).relevance)
    .toSorted((one, other) => one - other);
  const border = incidents[Math.floor(incidents.length * (1 - RECALL))];
  if (border === undefined) return [];
  const alarms = ordinary.filter(({ relevance }) => relevance >= border).length;
  return [
    {
      set: "news_topics",
      measure: `en ${ORDINARY}: alarms at 95 % recall of case2021 (relevance ${border.toFixed(2)})`,
      ...shareOf(alarms, ordinary.length),
      target: { value: 0.02, atMost: true },
    },
  ];
}
