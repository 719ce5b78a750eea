/**
 * Answers the same question once: reports use the same few thousand words and names. When it knows `most` answers it
 * forgets them all, so that an endless stream of new words takes no more memory than that.
 */
export function remembering<K, V extends object | string | number | boolean | null>(
  look: (key: K) => V,
  most: number,
): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    const looked = look(key);
    known.set(key, looked);
    return looked;
  };
}
