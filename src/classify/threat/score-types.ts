import type { CueHit, Reading } from "./read-signs.ts";
import type { Standing } from "./standing.ts";

/** A sub-type the report tells, how surely, and where. */
export interface ScoredType {
  readonly slug: string;
  /** 0..1. */
  readonly score: number;
  /** 0..1: how far it leads the report; decides which type is primary. */
  readonly prominence: number;
  /** Strongest first. */
  readonly hits: readonly WeighedHit[];
}

export interface WeighedHit extends CueHit {
  readonly value: number;
}

/** Below this a cue is a passing mention and not shown as evidence. */
const WORTH_SHOWING = 0.15;
const ADDING_UP = 3;

export function scoreTypes(reading: Reading, standing: Standing): ScoredType[] {
  const bySlug = new Map<string, WeighedHit[]>();
  for (const cue of reading.cues) {
    const hit = weigh(cue, standing);
    const known = bySlug.get(hit.slug);
    if (known === undefined) bySlug.set(hit.slug, [hit]);
    else keepBest(hit, known);
  }
  const scored: ScoredType[] = [];
  for (const [slug, hits] of bySlug) {
    const ordered = hits.toSorted((one, other) => other.value - one.value);
    const first = ordered[0];
    if (first === undefined || first.value < WORTH_SHOWING) continue;
    scored.push({ slug, score: addUp(ordered), prominence: first.value, hits: ordered });
  }
  return scored.toSorted((one, other) => other.score - one.score);
}

function weigh(cue: CueHit, standing: Standing): WeighedHit {
  const value =
    cue.strength * (standing.weights[cue.sentence] ?? 0) * standing.fact(cue.from, cue.to);
  const { from, to, sentence, slug, strength, rule } = cue;
  return { from, to, sentence, slug, strength, rule, value };
}

/** Two phrases over the same words are one piece of evidence; two sentences are two. */
function keepBest(hit: WeighedHit, best: WeighedHit[]): void {
  for (let at = 0; at < best.length; at += 1) {
    const known = best[at];
    if (known?.sentence !== hit.sentence) continue;
    if (isBetter(hit, known)) best[at] = hit;
    return;
  }
  best.push(hit);
}

/** Of two as telling, the one that shows more of the text's own words. */
function isBetter(hit: WeighedHit, known: WeighedHit): boolean {
  if (hit.value !== known.value) return hit.value > known.value;
  return hit.to - hit.from > known.to - known.from;
}

/** Independent evidence adds up as chances do: 1 - (1 - a)(1 - b). */
function addUp(hits: readonly WeighedHit[]): number {
  const doubt = hits.slice(0, ADDING_UP).reduce((left, hit) => left * (1 - hit.value), 1);
  return 1 - doubt;
}
