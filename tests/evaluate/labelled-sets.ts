import type { LabelledSets } from "#src/evaluate/scorer.ts";

/** Labelled sets from rows written in a test. */
export function labelledSets(
  sets: Readonly<Record<string, readonly object[]>>,
  maps: Readonly<Record<string, object>> = {},
): LabelledSets {
  return {
    names: new Set(Object.keys(sets)),
    rows: (name, schema) => (sets[name] ?? []).map((row) => schema.parse(row)),
    json: (name, schema) => (maps[name] === undefined ? undefined : schema.parse(maps[name])),
  };
}
