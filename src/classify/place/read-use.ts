import type { FindingText } from "./find-mentions.ts";
import type { Resolved } from "./mention.ts";
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
  /** Words before this one belong to the dateline. */
  readonly datelineEnd: number;
}

const PATH_WORDS = new Set(
  "from to toward towards via through desde hacia vers aus nach з из".split(" "),
);
const DASH = /[-–—]{1,2}/;
const MOST_DATELINE_WORDS = 16;

export function readUse({ mention, entity, isDemonym }: Resolved, context: UseContext): Use {
  const { words } = context.found;
  if (mention.firstWord < context.datelineEnd) return "dateline";
  if (context.anchors.has(mention.firstWord)) return "anchor";
  const before = introducer(words, mention.firstWord);
  const next = words[mention.endWord];
  // "at a U.S. embassy", "the Syrian army": behind an article a country's name is an adjective.
  const isAdjective = entity.kind === "country" && before !== mention.firstWord - 1;
  if (isDemonym) return "demonym";
  if (isActor(words, mention.endWord, isAdjective ? undefined : before)) return "actor";
  if (before !== undefined && isAnchor(words, before)) return "anchor";
  const word = words[before ?? -1]?.key ?? "";
  if (INSIDE_PREPOSITIONS.has(word)) return "inside";
  if (PATH_WORDS.has(word)) return "path";
  const isSubject = !PLACE_PREPOSITIONS.has(word) && next?.startsSentence === false;
  const verb = next?.gap === ", " ? words[mention.endWord + 1] : next;
  if (isSubject && verb?.capitalised === context.found.upperCase && SPEECH_WORDS.has(verb.key))
    return "speaker";
  return "plain";
}

/** Before "the city of X" or "northern X" stands the word that matters. */
function introducer(words: readonly Word[], first: number): number | undefined {
  let at = first - 1;
  for (let steps = 0; steps < 7 && at >= 0; steps += 1) {
    const word = words[at];
    if (word === undefined || words[at + 1]?.startsSentence === true) return undefined;
    if (!followsDirectly(words[at + 1]) && words[at + 1]?.gap !== "-") return undefined;
    if (!isPassedOver(words, at)) return at;
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

const GROUND_WORDS = new Set(
  "province governorate state region county department part parts outskirts centre center capital area areas heart".split(
    " ",
  ),
);
const FILLERS = new Set(
  `the a northern southern eastern western central north south east west northeastern northwestern southeastern southwestern
  downtown rural coastal greater nearby neighbouring neighboring war-torn besieged port main la el los las`.split(
    /\s+/,
  ),
);

/** "north of X", "the border with X", "border between X and Y". */
function isAnchor(words: readonly Word[], at: number): boolean {
  const key = words[at]?.key ?? "";
  if (key === "of" || key === "from") return ANCHOR_WORDS.has(words[at - 1]?.key ?? "");
  if (key === "with" || key === "between") return ANCHOR_WORDS.has(words[at - 1]?.key ?? "");
  return key === "and" && words[at - 2]?.key === "between";
}

function isActor(words: readonly Word[], end: number, before: number | undefined): boolean {
  const next = words[end];
  if (next === undefined || next.startsSentence) return false;
  const last = words[end - 1];
  if (next.gap === "-" && ACTOR_WORDS.has(next.key)) return true;
  const adjacent = followsDirectly(next) && last !== undefined;
  if (!adjacent || !ACTOR_WORDS.has(next.key)) return false;
  // "in Syria government forces": the preposition says ground, unless the noun itself is owned.
  return last.possessive || !INSIDE_PREPOSITIONS.has(words[before ?? -1]?.key ?? "");
}

/** "BEIRUT (Reuters) -", "BOGOTA, 9 JAN 90 (EFE) --": how many words stand before the dash. */
export function datelineEnd({ words, text }: FindingText, titleEnd: number): number {
  const first = words.findIndex(({ start }) => start >= titleEnd);
  if (first === -1) return 0;
  let capitals = 0;
  for (let at = first; at < Math.min(words.length, first + MOST_DATELINE_WORDS); at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const isDash = at > first && DASH.test(word.gap) && /\s/.test(word.gap);
    if (isDash && capitals > 0) return at;
    if (/^\p{Lu}{2}/u.test(word.text)) capitals += 1;
    else if (at === first) return 0;
    if (word.startsSentence && at > first && text[word.start - 1] !== ".") break;
  }
  return 0;
}
