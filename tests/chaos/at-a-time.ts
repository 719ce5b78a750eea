/** Runs `work` over all, so many at a time, and keeps their order. */
export async function atATime<T, R>(
  all: readonly T[],
  most: number,
  work: (one: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const queue = [...all.entries()];
  const take = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift())
      results.set(next[0], await work(next[1]));
  };
  await Promise.all(Array.from({ length: most }, take));
  return [...results].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}
