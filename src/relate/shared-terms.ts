/** The terms that two lists have in common, by their places in each. */
export interface SharedTerms {
  /** As many of the others as this says are theirs, ascending. */
  count: number;
  readonly here: Uint16Array;
  readonly there: Uint16Array;
}

/** What two tellings are compared by besides their profiles. */
export interface Compared {
  readonly shared: SharedTerms;
  /** Of the newer one's terms, in their order. */
  readonly rarities: Float64Array;
}

/** Filled anew for each list that this one is compared with. */
export function noSharedTerms({ length }: ArrayLike<number>): SharedTerms {
  return { count: 0, here: new Uint16Array(length), there: new Uint16Array(length) };
}

/** Both lists ascend: one walk finds what they share. */
export function findShared(
  into: SharedTerms,
  here: ArrayLike<number>,
  there: ArrayLike<number>,
): void {
  let count = 0;
  for (let i = 0, j = 0; i < here.length && j < there.length;) {
    const term = here[i] ?? 0;
    const other = there[j] ?? 0;
    if (term === other) {
      into.here[count] = i;
      into.there[count] = j;
      count += 1;
    }
    if (term <= other) i += 1;
    if (other <= term) j += 1;
  }
  into.count = count;
}
