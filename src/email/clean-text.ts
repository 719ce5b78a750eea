/**
 * Line breaks and control characters could end a header or forge a line. The marks that
 * turn the direction of text could disguise a link or reorder the words beside a report's.
 */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\s]+/gu;
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** Latin letters and signs with single spaces between them: nothing of the above. */
const HARMLESS = /^[!-~\u00a1-\u02ff]+(?: [!-~\u00a1-\u02ff]+)*$/;

/** Any text as one harmless line. */
export function oneLine(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text
    .replaceAll(DIRECTION_MARKS, "")
    .replaceAll(LONE_SURROGATES, "\ufffd")
    .replaceAll(UNPRINTABLE, " ")
    .trim();
}

const GRAPHEMES = new Intl.Segmenter("und", { granularity: "grapheme" });
/** Nothing that joins with a neighbour: each of these is a character of its own. */
const SINGLE = /^[ -~\u00a0-\u02ff]*$/;

/** At most `limit` UTF-16 units, cut between the characters a reader sees. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const start = text.slice(0, limit);
  if (SINGLE.test(start)) return `${start.slice(0, -1).trimEnd()}…`;
  let kept = "";
  for (const { segment } of GRAPHEMES.segment(text)) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The same text, to be put into many others. V8 keeps what was put together as a tree of its parts until it is looked
 * into; a part that was is copied at one stroke wherever it goes.
 */
export function inOnePiece(text: string): string {
  return text.codePointAt(0) === undefined ? "" : text;
}
