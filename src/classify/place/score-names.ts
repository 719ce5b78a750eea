import weights from "../../../data/place-name-model.json" with { type: "json" };
import { acceptsName, isNeverPlace } from "./accept-name.ts";
import { type FindingText, listedFrom, type ListedName, withFullStop } from "./find-mentions.ts";
import type { Gazetteer } from "./gazetteer.ts";
import type { Mention } from "./mention.ts";
import { type NameText, type NoteFeature, noteFeatures } from "./name-features.ts";
import { readHome } from "./name-home.ts";
import { mentionOf, type NameRun } from "./name-run.ts";
import { capitalRuns } from "./name-spans.ts";
import { readUsage } from "./name-usage.ts";
import { type NameWeights, nameWeights } from "./name-weights.ts";

/** A run of words that may be a place's name, and what speaks for and against. */
export interface NameCase {
  readonly mention: Mention;
  /** Tells its features, one after another. */
  readonly tell: (note: NoteFeature) => void;
  /** What the rules for names say, where these decide: demonyms, and scripts without capitals. */
  readonly ruled?: boolean | undefined;
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
export function scoreNames(cases: readonly NameCase[], { bias, of }: NameWeights): ScoredName[] {
  const own = cases.map(({ mention, tell, ruled }) => {
    if (ruled !== undefined) return { mention, score: ruled ? CLEAREST : -CLEAREST };
    let score = bias;
    tell((kind, value, joined) => {
      score += of(kind, value, joined);
    });
    return { mention, score };
  });
  const groups = Map.groupBy(own, ({ mention }) => mention.key);
  return own.map(({ mention, score }) => {
    const group = groups.get(mention.key) ?? [];
    if (group.length < 2) return { mention, score };
    const sum = group.reduce((total, one) => total + bounded(one.score), 0) - bounded(score);
    return { mention, score: score + (COMPANY * sum) / (group.length - 1) };
  });
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
    listed.push(...listedFrom(found, gazetteer, first));
  const known = new Set(listed.map(({ mention }) => runKey(runOf(mention))));
  const runs = capitalRuns(words).filter((run) => !known.has(runKey(run)));
  return [...listedCases(text, listed), ...runs.map((run) => unlistedCase(text, run))];
}

function listedCases(text: NameText, listed: readonly ListedName[]): NameCase[] {
  const home = readHome(listed.map(({ mention }) => mention));
  return listed.map(({ mention, commonness }) => {
    const listing = { candidates: mention.candidates, commonness, home };
    return {
      mention: withFullStop(text, mention),
      tell: (note) => noteFeatures(text, runOf(mention), listing, note),
      ruled: ruledOn(text, mention, commonness),
    };
  });
}

function unlistedCase(text: NameText, run: NameRun): NameCase {
  const mention = withStreetStop(text, mentionOf(text, run));
  return {
    mention,
    tell: (note) => noteFeatures(text, run, undefined, note),
    ruled: isNeverPlace(text, mention, 0) ? false : undefined,
  };
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
