/**
 * The smallest part of `faults` that still fails, as far as `tries` runs can tell: halves first, then
 * smaller and smaller pieces are left out (Zeller's delta debugging). A run need not fail each time,
 * so what comes out is small rather than smallest.
 */
export async function shrink<T>(
  faults: readonly T[],
  fails: (fewer: readonly T[]) => Promise<boolean>,
  tries: number,
): Promise<readonly T[]> {
  let kept = faults;
  let left = tries;
  let pieces = 2;
  while (kept.length > 1 && left > 0) {
    const size = Math.ceil(kept.length / pieces);
    let smaller: readonly T[] | undefined;
    for (let from = 0; from < kept.length && left > 0 && !smaller; from += size) {
      const without = kept.toSpliced(from, size);
      left -= 1;
      if (await fails(without)) smaller = without;
    }
    if (smaller) {
      kept = smaller;
      pieces = Math.max(2, pieces - 1);
    } else if (size === 1) return kept;
    else pieces = Math.min(kept.length, pieces * 2);
  }
  return kept;
}
