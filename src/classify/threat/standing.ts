import { Factuality } from "./factuality.ts";
import type { DateMention } from "./read-dates.ts";
import type { Reading } from "./read-signs.ts";

/** How far each sentence and word of a report counts towards what it is about. */
export interface Standing {
  /** Per sentence: 1 for the title and the first of the text, less further down. */
  readonly weights: Float64Array;
  /** Sentences that tell an earlier or another event. */
  readonly background: ReadonlySet<number>;
  /** Sentences that open the report: title and the first three of the text. */
  readonly lead: ReadonlySet<number>;
  /** A drill, a film, an anniversary or a retraction opens the report. */
  readonly unreal: boolean;
  /**
   * 0..1: how far the words are told as a fact of this event: as little as their least factual end.
   * A sign that is their first or last word takes nothing back: "denied responsibility" is what was done.
   */
  fact(from: number, to: number): number;
}

const BY_POSITION = [1, 0.9, 0.75, 0.65, 0.6] as const;
const FURTHER_DOWN = 0.4;
const LEAD_SENTENCES = 3;
/** An event older than this at publication is background, unless it opens the report. */
const STALE_DAYS = 7;

export function readStanding(reading: Reading, dates: readonly DateMention[]): Standing {
  const { weights, lead, openings } = weighSentences(reading);
  const past = markPast(reading, dates);
  const background = backgroundOf(past, dates, weights);
  const unreal = readUnreal(reading, lead);
  const facts = new Factuality(reading, {
    isUnreal: (sentence) => unreal.everywhere || unreal.sentences.has(sentence),
    isPastSentence: (sentence) => background.has(sentence),
    pastClauses: pastClausesOf(reading, past, openings),
  });
  const fact = (from: number, to: number) => facts.of(from, to);
  return { weights, background, lead, unreal: unreal.everywhere, fact };
}

interface WeighedSentences extends Pick<Standing, "weights" | "lead"> {
  /** Clauses that the title or the text begins with. */
  readonly openings: ReadonlySet<number | undefined>;
}

function weighSentences({ document: { sentences }, clauseOf }: Reading): WeighedSentences {
  const weights = new Float64Array(sentences.length);
  const lead = new Set<number>();
  const openings = new Set<number | undefined>();
  let position = 0;
  for (const { index, isTitle, firstToken } of sentences) {
    const weight = isTitle ? 1 : (BY_POSITION[position] ?? FURTHER_DOWN);
    weights[index] = weight;
    if (weight === 1) openings.add(clauseOf[firstToken]);
    if (isTitle || position < LEAD_SENTENCES) lead.add(index);
    if (!isTitle) position += 1;
  }
  return { weights, lead, openings };
}

function backgroundOf(
  past: readonly PastMark[],
  dates: readonly DateMention[],
  weights: Float64Array,
): ReadonlySet<number> {
  const background = new Set<number>();
  for (const { sentence } of past) if (weights[sentence] !== 1) background.add(sentence);
  for (const date of dates) if (isFresh(date)) background.delete(date.sentence);
  return background;
}

/** "Gunmen on Thursday last week attacked ...": what opens the report is its event, however old. */
function pastClausesOf(
  { clauseOf }: Reading,
  past: readonly PastMark[],
  openings: WeighedSentences["openings"],
): ReadonlySet<number | undefined> {
  const clauses = new Set<number | undefined>();
  for (const { token, to } of past) {
    for (const clause of [clauseOf[token], clauseOf[to - 1]])
      if (!openings.has(clause)) clauses.add(clause);
  }
  return clauses;
}

function isFresh({ age, precision }: DateMention): boolean {
  return precision === "day" && age !== null && age >= -1 && age <= STALE_DAYS;
}

/**
 * Drills, films, anniversaries and retractions tell of no incident; one that opens the report colours all of it.
 * What a sentence says is untrue takes back that sentence.
 */
function readUnreal(
  reading: Reading,
  lead: ReadonlySet<number>,
): { readonly everywhere: boolean; readonly sentences: ReadonlySet<number> } {
  const sentences = new Set<number>();
  for (const sign of UNREAL_SIGNS)
    for (const { sentence } of reading.hits(sign)) sentences.add(sentence);
  const [first, second] = lead;
  const everywhere = [first, second].some((index) => index !== undefined && sentences.has(index));
  for (const { sentence } of reading.hits("untrue")) sentences.add(sentence);
  return { everywhere, sentences };
}

const UNREAL_SIGNS = ["drill", "fiction", "anniversary", "retracted"] as const;

/** A word that names a day long past. */
interface PastMark {
  readonly token: number;
  readonly to: number;
  readonly sentence: number;
}

/** Where the text says "last year", "in June", "on 2 October" of something not of this week. */
function markPast(reading: Reading, dates: readonly DateMention[]): PastMark[] {
  const past: PastMark[] = [];
  for (const { from, to, sentence } of reading.hits("background"))
    past.push({ token: from, to, sentence });
  // A bare "in June" read on 20 June is this month; on 20 October it is history.
  for (const date of dates) {
    const { token, sentence } = date;
    if (isStale(date)) past.push({ token, to: token + 1, sentence });
  }
  return past;
}

function isStale({ age, precision }: DateMention): boolean {
  if (age === null) return precision === "month";
  return age > (precision === "month" ? 31 : 0) + STALE_DAYS;
}
