import type { Casualties, CasualtyFigure, Threat } from "../../model/classification.ts";
import type { Severity } from "../../model/severity.ts";
import { categoryOf, slugOf } from "../../model/threat.ts";
import type { SeverityRule } from "./knowledge.ts";

export interface Harm {
  readonly threats: readonly Threat[];
  readonly casualties: Casualties;
  readonly detail: readonly CasualtyFigure[];
  /** Whether a sentence that tells the event has a phrase of the sign. */
  readonly says: (sign: string) => boolean;
}

export interface Rated {
  readonly severity: Severity;
  readonly reason: string;
}

/** The first rule of the table that holds. */
export function rateSeverity(rules: readonly SeverityRule[], harm: Harm): Rated {
  if (harm.threats.length === 0) return { severity: "unknown", reason: "no threat was found" };
  const rule = rules.find((candidate) => holds(candidate, harm));
  if (rule === undefined) return { severity: "unknown", reason: "no rule of severity.yaml holds" };
  return { severity: rule.severity, reason: rule.reason };
}

function holds(rule: SeverityRule, { threats, casualties, detail, says }: Harm): boolean {
  const { killed, injured, missing, displaced, sign } = rule;
  if (killed !== undefined && (casualties.killed ?? 0) < killed) return false;
  if (injured !== undefined && (casualties.injured ?? 0) < injured) return false;
  if (missing !== undefined && most(detail, "missing") < missing) return false;
  if (displaced !== undefined && most(detail, "displaced") < displaced) return false;
  if (sign !== undefined && !says(sign)) return false;
  return rule.threats === undefined || rule.threats.some((named) => isNamed(named, threats));
}

function isNamed(named: string, threats: readonly Threat[]): boolean {
  return threats.some(({ type }) => categoryOf(type) === named || slugOf(type) === named);
}

function most(detail: readonly CasualtyFigure[], kind: CasualtyFigure["kind"]): number {
  return Math.max(0, ...detail.filter((one) => one.kind === kind).map((one) => one.min));
}
