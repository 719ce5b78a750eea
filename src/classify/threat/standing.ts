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
  /** 0..1: how far the word is told as a fact of this event. */
  fact(token: number): number;
}

const BY_POSITION = [1, 0.9, 0.75, 0.65, 0.6] as const;
const FURTHER_DOWN = 0.4;
const LEAD_SENTENCES = 3;
/** An event older than this at publication is background, unless it opens the report. */
const STALE_DAYS = 7;
const NEGATION_REACH = 4;
const HYPOTHETICAL_REACH = 6;
const FACT = {
  negated: 0.1,
  hypothetical: 0.35,
  subordinate: 0.7,
  background: 0.25,
  unreal: 0.2,
} as const;

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
    past.map((mark) => reading.clauseOf[mark.token]).filter((clause) => !openings.has(clause)),
  );
  const negated = reach(reading, "negation", NEGATION_REACH);
  const hypothetical = reach(reading, "hypothetical", HYPOTHETICAL_REACH);
  const fact = (token: number): number => {
    const sentence = reading.document.tokens[token]?.sentence ?? 0;
    if (negated[token] === 1) return FACT.negated;
    let value = hypothetical[token] === 1 ? FACT.hypothetical : 1;
    if (reading.subordinate[token]) value *= FACT.subordinate;
    if (unreal.everywhere || unreal.sentences.has(sentence)) value *= FACT.unreal;
    const isPast = background.has(sentence) || pastClauses.has(reading.clauseOf[token]);
    return isPast ? value * FACT.background : value;
  };
  return { weights, background, lead, fact };
}

function isFresh({ age, precision }: DateMention): boolean {
  return precision === "day" && age !== null && age >= -1 && age <= STALE_DAYS;
}

/** Drills, films, anniversaries and retractions tell of no incident; one that opens the report colours all of it. */
function readUnreal(
  reading: Reading,
  lead: ReadonlySet<number>,
): { readonly everywhere: boolean; readonly sentences: ReadonlySet<number> } {
  const hits = ["drill", "fiction", "anniversary", "retracted"].flatMap((sign) =>
    reading.hits(sign),
  );
  const sentences = new Set(hits.map((hit) => hit.sentence));
  const [first, second] = [...lead];
  const everywhere = [first, second].some((index) => index !== undefined && sentences.has(index));
  return { everywhere, sentences };
}

/** Where the text says "last year", "in June", "on 2 October" of something not of this week. */
function markPast(
  reading: Reading,
  dates: readonly DateMention[],
): { readonly token: number; readonly sentence: number }[] {
  const said = reading.hits("background").map(({ from, sentence }) => ({ token: from, sentence }));
  const dated = dates.filter(({ age, precision }) =>
    age === null ? precision === "month" : age > (precision === "month" ? 31 : 0) + STALE_DAYS,
  );
  // A bare "in June" read on 20 June is this month; on 20 October it is history.
  return [...said, ...dated];
}

/** Marks the words that follow a sign within `words` of the same clause. */
function reach(reading: Reading, sign: string, words: number): Uint8Array {
  const marked = new Uint8Array(reading.keys.length);
  for (const { from, to } of reading.hits(sign)) {
    const clause = reading.clauseOf[from];
    for (let token = from; token < to + words && token < marked.length; token += 1) {
      const inside = token < to || reading.clauseOf[token] === clause;
      if (!inside) break;
      marked[token] = 1;
    }
  }
  return marked;
}
