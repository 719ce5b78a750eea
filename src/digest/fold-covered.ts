import type { DigestItem, Folded } from "../model/digest.ts";
import type { Covering } from "../model/inhibition.ts";

/** By incident, those that would hide it. */
export type Coverings = ReadonlyMap<string, readonly Covering[]>;

interface Told {
  readonly item: DigestItem;
}

export interface Folding<T> {
  readonly shown: readonly T[];
  readonly folded: readonly Folded[];
}

/**
 * Leaves out what is news and goes without saying beside what this delivery told
 * before or tells with it. What hides is told itself: of two that would hide each
 * other the first stays. Updates, corrections and withdrawals are never left out.
 */
export function foldCovered<T extends Told>(
  told: readonly T[],
  coverings: Coverings,
  toldBefore: ReadonlySet<string> = new Set(),
): Folding<T> {
  const hiding = new Set(toldBefore);
  const hidden = new Map<T, Covering>();
  let open = told.filter(({ item }) => {
    const canHide = item.kind !== "retraction";
    const isOpen = item.kind === "new" && coverings.has(item.incident.id);
    if (canHide && !isOpen) hiding.add(item.incident.id);
    return isOpen;
  });
  while (open.length > 0) {
    const waiting = decide(open, { coverings, hiding, hidden });
    if (waiting.length === open.length) {
      // All that is left would hide each other in a circle.
      const first = waiting.shift();
      if (first) hiding.add(first.item.incident.id);
    }
    open = waiting;
  }
  return { shown: told.filter((one) => !hidden.has(one)), folded: mergeFolded(foldedOf(hidden)) };
}

interface Decided<T> {
  readonly coverings: Coverings;
  readonly hiding: Set<string>;
  readonly hidden: Map<T, Covering>;
}

/** Those that cannot be decided before others are. */
function decide<T extends Told>(
  open: readonly T[],
  { coverings, hiding, hidden }: Decided<T>,
): T[] {
  const undecided = new Set(open.map(({ item }) => item.incident.id));
  return open.filter((one) => {
    const { id } = one.item.incident;
    const covering = coverings.get(id) ?? [];
    const by = covering.find(({ under }) => hiding.has(under));
    if (by === undefined && covering.some(({ under }) => undecided.has(under))) return true;
    if (by) hidden.set(one, by);
    else hiding.add(id);
    undecided.delete(id);
    return false;
  });
}

function foldedOf(hidden: ReadonlyMap<Told, Covering>): Folded[] {
  return Array.from(hidden, ([{ item }, { under, inhibition }]) => {
    const { id, classification } = item.incident;
    const type = classification.threats.find(({ primary }) => primary)?.type ?? null;
    const [region = null] = classification.regions;
    return { under, inhibition, incidents: [{ id, type, region }] };
  });
}

/** One entry for each incident that hides, and each hidden one once. */
export function mergeFolded(...lists: readonly (readonly Folded[])[]): readonly Folded[] {
  const groups = Map.groupBy(lists.flat(), ({ under, inhibition }) => `${under} ${inhibition}`);
  return Array.from(groups.values(), ([first, ...rest]): Folded[] => {
    if (!first) return [];
    const incidents = [first, ...rest].flatMap((one) => one.incidents);
    const byId = new Map(incidents.map((one) => [one.id, one]));
    return [{ ...first, incidents: [...byId.values()] }];
  }).flat();
}
