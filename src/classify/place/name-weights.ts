/** What a feature of a name adds to its log-odds, learned; 0 for one that is not known. */
export interface NameWeights {
  readonly bias: number;
  readonly of: (kind: string, value?: string, joined?: string) => number;
}

/** Weights of one kind of feature, by value. */
interface FeatureTable {
  readonly alone: Map<string, number>;
  /** Of those joined with another. */
  readonly byJoined: Map<string, Map<string, number>>;
}

const NAME = /^([^:&]+)(?::([^&]*))?(?:&(.*))?$/;

/** From weights by `featureName`, in tables of a feature's parts: nothing is put together to look a weight up. */
export function nameWeights(
  weights: Iterable<readonly [name: string, weight: number]>,
): NameWeights {
  const tables = new Map<string, FeatureTable>();
  for (const [name, weight] of weights) {
    const [, kind = "", value = "", joined = ""] = NAME.exec(name) ?? [];
    const { alone, byJoined } = tables.getOrInsertComputed(kind, () => ({
      alone: new Map(),
      byJoined: new Map(),
    }));
    const table = joined === "" ? alone : byJoined.getOrInsertComputed(joined, () => new Map());
    table.set(value, weight);
  }
  const of: NameWeights["of"] = (kind, value = "", joined = "") => {
    const table = tables.get(kind);
    const byValue = joined === "" ? table?.alone : table?.byJoined.get(joined);
    return byValue?.get(value) ?? 0;
  };
  return { bias: of("bias"), of };
}
