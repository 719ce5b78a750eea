import type { Reading } from "./read-signs.ts";
import type { ScoredType } from "./score-types.ts";

/** Share of relevance that talk about security has beside an incident of the same score. */
const CONTEXT_SHARE = 0.8;
const OFF_TOPIC = ["sport", "culture", "business", "politics"] as const;
/** Words of another trade per hundred at which a report is wholly about it. */
const FULL_DENSITY: Readonly<Record<(typeof OFF_TOPIC)[number], number>> = {
  sport: 3,
  culture: 3,
  business: 4,
  politics: 6,
};
const LEAST_WORDS = 40;
export const RELEVANT_FROM = 0.4;

/** 0..1: chance that the report tells a security incident, from its threats less its other trades. */
export function readRelevance(
  reading: Reading,
  types: readonly ScoredType[],
  isContext: (slug: string) => boolean,
): number {
  const doubt = types.reduce(
    (left, { slug, score }) => left * (1 - score * (isContext(slug) ? CONTEXT_SHARE : 1)),
    1,
  );
  return (1 - doubt) * (1 - offTopic(reading, types[0]?.prominence ?? 0));
}

/** A bomb at a stadium is still a bomb: what the opening tells for certain halves the discount. */
function offTopic(reading: Reading, prominence: number): number {
  const words = Math.max(LEAST_WORDS, reading.words.length);
  const shares = OFF_TOPIC.map((sign) => {
    // One such word is chance.
    const density = (100 * Math.max(0, reading.hits(sign).length - 1)) / words;
    return Math.min(1, density / FULL_DENSITY[sign]);
  });
  const share = Math.max(...shares);
  return 0.9 * share * (prominence >= 0.8 ? 0.5 : 1);
}
