import weights from "../../../data/place-name-model.json" with { type: "json" };
import { acceptsName, isNeverPlace } from "./accept-name.ts";
import { type FindingText, listedFrom, type ListedName, withFullStop } from "./find-mentions.ts";
import type { Gazetteer } from "./gazetteer.ts";
import type { Mention } from "./mention.ts";
import { type Listing, type NameText, type NoteFeature, noteFeatures } from "./name-features.ts";
import { type NameHome, readHome } from "./name-home.ts";
import { mentionOf, type NameRun } from "./name-run.ts";
import { capitalRuns } from "./name-spans.ts";
import { readUsage } from "./name-usage.ts";
import { type NameWeights, nameWeights } from "./name-weights.ts";

/** A run of words that may be a place's name, and what speaks for and against. */
export class NameCase {
  readonly mention: Mention;
  /** What the rules for names say, where these decide: demonyms, and scripts without capitals. */
  readonly ruled: boolean | undefined;
  readonly #text: NameText;
  readonly #run: NameRun;
  readonly #listing: Listing | undefined;

  constructor(
    text: NameText,
    { mention, ruled }: Pick<NameCase, "mention" | "ruled">,
    run: NameRun,
    listing: Listing | undefined,
  ) {
    this.mention = mention;
    this.ruled = ruled;
    this.#text = text;
    this.#run = run;
    this.#listing = listing;
  }

  /** Tells its features, one after another. */
  tell(note: NoteFeature): void {
    noteFeatures(this.#text, this.#run, this.#listing, note);
  }
}

export interface ScoredName {
  readonly mention: Mention;
  readonly score: number;
}

/** Log-odds above which a name is a place's: somewhat below even, for a missed place is worse than a doubtful one. */
const THRESHOLD = -0.3;
/** How much the other uses of a name in the text count beside its own. */
const COMPANY = 0.6;
/** One use says no more than this. */
const CLEAREST = 4;

const WEIGHTS = nameWeights(Object.entries(weights));

/** Names of an English text in ordinary case, by learned weights: likeliest first where they overlap, then in order. */
export function findByWeights(found: FindingText, gazetteer: Gazetteer): Mention[] {
  return chooseNames(scoreNames(nameCases(found, gazetteer), WEIGHTS));
}

/** Each case with its log-odds; the uses of one name in a text bear each other out. */
export function scoreNames(cases: readonly NameCase[], learned: NameWeights): ScoredName[] {
  const own = ownScores(cases, learned);
  const uses = new Map<string, { count: number; sum: number }>();
  for (let index = 0; index < cases.length; index += 1) {
    const key = cases[index]?.mention.key ?? "";
    const score = bounded(own[index] ?? 0);
    const known = uses.get(key);
    if (known === undefined) uses.set(key, { count: 1, sum: score });
    else {
      known.count += 1;
      known.sum += score;
    }
  }
  const scored: ScoredName[] = [];
  for (const { mention } of cases) {
    const score = own[scored.length] ?? 0;
    const { count, sum } = uses.get(mention.key) ?? ALONE;
    const others = count < 2 ? 0 : (COMPANY * (sum - bounded(score))) / (count - 1);
    scored.push({ mention, score: score + others });
  }
  return scored;
}

const ALONE = { count: 1, sum: 0 } as const;

/** By case: what is said of it where it stands. */
function ownScores(cases: readonly NameCase[], { bias, of }: NameWeights): Float64Array {
  const scores = new Float64Array(cases.length);
  let at = 0;
  const add: NoteFeature = (kind, value, joined) => {
    scores[at] = (scores[at] ?? 0) + of(kind, value, joined);
  };
  for (const one of cases) {
    if (one.ruled === undefined) {
      scores[at] = bias;
      one.tell(add);
    } else scores[at] = one.ruled ? CLEAREST : -CLEAREST;
    at += 1;
  }
  return scores;
}

function bounded(score: number): number {
  return Math.max(-CLEAREST, Math.min(CLEAREST, score));
}

export function chooseNames(scored: readonly ScoredName[]): Mention[] {
  const taken = new Set<number>();
  const chosen = scored
    .filter(({ score }) => score > THRESHOLD)
    .toSorted((a, b) => b.score - a.score)
    .filter(({ mention: { firstWord, endWord } }) => {
      for (let at = firstWord; at < endWord; at += 1) if (taken.has(at)) return false;
      for (let at = firstWord; at < endWord; at += 1) taken.add(at);
      return true;
    });
  return chosen.map(({ mention }) => mention).toSorted((a, b) => a.firstWord - b.firstWord);
}

/** Every run of words that may be a place's name: those a list has, and runs of capitals. */
export function nameCases(found: FindingText, gazetteer: Gazetteer): NameCase[] {
  const { words } = found;
  const text = { ...found, usage: readUsage(words) };
  const listed: ListedName[] = [];
  for (let first = 0; first < words.length; first += 1)
    for (const name of listedFrom(found, gazetteer, first)) listed.push(name);
  const home = readHome(listed);
  const cases: NameCase[] = [];
  const known = new Set<number>();
  for (const name of listed) {
    const run = runOf(name.mention);
    known.add(runKey(run));
    cases.push(listedCase(text, name, run, home));
  }
  for (const run of capitalRuns(words))
    if (!known.has(runKey(run))) cases.push(unlistedCase(text, run));
  return cases;
}

function listedCase(
  text: NameText,
  { mention, commonness }: ListedName,
  run: NameRun,
  home: NameHome,
): NameCase {
  const ruled = ruledOn(text, mention, commonness);
  const listing = { candidates: mention.candidates, commonness, home };
  return new NameCase(text, { mention: withFullStop(text, mention), ruled }, run, listing);
}

function unlistedCase(text: NameText, run: NameRun): NameCase {
  const mention = withStreetStop(text, mentionOf(text, run));
  const ruled = isNeverPlace(text, mention, 0) ? false : undefined;
  return new NameCase(text, { mention, ruled }, run, undefined);
}

function ruledOn(found: FindingText, mention: Mention, commonness: number): boolean | undefined {
  const isDemonym = mention.candidates.every(({ form }) => form === "demonym");
  const isCased = found.words[mention.firstWord]?.script === "cased";
  if (isDemonym || !isCased) return acceptsName(found, mention, commonness);
  return isNeverPlace(found, mention, commonness) ? false : undefined;
}

function runOf({ firstWord, endWord }: Mention): NameRun {
  return { first: firstWord, end: endWord };
}

/** Names have fewer than sixteen words. */
function runKey({ first, end }: NameRun): number {
  return first * 16 + end - first;
}

const SHORT_STREET = /(?:^|\s)(?:St|Ave|Rd|Blvd|Dr|Ln|Hwy|Pkwy|Ct|Pl)$/u;

/** "Main St." ends with its stop. */
function withStreetStop(found: FindingText, mention: Mention): Mention {
  if (found.text[mention.end] !== "." || !SHORT_STREET.test(mention.name)) return mention;
  const end = mention.end + 1;
  return { ...mention, end, name: found.text.slice(mention.start, end) };
}
