import { readLabelledSets } from "../adapters/files/labelled-sets.ts";
import { formatFigures } from "../evaluate/format-figures.ts";
import { SCORERS } from "../evaluate/scorers.ts";
import { ConfigError } from "../model/failure.ts";
import { openSorting } from "./open-sorting.ts";
import type { Terminal } from "./terminal.ts";

/** Scores the stages on the labelled sets of a folder, each by its own measure. */
export async function evaluate(
  dir: string,
  { json }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> {
  const sets = await readLabelledSets(dir).catch((error: unknown) => {
    throw new ConfigError(`${dir}: ${error instanceof Error ? error.message : String(error)}`);
  });
  const scorers = SCORERS.filter((scorer) => scorer.sets.some((name) => sets.names.has(name)));
  if (scorers.length === 0) {
    const known = [...new Set(SCORERS.flatMap((scorer) => scorer.sets))].toSorted();
    throw new ConfigError(
      `${dir}: no labelled set here; known are ${known.map((name) => `${name}.*.jsonl`).join(", ")}`,
    );
  }
  const { classify, world } = await openSorting(terminal);
  const figures = scorers.flatMap((scorer) => {
    const named = scorer.sets.filter((name) => sets.names.has(name));
    terminal.talk(`scoring ${named.join(", ")}`);
    return scorer.score(sets, { classify, gazetteer: world.gazetteer, stories: world.stories });
  });
  terminal.out(json === true ? JSON.stringify(figures, null, 2) : formatFigures(figures));
}
