import { z } from "zod";

import { answerOf, f1Share, shareOf } from "./figure.ts";
import type { Scorer } from "./scorer.ts";

const Row = z.object({
  text: z.string(),
  lang: z.string(),
  relevant: z.boolean(),
  split_key: z.string(),
});

/** Sentences of the United Nations in English, Spanish and Arabic: the same answer in all, and the right one. */
export const languageAgreement: Scorer = {
  sets: ["un_relevance"],
  score(sets, { classify }) {
    const read = sets.rows("un_relevance", Row).map((row) => ({
      ...row,
      said: classify({ text: row.text }).relevant,
    }));
    const sentences = [...Map.groupBy(read, ({ split_key: sentence }) => sentence).values()];
    const agreeing = sentences.filter(
      (tellings) => new Set(tellings.map(({ said }) => said)).size === 1,
    );
    const languages = [...Map.groupBy(read, ({ lang }) => lang)];
    return [
      {
        set: "un_relevance",
        measure: "the same answer in every language",
        ...shareOf(agreeing.length, sentences.length),
        target: { value: 0.9 },
      },
      ...languages.map(([language, rows]) => ({
        set: "un_relevance",
        measure: `${language} relevance F1`,
        ...f1Share(rows.map(({ relevant, said }) => answerOf(relevant, said))),
        target: { value: 0.83 },
      })),
    ];
  },
};
