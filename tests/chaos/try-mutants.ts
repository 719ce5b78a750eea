import { atATime } from "./at-a-time.ts";
import { growMutant } from "./mutant-tree.ts";
import { type Mutant, MUTANTS } from "./mutants.ts";
import { sampleOf, tryCase } from "./try-case.ts";

export interface MutantsReport {
  readonly caught: number;
  readonly missed: number;
  readonly table: readonly MutantRow[];
}

export interface MutantRow {
  readonly mutant: string;
  readonly shownBy: string;
  /** The invariants that it violated; none: it was missed. */
  readonly caughtBy: readonly string[];
}

export interface MutantsOptions {
  readonly tree: string;
  readonly sample: number | undefined;
  readonly seed: number;
  readonly atATime: number;
}

/** A harness that a broken promise gets past proves nothing: each mutant has to be caught. */
export async function tryMutants(options: MutantsOptions): Promise<MutantsReport> {
  const chosen =
    options.sample === undefined ? MUTANTS : sampleOf(MUTANTS, options.sample, options.seed);
  const table = await atATime(chosen, options.atATime, async (mutant) => {
    const row = await tryMutant(options.tree, mutant);
    console.error(
      `mutant "${row.mutant}": ${row.caughtBy.length > 0 ? `caught by ${row.caughtBy.join(", ")}` : "MISSED"}`,
    );
    return row;
  });
  const caught = table.filter(({ caughtBy }) => caughtBy.length > 0).length;
  return { caught, missed: table.length - caught, table };
}

async function tryMutant(tree: string, mutant: Mutant): Promise<MutantRow> {
  using grown = growMutant(tree, mutant);
  const { violations } = await tryCase({ ...mutant.shownBy, tree: grown.dir });
  return {
    mutant: mutant.name,
    shownBy: describeCase(mutant.shownBy),
    // One that does not even run has broken no promise.
    caughtBy: [...new Set(violations.map(({ invariant }) => invariant))].filter(
      (invariant) => invariant !== "noSurprises",
    ),
  };
}

function describeCase({ crashAt, faults = [] }: Mutant["shownBy"]): string {
  const parts = [
    ...(crashAt === undefined ? [] : [`a kill at ${crashAt}`]),
    ...new Set(
      faults.map(({ fault }) =>
        fault.does === "mail-fault" ? `${fault.fault.does} at ${fault.fault.at}` : fault.does,
      ),
    ),
  ];
  return parts.length === 0 ? "a copy that comes later" : parts.join(", ");
}
