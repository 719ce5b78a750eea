/** An instant or a day, which begins in UTC; undefined for anything else. */
export function readInstant(value: unknown): Temporal.Instant | undefined {
  if (typeof value !== "string") return undefined;
  for (const text of [value, `${value.slice(0, 10)}T00:00:00Z`]) {
    try {
      return Temporal.Instant.from(text);
    } catch {
      continue;
    }
  }
  return undefined;
}
