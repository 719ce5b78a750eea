const COLUMNS = 72;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
/** Of what is none of these no character is wide, and none takes two units. */
const MAYBE_WIDE = /[\u1100-\u115f\u2e80-\uffff]/;
const GRAPHEMES = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * Lines of at most 72 columns, the first after `first`, the others after `indent`.
 * A link is never broken; a script that writes no spaces is broken between characters.
 */
export function wrapText(text: string, first = "", indent = " ".repeat(first.length)): string {
  return wrapNarrow(text, first, indent) ?? wrapWords(text, first, indent);
}

/** Undefined where a letter may be wide, or a word is longer than a line: most text has neither. */
function wrapNarrow(text: string, first: string, indent: string): string | undefined {
  if (MAYBE_WIDE.test(text)) return undefined;
  let wrapped = first;
  let at = 0;
  let room = COLUMNS - first.length;
  while (text.length - at > room) {
    const end = text.lastIndexOf(" ", at + room);
    if (end < at) return undefined;
    wrapped += `${text.slice(at, end)}\n${indent}`;
    at = end + 1;
    room = COLUMNS - indent.length;
  }
  return wrapped + text.slice(at);
}

function wrapWords(text: string, first: string, indent: string): string {
  const lines: string[] = [];
  let line = first;
  let width = columns(first);
  let isEmpty = true;
  for (const word of text.split(" ").flatMap((each) => breakLong(each, COLUMNS - indent.length))) {
    const wordWidth = columns(word);
    if (isEmpty) {
      line += word;
      width += wordWidth;
    } else if (width + 1 + wordWidth <= COLUMNS) {
      line += ` ${word}`;
      width += 1 + wordWidth;
    } else {
      lines.push(line);
      line = indent + word;
      width = columns(indent) + wordWidth;
    }
    isEmpty = false;
  }
  return [...lines, line].join("\n");
}

function breakLong(word: string, room: number): string[] {
  if (columns(word) <= room || /^https?:/.test(word)) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const { segment } of GRAPHEMES.segment(word)) {
    if (columns(piece + segment) > room) {
      pieces.push(piece);
      piece = "";
    }
    piece += segment;
  }
  return [...pieces, piece];
}

function columns(text: string): number {
  if (!MAYBE_WIDE.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}
