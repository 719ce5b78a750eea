import type { TogetherRule } from "./lexicon.ts";
import type { CueHit } from "./read-signs.ts";
import type { SignHit, SignHits } from "./sign-hits.ts";

/** Signs of one rule must lie within this many words. */
const TOGETHER_SPAN = 22;
/** A sentence with more is a table or an attack on the reader. */
const MOST_HITS = 20;

export interface SentenceSigns {
  /** Read up to the end of the sentence. */
  readonly signs: SignHits;
  readonly sentence: number;
  /** Numbers of the sentence's signs, each once. */
  readonly said: readonly number[];
  /** By token. */
  readonly figurative: Uint8Array;
}

/** Adds what the signs of one sentence tell together, in the order of the lexicon's rules. */
export function findTogether(
  rulesBySign: ReadonlyMap<number, readonly TogetherRule[]>,
  here: SentenceSigns,
  cues: CueHit[],
): void {
  for (const { slug, strength, rule, signs } of rulesThatHold(rulesBySign, here)) {
    const lists: SignHit[][] = [];
    for (const sign of signs) lists.push(literal(sign, here));
    const near = closest(lists);
    if (near !== undefined) cues.push({ ...near, sentence: here.sentence, slug, strength, rule });
  }
}

function rulesThatHold(
  rulesBySign: ReadonlyMap<number, readonly TogetherRule[]>,
  { signs, sentence, said }: SentenceSigns,
): readonly TogetherRule[] {
  let holding: TogetherRule[] | undefined;
  for (const sign of said) {
    for (const rule of rulesBySign.get(sign) ?? NO_RULES)
      if (holds(rule, signs, sentence)) (holding ??= []).push(rule);
  }
  return holding?.toSorted((one, other) => one.order - other.order) ?? NO_RULES;
}

function holds({ signs, without }: TogetherRule, found: SignHits, sentence: number): boolean {
  for (const sign of signs) if (!found.isInLast(sign, sentence)) return false;
  for (const sign of without) if (found.isInLast(sign, sentence)) return false;
  return true;
}

const NO_RULES: readonly never[] = [];

/** The sentence's hits of a sign that are no figures of speech. */
function literal(sign: number, { signs, sentence, figurative }: SentenceSigns): SignHit[] {
  const hits: SignHit[] = [];
  for (const hit of signs.in(sign, sentence)) {
    if (figurative[hit.from] !== 0) continue;
    hits.push(hit);
    if (hits.length === MOST_HITS) break;
  }
  return hits;
}

/** The first hit of the leading sign that has every other sign within reach, on words of their own. */
function closest(
  lists: readonly (readonly SignHit[])[],
): { readonly from: number; readonly to: number } | undefined {
  const [lead, ...others] = lists;
  if (lead === undefined || lists.some((list) => list.length === 0)) return undefined;
  for (const hit of lead) {
    let { from, to } = hit;
    const complete = others.every((list) => {
      const near = list.find(
        (other) =>
          (other.from >= hit.to || other.to <= hit.from) &&
          Math.abs(other.from - hit.from) <= TOGETHER_SPAN,
      );
      if (near === undefined) return false;
      from = Math.min(from, near.from);
      to = Math.max(to, near.to);
      return true;
    });
    if (complete) return { from, to };
  }
  return undefined;
}
