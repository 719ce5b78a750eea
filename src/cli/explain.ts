import { readSettings, type SecondSource } from "../config/settings.ts";
import { isConfirmed, type Reach, reachesTooMany } from "../digest/reach.ts";
import { traceSubscription } from "../match/compile-subscription.ts";
import { ConfigError } from "../model/failure.ts";
import type { Incident } from "../model/incident.ts";
import type { Fact, Trace } from "../model/match.ts";
import { reachesFloor } from "../model/severity.ts";
import type { Schedule, Subscription } from "../model/subscription.ts";
import { type MemoryRelater, memoryRelater } from "../relate/memory-relater.ts";
import { incidentOf } from "../roles/knowledge.ts";
import { audienceOf, reachOf } from "../roles/match-once.ts";
import { describeHidden, type Hidden, hiddenInFile, hiddenInStore } from "./explain-hidden.ts";
import { tellingFaults } from "./json-faults.ts";
import { type OpenKnowledge, openRules } from "./open-sorting.ts";
import { openRunningStores } from "./open-stores.ts";
import { readReports } from "./read-reports.ts";
import type { Terminal } from "./terminal.ts";

interface ExplainOptions {
  readonly incident?: string;
  readonly subscription?: string;
  readonly json?: boolean;
}

export async function explain(
  file: string | undefined,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<void> {
  const { out } = terminal;
  const { knowledge, world, subscriptions, incidents, findHidden } = await tellingFaults(
    { ...options, out },
    () => openQuestion(file, options, terminal),
  );
  const { secondSource } = readSettings(terminal.env, terminal.readSecretFile);
  const audience = audienceOf(knowledge);
  const relate = memoryRelater(world.stories);
  for (const [i, incident] of incidents.entries()) {
    const reach = reachWith(secondSource, reachOf(audience, incident), incident);
    const { joined } = relateNth(relate, i, incident);
    const answers: Answer[] = [];
    for (const subscription of subscriptions) {
      const trace = traceSubscription(subscription, incident, knowledge.taxonomy);
      const hidden = trace.matched ? await findHidden(incident, subscription) : [];
      answers.push({ subscription, trace, hidden });
    }
    if (options.json) {
      const traces = answers.map(({ subscription, trace, hidden }) => ({
        subscription: subscription.id,
        deliveries: trace.matched ? deliveriesFor(subscription, incident) : [],
        ...(hidden.length > 0 && { hidden }),
        ...trace,
      }));
      const { classification } = incident;
      out(JSON.stringify({ classification, joined, traces, reach }, null, 2));
      continue;
    }
    out(headline(incident));
    if (joined) out(describeJoined(joined));
    if (reach.isHeld) out(describeReach(reach));
    for (const answer of answers) out(describe(answer, incident));
  }
}

interface HeldReach extends Reach {
  /** It would wait for a second source. */
  readonly isHeld: boolean;
  /** At most. */
  readonly minutes: number;
}

function reachWith(secondSource: SecondSource, reach: Reach, incident: Incident): HeldReach {
  const policy = { ...secondSource, share: secondSource.percent / 100 };
  const isHeld = !isConfirmed(incident, policy) && reachesTooMany(reach, policy);
  return { ...reach, isHeld, minutes: policy.minutes };
}

function describeReach({ matched, of, minutes }: HeldReach): string {
  return `  reaches ${matched} of ${of} readers by one source: held for a second one, ${minutes} minutes at most`;
}

interface Joined {
  /** The report of the file that opened the incident, from 1. */
  readonly incidentOf: number;
  readonly as: "copy" | "story";
  readonly score: number;
  readonly terms: readonly string[];
}

/** What a running tocsin would take the report for, had those before it in the file come before it. */
function relateNth(
  relate: MemoryRelater,
  nth: number,
  { headline: title, summary, classification, toldBy: [told], text }: Incident,
): { readonly joined?: Joined } {
  const report = { ...told, id: `r-${nth + 1}`, title: undefined, text };
  const { incident } = relate({ report, classification, headline: title, summary });
  const because = incident.toldBy.find(({ reportId }) => reportId === report.id)?.joined;
  return because ? { joined: { incidentOf: Number(incident.id.slice(2)), ...because } } : {};
}

function describeJoined({ incidentOf: opener, as, score, terms }: Joined): string {
  const words = terms.length === 0 ? "" : `; shared: ${terms.join(", ")}`;
  return `  ${as === "copy" ? "copy of" : "the same event as"} report ${opener} of this file (${score.toFixed(2)}${words})`;
}

interface Question extends OpenKnowledge {
  readonly subscriptions: readonly Subscription[];
  readonly incidents: readonly Incident[];
  readonly findHidden: (
    incident: Incident,
    subscription: Subscription,
  ) => readonly Hidden[] | Promise<readonly Hidden[]>;
}

async function openQuestion(
  file: string | undefined,
  { incident: id, subscription }: ExplainOptions,
  terminal: Terminal,
): Promise<Question> {
  if ((file === undefined) === (id === undefined)) {
    throw new ConfigError("name a file with a report, or --incident and a stored incident's id");
  }
  const open = async () => {
    const opened = await openRules(terminal);
    return { ...opened, subscriptions: chosen(opened.knowledge.subscriptions, subscription) };
  };
  if (file !== undefined) {
    const opened = await open();
    const reports = await readReports(file);
    // An incident's id is made of its report's, and these are stored nowhere.
    const incidents = reports.map((report, i) =>
      incidentOf({ ...report, id: `r-${i + 1}` }, opened.knowledge.read),
    );
    return { ...opened, incidents, findHidden: hiddenInFile(incidents, opened.knowledge) };
  }
  await using running = await openRunningStores(terminal);
  const found = await running.stores.log.find(id ?? "");
  if (!found) throw new ConfigError(`no incident ${id} is stored`);
  const opened = await open();
  const stores = { ...opened, stores: running.stores };
  const hidden = await hiddenInStore(found, opened.subscriptions, stores);
  const findHidden = (_: Incident, { id: asked }: Subscription) => hidden.get(asked) ?? [];
  return { ...opened, incidents: [found], findHidden };
}

function chosen(all: readonly Subscription[], id: string | undefined): readonly Subscription[] {
  if (id === undefined) return all;
  const found = all.filter((subscription) => subscription.id === id);
  if (found.length > 0) return found;
  throw new ConfigError(`no subscription ${id}; there are ${all.map((one) => one.id).join(", ")}`);
}

function headline({ headline: title, classification }: Incident): string {
  const { regions, threats, severity, relevant } = classification;
  const types = threats.map(({ type }) => type).join(", ") || "unclassified";
  return `${title}\n  ${relevant ? "" : "not relevant, "}${regions.join(", ") || "no place"}; ${types}; ${severity}`;
}

interface Answer {
  readonly subscription: Subscription;
  readonly trace: Trace;
  readonly hidden: readonly Hidden[];
}

function describe({ subscription, trace, hidden }: Answer, incident: Incident): string {
  if (!trace.matched) {
    const misses = trace.misses.map(
      ({ rule, failed }) => `    rule "${rule}" fails: ${describeFact(failed)}`,
    );
    return [`${subscription.id}: not sent`, ...misses].join("\n");
  }
  const rules = trace.rules.map(
    ({ rule, facts }) => `    rule "${rule}": ${facts.map(describeFact).join("; ")}`,
  );
  const deliveries = deliveriesFor(subscription, incident);
  const sent = `${subscription.id}: sent ${deliveries.join(" and ")}`;
  return [sent, ...rules, ...hidden.map(describeHidden)].join("\n");
}

function deliveriesFor({ deliver }: Subscription, { classification }: Incident): string[] {
  return deliver.filter((schedule) => takes(schedule, classification.severity)).map(nameOf);
}

function takes(schedule: Schedule, severity: Incident["classification"]["severity"]): boolean {
  return schedule.kind !== "immediately" || reachesFloor(severity, schedule.severity);
}

function nameOf(schedule: Schedule): string {
  return schedule.kind === "at" ? `at ${schedule.time}` : schedule.kind;
}

function describeFact({ clause, asked, found }: Fact): string {
  return `${clause}: ${asked} <- ${found}`;
}
