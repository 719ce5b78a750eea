import type { Classification } from "../model/classification.ts";
import type { FieldChange } from "../model/incident.ts";

/** What a reader acts on, before and after, in plain words. */
export function fieldChanges(before: Classification, after: Classification): FieldChange[] {
  const pairs: readonly [FieldChange["field"], string, string][] = [
    ["severity", before.severity, after.severity],
    ["killed", figure(before.casualties.killed), figure(after.casualties.killed)],
    ["injured", figure(before.casualties.injured), figure(after.casualties.injured)],
    ["place", before.regions[0] ?? "unknown", after.regions[0] ?? "unknown"],
    ["threat", before.threats[0]?.type ?? "none", after.threats[0]?.type ?? "none"],
  ];
  return pairs
    .filter(([, from, to]) => from !== to)
    .map(([field, from, to]) => ({ field, from, to }));
}

function figure(count: number | null): string {
  return count === null ? "not said" : String(count);
}
