import { type Incident, independentSources } from "../model/incident.ts";
import { atLeast, type Severity } from "../model/severity.ts";

/** How many readers an incident version would be told to, of how many there are. */
export interface Reach {
  readonly matched: number;
  readonly of: number;
}

/** When an incident that one source tells goes to too many at once to be believed at once. */
export interface HoldPolicy {
  /** 0 to 1: more than this share of all readers. */
  readonly share: number;
  /** And at least so many of them. */
  readonly readers: number;
  /** Longest wait for a second source. */
  readonly minutes: number;
  /** This or worse does not wait. */
  readonly except: Severity;
}

/** Told by two in words of their own, or too bad to be kept from anybody. */
export function isConfirmed(incident: Incident, { except }: HoldPolicy): boolean {
  return independentSources(incident) > 1 || atLeast(incident.classification.severity, except);
}

export function reachesTooMany({ matched, of }: Reach, { share, readers }: HoldPolicy): boolean {
  return matched >= readers && matched > share * of;
}
