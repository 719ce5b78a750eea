import type { Classification } from "../model/classification.ts";
import type { ReportText } from "../model/report.ts";
import { type Sentence, readDocument } from "./text/document.ts";

const LONGEST = 400;
/** Fewer words tell no event: a dateline, a byline. */
const FEWEST_WORDS = 5;

/** The headline, and the sentence that tells the event where the headline does not already say it. */
export function summaryOf(
  { title, text }: Pick<ReportText, "title" | "text">,
  classification: Pick<Classification, "threats">,
): { readonly headline: string; readonly summary: string } {
  const { sentences } = readDocument(title, text);
  const first = sentences.find((sentence) => sentence.isTitle) ?? sentences[0];
  const headline = shorten(title?.trim() || first?.text || text.trim());
  const body = sentences.filter(
    (sentence) =>
      !sentence.isTitle &&
      shorten(sentence.text) !== headline &&
      sentence.endToken - sentence.firstToken >= FEWEST_WORDS,
  );
  const telling = tellingSentence(body, classification) ?? body[0];
  return { headline, summary: telling === undefined ? headline : shorten(telling.text) };
}

/** The first sentence that holds evidence of the primary threat. */
function tellingSentence(
  sentences: readonly Sentence[],
  { threats }: Pick<Classification, "threats">,
): Sentence | undefined {
  const evidence = threats.find((threat) => threat.primary)?.evidence ?? [];
  return sentences.find(({ start, end }) =>
    evidence.some((words) => words.start >= start && words.end <= end),
  );
}

/** Cut at a word, with an ellipsis. */
function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line.length <= LONGEST) return line;
  const room = line.slice(0, LONGEST - 1);
  const space = room.lastIndexOf(" ");
  return `${room.slice(0, space > LONGEST / 2 ? space : safeCut(room))}…`;
}

/** Never between the two halves of a surrogate pair. */
function safeCut(text: string): number {
  const last = text.codePointAt(text.length - 1) ?? 0;
  return last >= 0xd8_00 && last <= 0xdb_ff ? text.length - 1 : text.length;
}
