import { type Severity, severityRank } from "../model/severity.ts";

/** Floors that differ in what they let pass: none or minor, moderate, severe, extreme. */
export const FLOORS = 4;

/** A floor's number. What passes a floor of minor passes none at all: see `reachesFloor`. */
export function floorOf(severity: Severity | undefined): number {
  return severity === undefined ? 0 : Math.max(0, severityRank(severity) - 1);
}
