/**
 * Scripts that write words without spaces and have a dictionary that tells them apart
 * well: a word is found where one begins. In 東京都 there is no 京都.
 */
const KNOWN = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}`;
/** Those whose dictionaries take many names for a part of the word before: where one begins or ends. */
const LOOSE = String.raw`\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}`;
/** Korean glues particles to words and puts spaces between them. */
const GLUED = String.raw`\p{sc=Hang}`;

/** Each character of these is a token of its own. */
export const UNSPACED = KNOWN + LOOSE + GLUED;

const SEGMENTED = new RegExp(`[${KNOWN}${LOOSE}]`, "v");
const IS_LOOSE = new RegExp(`[${LOOSE}]`, "v");
const RUN = new RegExp(String.raw`[${KNOWN}${LOOSE}\p{M}]*`, "vy");
/** Units of text looked at before a place: whoever writes no full stop writes no word that long. */
const LONGEST_RUN = 60;

let segmenter: Intl.Segmenter | undefined;

/** Whether what stands there is a word, or several, in a script without spaces; true in any other. */
export function isWholeUnspaced(text: string, start: number, end: number): boolean {
  const first = text.slice(start, start + 1);
  if (!SEGMENTED.test(first)) return true;
  const from = runStart(text, start);
  RUN.lastIndex = from;
  const run = RUN.exec(text)?.[0].slice(0, end - from + LONGEST_RUN) ?? "";
  const edges = edgesOf(run);
  if (edges.has(start - from)) return true;
  return IS_LOOSE.test(first) && edges.has(end - from);
}

function runStart(text: string, at: number): number {
  let from = at;
  while (from > Math.max(0, at - LONGEST_RUN) && isOfRun(text.slice(from - 1, from))) from -= 1;
  return from;
}

function isOfRun(unit: string): boolean {
  RUN.lastIndex = 0;
  return RUN.exec(unit)?.[0] === unit;
}

function edgesOf(run: string): ReadonlySet<number> {
  segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
  const starts = Array.from(segmenter.segment(run), ({ index }) => index);
  return new Set([...starts, run.length]);
}
