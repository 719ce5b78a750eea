import type { ClauseName, Fact } from "../model/match.ts";
import type { IncidentView } from "./incident-view.ts";

/** One clause made ready. Both answers are in words: `asked` by the operator, `found` in the incident. */
export interface Clause {
  readonly name: ClauseName;
  /** What made it hold; undefined where it does not. */
  hold(view: IncidentView): Finding | undefined;
  /** What was found instead. */
  miss(view: IncidentView): Finding;
}

export type Finding = Omit<Fact, "clause">;

export function orList(names: readonly string[]): string {
  return names.length <= 1
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;
}
