import { SEAMS } from "#src/pipeline/ports.ts";

import { atATime } from "./at-a-time.ts";
import type { Violation } from "./invariants.ts";
import { sampleOf, tryCase } from "./try-case.ts";

export interface CrashPointsReport {
  readonly tried: number;
  /** The process passed the seam so often, and ended there. */
  readonly reached: number;
  readonly violations: readonly (Violation & { readonly at: string })[];
}

export interface CrashPointsOptions {
  readonly tree: string;
  /** Undefined: all of them. */
  readonly sample: number | undefined;
  readonly seed: number;
  readonly atATime: number;
}

const OCCURRENCES = [1, 2, 3];

/** A process that ends at a seam, for each seam and its first, second and third passing. */
export async function tryCrashPoints(options: CrashPointsOptions): Promise<CrashPointsReport> {
  const all = SEAMS.flatMap((seam) => OCCURRENCES.map((n) => `${seam}#${n}`));
  const chosen = options.sample === undefined ? all : sampleOf(all, options.sample, options.seed);
  const results = await atATime(chosen, options.atATime, async (crashAt) => {
    const result = await tryCase({ tree: options.tree, crashAt });
    const verdict = result.crashed ? "crashed" : "never passed";
    console.error(`${crashAt}: ${verdict}, ${result.violations.length} violations`);
    for (const { invariant, detail } of result.violations)
      console.error(`  ${invariant}: ${detail}`);
    return { crashAt, ...result };
  });
  return {
    tried: results.length,
    reached: results.filter(({ crashed }) => crashed).length,
    violations: results.flatMap(({ crashAt, violations }) =>
      violations.map((violation) => ({ ...violation, at: crashAt })),
    ),
  };
}
