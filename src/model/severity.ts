/** CAP 1.2 severity, mildest first. `unknown` ranks below every floor but stays visible. */
export const SEVERITIES = ["unknown", "minor", "moderate", "severe", "extreme"] as const;

export type Severity = (typeof SEVERITIES)[number];

export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/**
 * Whether a reader who asked for `floor` or worse hears of it. Who asks for the
 * mildest asks for the unrated too: that nobody could rate it is no reason to be silent.
 */
export function reachesFloor(severity: Severity, floor: Severity): boolean {
  return floor === "minor" || atLeast(severity, floor);
}

export function worse(a: Severity, b: Severity): Severity {
  return severityRank(a) < severityRank(b) ? b : a;
}

export function atLeast(severity: Severity, floor: Severity): boolean {
  return severityRank(severity) >= severityRank(floor);
}
