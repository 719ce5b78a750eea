import type { LeftOut } from "../model/digest.ts";
import { worse } from "../model/severity.ts";
import { mergeFolded } from "./fold-covered.ts";

/** What was left out since the last mail, and what is left out with it. */
export function mergeLeftOut(before: LeftOut, then: LeftOut): LeftOut {
  const skipped = mergeSkipped(before.skipped, then.skipped);
  const beyond = mergeBeyond(before.beyond, then.beyond);
  return {
    folded: mergeFolded(before.folded, then.folded),
    withdrawn: before.withdrawn + then.withdrawn,
    ...(skipped && { skipped }),
    ...(beyond && { beyond }),
  };
}

function mergeSkipped(a: LeftOut["skipped"], b: LeftOut["skipped"]): LeftOut["skipped"] {
  if (!a || !b) return a ?? b;
  const isEarlier = Temporal.Instant.compare(a.before, b.before) < 0;
  return { count: a.count + b.count, before: isEarlier ? b.before : a.before };
}

function mergeBeyond(a: LeftOut["beyond"], b: LeftOut["beyond"]): LeftOut["beyond"] {
  if (!a || !b) return a ?? b;
  return { count: a.count + b.count, severity: worse(a.severity, b.severity) };
}
