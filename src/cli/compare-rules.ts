import type { Tally } from "./replay-rules.ts";

/** What a change of the rules means for one subscription. */
export interface Impact {
  readonly subscription: string;
  /** Undefined: the subscription is not in that configuration. */
  readonly before: Load | undefined;
  readonly after: Load | undefined;
  /** Incidents sent after the change and not before. */
  readonly appear: readonly Named[];
  readonly vanish: readonly Named[];
  readonly warnings: readonly string[];
}

export interface Load {
  readonly items: number;
  readonly itemsADay: number;
  /** Left out by inhibitions. */
  readonly hidden: number;
  readonly worstHour: Tally["worstHour"];
}

export interface Named {
  readonly id: string;
  readonly headline: string;
}

export interface Comparison {
  readonly before: ReadonlyMap<string, Tally>;
  readonly after: ReadonlyMap<string, Tally>;
  readonly days: number;
  /** Items a day above which a warning is due. */
  readonly most: number;
}

/** In the order of their ids. */
export function compareRules({ before, after, days, most }: Comparison): readonly Impact[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return ids.map((subscription) => {
    const [old, young] = [before.get(subscription), after.get(subscription)];
    const [oldLoad, newLoad] = [loadOf(old, days), loadOf(young, days)];
    return {
      subscription,
      before: oldLoad,
      after: newLoad,
      appear: without(young, old),
      vanish: without(old, young),
      warnings: warningsOf(oldLoad, newLoad, most),
    };
  });
}

function loadOf(tally: Tally | undefined, days: number): Load | undefined {
  if (!tally) return undefined;
  const { items, hidden, worstHour } = tally;
  return { items, itemsADay: items / days, hidden, worstHour };
}

function without(these: Tally | undefined, those: Tally | undefined): Named[] {
  return Array.from(these?.incidents ?? [], ([id, headline]) => ({ id, headline })).filter(
    ({ id }) => !those?.incidents.has(id),
  );
}

/** A change that floods a reader, or that leaves nothing, is seldom meant. */
function warningsOf(before: Load | undefined, after: Load | undefined, most: number): string[] {
  if (!after) return [];
  const warnings: string[] = [];
  if (after.itemsADay > most) {
    warnings.push(`${after.itemsADay.toFixed(1)} items a day are more than ${most}`);
  }
  if (after.items === 0 && (before?.items ?? 0) > 0) warnings.push("nothing is sent any more");
  return warnings;
}
