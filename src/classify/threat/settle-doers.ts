import type { Reading } from "./read-signs.ts";
import type { ScoredType } from "./score-types.ts";

/** Words before an act in which its doer stands. */
const SUBJECT_REACH = 7;

/**
 * Without the type that doer or target speak against, where two types are readings of one act:
 * who attacks soldiers fights, who attacks others assaults; who takes a place back is the state.
 */
export function withoutContradicted(
  types: readonly ScoredType[],
  reading: Reading,
): readonly ScoredType[] {
  const pair = (one: string, other: string) => {
    const [first, second] = [one, other].map((slug) => types.find((type) => type.slug === slug));
    if (first === undefined || second === undefined) return undefined;
    return first.hits[0]?.sentence === second.hits[0]?.sentence
      ? ([first, second] as const)
      : undefined;
  };
  const [assault] = pair("armed-assault", "armed-clash") ?? [];
  const [seized, regained] = pair("territory-seized", "territory-regained") ?? [];
  const contradicted = new Set<ScoredType | undefined>();
  if (assault !== undefined && isOnForces(assault, reading)) contradicted.add(assault);
  if (seized !== undefined && regained !== undefined) {
    contradicted.add(contradictedTaking(seized, regained, reading));
  }
  return types.filter((type) => !contradicted.has(type));
}

/** Of the targets that the attack's sentence names, the one next to the act is of forces: the first after it, or the last before. */
function isOnForces({ hits }: ScoredType, reading: Reading): boolean {
  const [hit] = hits;
  if (hit === undefined) return false;
  const distances = (sign: string) =>
    reading
      .hitsIn(sign, hit.sentence)
      .map(({ from }) => (from >= hit.from ? from - hit.from : BEFORE + hit.from - from));
  const military = Math.min(...distances("military-target"));
  return military < Math.min(...distances("civilian-target"));
}

/** What stands before the act is its target only where nothing after it is. */
const BEFORE = 1_000;

/** Rebels who "recaptured" a town seized it; soldiers who "seized" it won it back. */
function contradictedTaking(
  seized: ScoredType,
  regained: ScoredType,
  reading: Reading,
): ScoredType | undefined {
  const doer = doerOf(regained, reading) ?? doerOf(seized, reading);
  if (doer === undefined) return undefined;
  return doer === "militants" ? regained : seized;
}

/** Who stands last before the act. */
function doerOf({ hits }: ScoredType, reading: Reading): "militants" | "state-force" | undefined {
  const [hit] = hits;
  if (hit === undefined) return undefined;
  const lastOf = (sign: string) =>
    Math.max(
      -1,
      ...reading
        .hitsIn(sign, hit.sentence)
        .filter(({ from }) => from <= hit.from && hit.from - from <= SUBJECT_REACH)
        .map(({ from }) => from),
    );
  const [militants, state] = [lastOf("militants"), lastOf("state-force")];
  if (militants === state) return undefined;
  return militants > state ? "militants" : "state-force";
}
