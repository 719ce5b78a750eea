/** Numbers from 0 to 1 that are the same in every run. */
export type Chance = () => number;

/** Mulberry32. */
export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A picker by Zipf's law: the n-th of the list n^`power` times rarer than the first. */
export function zipf<T>(list: readonly T[], power: number): (chance: Chance) => T {
  const sums: number[] = [];
  let sum = 0;
  for (let at = 0; at < list.length; at += 1) {
    sum += (at + 1) ** -power;
    sums.push(sum);
  }
  return (chance) => {
    const wanted = chance() * sum;
    let low = 0;
    let high = list.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return list[low] as T;
  };
}

export function pick<T>(list: readonly T[], chance: Chance): T {
  return list[Math.floor(chance() * list.length)] as T;
}

/** Between `min` and `max` different things. */
export function several<T>(min: number, max: number, chance: Chance, draw: () => T): readonly T[] {
  const wanted = min + Math.floor(chance() * (max - min + 1));
  const drawn = new Set<T>();
  while (drawn.size < wanted) drawn.add(draw());
  return [...drawn];
}
