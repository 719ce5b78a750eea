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
const NEGATION_REACH = 4;
const HYPOTHETICAL_REACH = 6;
/** "An earthquake could", "bomb threat": the word before, and one between. */
const PROSPECT_REACH = 2;
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
    past
      .flatMap(({ token, to }) => [reading.clauseOf[token], reading.clauseOf[to - 1]])
      .filter((clause) => !openings.has(clause)),
  );
  const negated = reach(reading, "negation", { after: NEGATION_REACH });
  const hypothetical = reach(reading, "hypothetical", { after: HYPOTHETICAL_REACH });
  const prospective = reach(reading, "prospect", { before: PROSPECT_REACH });
  const factAt = (token: number, words: Words): number => {
    const sentence = reading.document.tokens[token]?.sentence ?? 0;
    if (isReached(negated, token, words)) return FACT.negated;
    const isHypothetical =
      isReached(hypothetical, token, words) || isReached(prospective, token, words);
    let value = isHypothetical ? FACT.hypothetical : 1;
    if (reading.subordinate[token]) value *= FACT.subordinate;
    if (unreal.everywhere || unreal.sentences.has(sentence)) value *= FACT.unreal;
    const isPast = background.has(sentence) || pastClauses.has(reading.clauseOf[token]);
    return isPast ? value * FACT.background : value;
  };
  const fact = (from: number, to: number) =>
    Math.min(factAt(from, { from, to }), factAt(to - 1, { from, to }));
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

/** No sign reaches the word. */
const NOTHING = -1;

interface Words {
  readonly from: number;
  readonly to: number;
}

/** Whether a sign reaches the token that is not itself an end of the words. */
function isReached(signs: Int32Array, token: number, { from, to }: Words): boolean {
  const by = signs[token] ?? NOTHING;
  return by !== NOTHING && by !== from && by !== to - 1;
}

/** For each word the first token of a sign that reaches it within its clause, or `NOTHING`. */
function reach(
  reading: Reading,
  sign: string,
  { before = 0, after = 0 }: { readonly before?: number; readonly after?: number },
): Int32Array {
  const marked = new Int32Array(reading.keys.length).fill(NOTHING);
  for (const { from, to } of reading.hits(sign)) {
    const clause = reading.clauseOf[from];
    const isInside = (token: number) => reading.clauseOf[token] === clause;
    for (let token = from; token < to; token += 1) marked[token] = from;
    const end = Math.min(marked.length, to + after);
    for (let token = to; token < end && isInside(token); token += 1) marked[token] = from;
    const start = Math.max(0, from - before);
    for (let token = from - 1; token >= start && isInside(token); token -= 1) marked[token] = from;
  }
  return marked;
}
