import { traceSubscription } from "../match/compile-subscription.ts";
import type { Incident } from "../model/incident.ts";
import type { Fact, Trace } from "../model/match.ts";
import { reachesFloor } from "../model/severity.ts";
import type { Schedule, Subscription, SubscriptionTest } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import type { Fault } from "./fault.ts";

/** Makes the incident that a report alone would open. */
export type Evaluate = (report: SubscriptionTest["report"]) => Incident;

/** Runs the tests inside a subscription file; a fault for each that fails, saying what happened instead. */
export function checkTests(
  subscription: Subscription,
  evaluate: Evaluate,
  taxonomy: Taxonomy,
): Fault[] {
  return subscription.tests.flatMap((test) => {
    const incident = evaluate(test.report);
    const trace = traceSubscription(subscription, incident, taxonomy);
    const complaint = testFault(test.expect, { trace, incident, deliver: subscription.deliver });
    return complaint === undefined ? [] : [faultAt(test.at, `test failed: ${complaint}`)];
  });
}

interface Outcome {
  readonly trace: Trace;
  readonly incident: Incident;
  readonly deliver: readonly Schedule[];
}

function testFault(
  expect: SubscriptionTest["expect"],
  { trace, incident, deliver }: Outcome,
): string | undefined {
  if (!trace.matched) return expect.none ? undefined : `nothing is sent: ${tellMisses(trace)}`;
  if (expect.none) return `it is sent: ${tellMatches(trace)}`;
  const { rule, delivery } = expect;
  if (rule !== undefined && !trace.rules.some((match) => match.rule === rule)) {
    return `rule ${JSON.stringify(rule)} does not hold; ${tellMatches(trace)}`;
  }
  const isSent = deliver.some(
    (schedule) => (delivery ?? schedule.kind) === schedule.kind && takes(schedule, incident),
  );
  if (isSent) return undefined;
  return `it is not sent${delivery ? ` ${delivery}` : ""}: its severity is ${incident.classification.severity}`;
}

/** An immediate delivery takes what is bad enough, the others whatever a rule lets in. */
function takes(schedule: Schedule, { classification: { severity } }: Incident): boolean {
  return schedule.kind !== "immediately" || reachesFloor(severity, schedule.severity);
}

function tellMatches({ rules }: Extract<Trace, { matched: true }>): string {
  return rules
    .map(({ rule, facts }) => `${JSON.stringify(rule)} holds (${facts.map(tellFact).join("; ")})`)
    .join(", ");
}

function tellMisses({ misses }: Extract<Trace, { matched: false }>): string {
  return misses
    .map(({ rule, failed }) => `${JSON.stringify(rule)} fails (${tellFact(failed)})`)
    .join(", ");
}

function tellFact({ clause, asked, found }: Fact): string {
  return `${clause}: asked ${asked}, found ${found}`;
}

function faultAt(at: string, message: string): Fault {
  const [, file = at, line, column] = /^(.*):(\d+):(\d+)$/s.exec(at) ?? [];
  return { file, line: Number(line ?? 1), column: Number(column ?? 1), message, level: "error" };
}
