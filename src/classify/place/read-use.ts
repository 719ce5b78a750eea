import type { FindingText } from "./find-mentions.ts";
import type { Entity } from "./gazetteer.ts";
import type { Mention, Resolved } from "./mention.ts";
import {
  ACTOR_WORDS,
  ANCHOR_WORDS,
  INSIDE_PREPOSITIONS,
  PLACE_PREPOSITIONS,
  SETTLEMENT_WORDS,
  SPEECH_WORDS,
} from "./word-lists.ts";
import { followsDirectly, type Word } from "./words.ts";

/**
 * How the sentence uses a place name: as the ground something happened on (`inside`), as a plain
 * name, to point at another place (`anchor`), as a power (`actor`) or an adjective (`demonym`), as one who speaks,
 * or as where the report was written (`dateline`).
 */
export type Use =
  | "inside"
  | "plain"
  | "anchor"
  | "path"
  | "actor"
  | "demonym"
  | "speaker"
  | "dateline";

export interface UseContext {
  readonly found: FindingText;
  readonly anchors: ReadonlySet<number>;
  readonly dateline: WordRange;
}

const PATH_WORDS = new Set(
  "from to reaching toward towards via through between entre desde hacia vers aus nach з из نحو الى".split(
    " ",
  ),
);
const DASH = /[-–—]{1,2}/;
const MOST_DATELINE_WORDS = 16;

export function readUse({ mention, entity, isDemonym }: Resolved, context: UseContext): Use {
  if (isDemonym) return "demonym";
  const { dateline } = context;
  if (mention.firstWord >= dateline.first && mention.firstWord < dateline.end) return "dateline";
  if (context.anchors.has(mention.firstWord)) return "anchor";
  return useInSentence(mention, entity, context.found);
}

function useInSentence(mention: Mention, entity: Entity, { words, upperCase }: FindingText): Use {
  const before = introducer(words, mention.firstWord);
  const word = keyAt(words, before);
  // "at a U.S. embassy", "the Syrian army": behind an article a country's name is an adjective.
  const isAdjective = entity.kind === "country" && before !== mention.firstWord - 1;
  if (isActor(words, mention.endWord, isAdjective ? "" : word)) return "actor";
  if (before !== undefined && isAnchor(words, before)) return "anchor";
  if (isOffice(words, before, mention.endWord)) return "speaker";
  if (INSIDE_PREPOSITIONS.has(word)) return "inside";
  if (PATH_WORDS.has(word)) return "path";
  if (!PLACE_PREPOSITIONS.has(word) && speaks(words, mention.endWord, upperCase)) return "speaker";
  return "plain";
}

/** "Washington said", "Washington, however, has relied". */
function speaks(words: readonly Word[], end: number, upperCase: boolean): boolean {
  const next = words[end];
  if (next === undefined || next.startsSentence) return false;
  const verb = next.gap === ", " ? words[end + 1] : next;
  return verb !== undefined && verb.capitalised === upperCase && SPEECH_WORDS.has(verb.key);
}

const OFFICES = new Set(
  "ministry government embassy headquarters presidency spokesman spokeswoman spokesperson diplomat diplomats analyst analysts".split(
    " ",
  ),
);
const SAYING = new Set("said says told announced confirmed reported stated".split(" "));
const AUDIENCES = new Set("reporters journalists".split(" "));
const TELLING = new Set("told tells telling".split(" "));
const CONFERENCES = new Set("news press".split(" "));

/** "the health ministry in Beirut said", "told reporters in X", "a news conference in X": where one speaks. */
function isOffice(words: readonly Word[], before: number | undefined, end: number): boolean {
  if (before === undefined || !INSIDE_PREPOSITIONS.has(keyAt(words, before))) return false;
  const [verb, noun] = [keyAt(words, before - 2), keyAt(words, before - 1)];
  if (AUDIENCES.has(noun)) return TELLING.has(verb);
  if (noun === "conference") return CONFERENCES.has(verb);
  return OFFICES.has(noun) && (SAYING.has(keyAt(words, end)) || saysBefore(words, before - 1));
}

