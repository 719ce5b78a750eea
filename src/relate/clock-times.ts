const TWELVE_HOURS = /\b(\d{1,2})(?::(\d\d))? ?([ap])\.?m\b/gi;
const TWENTY_FOUR_HOURS = /\b([01]?\d|2[0-3])[:h]([0-5]\d)\b(?! ?[ap]\.?m\b)/gi;
/** Far more than an ordinary report names. */
const MOST = 12;

/** Times of day that are named, in minutes after midnight wherever that is. */
export function clockTimesIn(text: string): number[] {
  const found = new Set<number>();
  for (const [, hour, minute = 0, half = ""] of text.matchAll(TWELVE_HOURS))
    found.add(((Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0)) * 60 + Number(minute));
  for (const [, hour, minute] of text.matchAll(TWENTY_FOUR_HOURS))
    found.add(Number(hour) * 60 + Number(minute));
  return [...found].slice(0, MOST).toSorted((a, b) => a - b);
}
