/** The terms of a span stand in so many hashes, so that none is too large to be dropped at once. `file` knows it too. */
const PARTS = 8;

const NAME_LENGTH = 8;

/** As terms are named in Redis: eight hexadecimal digits each, one after another with nothing between. */
export function namesOfTerms(terms: ArrayLike<number>): string {
  const bytes = Buffer.allocUnsafe(terms.length * 4);
  for (let i = 0; i < terms.length; i += 1) bytes.writeUInt32BE(terms[i] ?? 0, i * 4);
  return bytes.toString("hex");
}

/** Of the term at this place among them. */
export function nameAt(names: string, place: number): string {
  return names.slice(place * NAME_LENGTH, (place + 1) * NAME_LENGTH);
}

/** The places of these terms, by the part that they stand in. */
export function placesByPart(terms: readonly number[]): readonly (readonly number[])[] {
  const parts = Array.from({ length: PARTS }, (): number[] => []);
  for (const [place, term] of terms.entries()) parts[term % PARTS]?.push(place);
  return parts;
}
