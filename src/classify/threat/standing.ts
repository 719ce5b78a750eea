import { Factuality } from "./factuality.ts";
import type { DateMention } from "./read-dates.ts";
import type { Reading } from "./read-signs.ts";

/** How far each sentence and word of a report counts towards what it is about. */
export interface Standing {
  /** Per sentence: 1 for the title and the first of the text, less further down. */
  readonly weights: readonly number[];
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
  const { sentences } = reading.document;
  const weights: number[] = [];
  const lead = new Set<number>();
  let position = 0;
  for (const sentence of sentences) {
    weights.push(sentence.isTitle ? 1 : (BY_POSITION[position] ?? FURTHER_DOWN));
    if (sentence.isTitle || position < LEAD_SENTENCES) lead.add(sentence.index);
    if (!sentence.isTitle) position += 1;
  }
  const past = markPast(reading, dates);
  const fresh = new Set(dates.filter(isFresh).map((date) => date.sentence));
  const background = new Set(
    past
      .map((mark) => mark.sentence)
      .filter((sentence) => !fresh.has(sentence) && weights[sentence] !== 1),
  );
  const unreal = readUnreal(reading, lead);
  const openings = new Set(
    sentences
      .filter((sentence) => weights[sentence.index] === 1)
      .map((sentence) => reading.clauseOf[sentence.firstToken]),
  );
  // "Gunmen on Thursday last week attacked ...": what opens the report is its event, however old.
  const pastClauses = new Set(
    past
      .flatMap(({ token, to }) => [reading.clauseOf[token], reading.clauseOf[to - 1]])
      .filter((clause) => !openings.has(clause)),
  );
  const facts = new Factuality(reading, {
    isUnreal: (sentence) => unreal.everywhere || unreal.sentences.has(sentence),
    isPastSentence: (sentence) => background.has(sentence),
    pastClauses,
  });
  const fact = (from: number, to: number) => facts.of(from, to);
  return { weights, background, lead, unreal: unreal.everywhere, fact };
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
  const sentencesOf = (signs: readonly string[]) =>
    signs.flatMap((sign) => reading.hits(sign).map((hit) => hit.sentence));
  const unreal = new Set(sentencesOf(["drill", "fiction", "anniversary", "retracted"]));
  const [first, second] = [...lead];
  const everywhere = [first, second].some((index) => index !== undefined && unreal.has(index));
  return { everywhere, sentences: new Set([...unreal, ...sentencesOf(["untrue"])]) };
}

/** Where the text says "last year", "in June", "on 2 October" of something not of this week. */
function markPast(
  reading: Reading,
  dates: readonly DateMention[],
): { readonly token: number; readonly to: number; readonly sentence: number }[] {
  const said = reading
    .hits("background")
    .map(({ from, to, sentence }) => ({ token: from, to, sentence }));
  const dated = dates.filter(({ age, precision }) =>
    age === null ? precision === "month" : age > (precision === "month" ? 31 : 0) + STALE_DAYS,
  );
  // A bare "in June" read on 20 June is this month; on 20 October it is history.
  return [...said, ...dated.map(({ token, sentence }) => ({ token, to: token + 1, sentence }))];
}