/** "said the foreign ministry in X". */
function saysBefore(words: readonly Word[], noun: number): boolean {
  return words
    .slice(Math.max(0, noun - 4), noun)
    .some(({ key, sentence }) => key === "said" && sentence === words[noun]?.sentence);
}

/** Before "the city of X" or "northern X" stands the word that matters. */
function introducer(words: readonly Word[], first: number): number | undefined {
  let at = first - 1;
  for (let steps = 0; steps < 7 && at >= 0; steps += 1) {
    const word = words[at];
    if (word === undefined || words[at + 1]?.startsSentence === true) return undefined;
    if (!followsDirectly(words[at + 1]) && words[at + 1]?.gap !== "-") return undefined;
    if (!isPassedOver(words, at) && !isCountryAdjective(words, at)) return at;
    at -= 1;
  }
  return undefined;
}

function isPassedOver(words: readonly Word[], at: number): boolean {
  const key = words[at]?.key ?? "";
  if (key === "of")
    return (
      SETTLEMENT_WORDS.has(words[at - 1]?.key ?? "") || GROUND_WORDS.has(words[at - 1]?.key ?? "")
    );
  return SETTLEMENT_WORDS.has(key) || FILLERS.has(key) || GROUND_WORDS.has(key);
}

/** "in the northern Syrian town of X". */
function isCountryAdjective(words: readonly Word[], at: number): boolean {
  return words[at]?.capitalised === true && SETTLEMENT_WORDS.has(keyAt(words, at + 1));
}

const GROUND_WORDS = new Set(
  "province governorate state region county department part parts outskirts centre center capital area areas heart".split(
    " ",
  ),
);
const FILLERS = new Set(
  `the a northern southern eastern western central north south east west northeastern northwestern southeastern southwestern
  downtown rural coastal greater nearby neighbouring neighboring war-torn besieged port main la el los las
  مدينة بلدة قرية محافظة ولاية اطراف`.split(/\s+/),
);

function keyAt(words: readonly Word[], at: number | undefined): string {
  return words[at ?? -1]?.key ?? "";
}

const POINTING = new Set(["of", "from", "with", "between"]);

/** "north of X", "the border with X", "border between X and Y". */
function isAnchor(words: readonly Word[], at: number): boolean {
  const key = words[at]?.key ?? "";
  const before = words[at - 1]?.key ?? "";
  if (POINTING.has(key)) return ANCHOR_WORDS.has(before);
  return key === "and" && words[at - 2]?.key === "between";
}

function isActor(words: readonly Word[], end: number, before: string): boolean {
  const next = words[end];
  const last = words[end - 1];
  if (next === undefined || last === undefined || next.startsSentence) return false;
  if (!ACTOR_WORDS.has(next.key)) return false;
  if (next.gap === "-") return true;
  // "in Syria government forces": the preposition says ground, unless the noun itself is owned.
  return followsDirectly(next) && (last.possessive || !INSIDE_PREPOSITIONS.has(before));
}

/** Half-open. */
export interface WordRange {
  readonly first: number;
  readonly end: number;
}

/** "BEIRUT (Reuters) -", "BOGOTA, 9 JAN 90 (EFE) --": the words before the dash, after the title. */
export function datelineOf({ words, text }: FindingText, titleEnd: number): WordRange {
  const first = words.findIndex(({ start }) => start >= titleEnd);
  const none = { first, end: first };
  if (first === -1 || !SHOUTED.test(words[first]?.text ?? "")) return none;
  for (let at = first + 1; at < Math.min(words.length, first + MOST_DATELINE_WORDS); at += 1) {
    const word = words[at];
    if (word === undefined) break;
    if (DASH.test(word.gap) && SPACE.test(word.gap)) return { first, end: at };
    if (word.startsSentence && text[word.start - 1] !== ".") break;
  }
  return none;
}

const SHOUTED = /^\p{Lu}{2}/u;
const SPACE = /\s/;
