/** Words of a text and what they say. Offsets are UTF-16 units. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  /** `what`, `who`, `killed`. */
  readonly label: string;
}

/**
 * The text with its marks around the words: `[what: killed [who: ISIS] members]`.
 * A mark that begins inside another and ends beyond it keeps the rest; one of the same words and label is told once.
 */
export function markText(text: string, marks: readonly Mark[]): string {
  const ordered = marks.toSorted((one, other) => one.start - other.start || other.end - one.end);
  const open: Mark[] = [];
  const seen = new Set<string>();
  let marked = "";
  let at = 0;
  const closeUntil = (position: number): void => {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= position) {
      const { end } = open.pop() ?? { end: at };
      marked += `${text.slice(at, end)}]`;
      at = end;
    }
  };
  for (const mark of ordered) {
    closeUntil(mark.start);
    const end = Math.min(mark.end, open.at(-1)?.end ?? mark.end);
    const key = `${mark.start} ${end} ${mark.label}`;
    if (end <= mark.start || seen.has(key)) continue;
    seen.add(key);
    marked += `${text.slice(at, mark.start)}[${mark.label}: `;
    at = mark.start;
    open.push({ ...mark, end });
  }
  closeUntil(Number.POSITIVE_INFINITY);
  return marked + text.slice(at);
}
