/** What a feature of a name adds to its log-odds, learned; 0 for one that is not known. */
export interface NameWeights {
  readonly bias: number;
  readonly of: (kind: string, value?: string, joined?: string) => number;
}

const NAME = /^([^:&]+)(?::([^&]*))?(?:&(.*))?$/;

/** From weights by `featureName`, in tables of a feature's parts: nothing is put together to look a weight up. */
export function nameWeights(
  weights: Iterable<readonly [name: string, weight: number]>,
): NameWeights {
  const tables = new Map<string, Map<string, Map<string, number>>>();
  for (const [name, weight] of weights) {
    const [, kind = "", value = "", joined = ""] = NAME.exec(name) ?? [];
    tables
      .getOrInsertComputed(kind, () => new Map())
      .getOrInsertComputed(joined, () => new Map())
      .set(value, weight);
  }
  const of: NameWeights["of"] = (kind, value = "", joined = "") =>
    tables.get(kind)?.get(joined)?.get(value) ?? 0;
  return { bias: of("bias"), of };
}
