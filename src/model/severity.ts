/** CAP 1.2 severity, mildest first. `unknown` ranks below every floor but stays visible. */
export const SEVERITIES = ["unknown", "minor", "moderate", "severe", "extreme"] as const;

export type Severity = (typeof SEVERITIES)[number];

export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

export function atLeast(severity: Severity, floor: Severity): boolean {
  return severityRank(severity) >= severityRank(floor);
}
