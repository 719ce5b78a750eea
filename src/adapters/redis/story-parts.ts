/** The terms of a span stand in so many hashes, so that none is too large to be dropped at once. `file` knows it too. */
const PARTS = 8;

/** As terms are named in Redis: eight hexadecimal digits, so that several follow each other without anything between. */
export function nameOfTerm(term: number): string {
  return term.toString(16).padStart(8, "0");
}

/** The places of these terms, by the part that they stand in. */
export function placesByPart(terms: readonly number[]): readonly (readonly number[])[] {
  const parts = Array.from({ length: PARTS }, (): number[] => []);
  for (const [place, term] of terms.entries()) parts[term % PARTS]?.push(place);
  return parts;
}
