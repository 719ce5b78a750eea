import { type Fault, formatFault } from "../config/fault.ts";
import { readSettings } from "../config/settings.ts";
import { nextDue } from "../digest/schedule.ts";
import { count } from "../model/count.ts";
import { ConfigError } from "../model/failure.ts";
import type { Schedule, Subscription } from "../model/subscription.ts";
import { openWorld, readKnowledge } from "../roles/knowledge.ts";
import { tellingFaults } from "./json-faults.ts";
import { lenientSecrets } from "./open-sorting.ts";
import type { Terminal } from "./terminal.ts";

const TIMES_SHOWN = 3;

interface CheckOptions {
  readonly json?: boolean;
  /** Send times are told from then on; without it, from the present. */
  readonly now?: Temporal.Instant;
}

export async function check(
  dir: string | undefined,
  options: CheckOptions,
  terminal: Terminal,
): Promise<void> {
  const secrets = lenientSecrets(terminal);
  const { knowledge, faults } = await tellingFaults({ ...options, out: terminal.out }, async () => {
    const { configDir, dataDir } = readSettings(terminal.env, terminal.readSecretFile);
    return readKnowledge(dir ?? configDir, await openWorld(dataDir), secrets.read);
  });
  const subscriptions = knowledge?.subscriptions ?? [];
  const now = options.now ?? Temporal.Now.instant();
  if (options.json) {
    const due = subscriptions.flatMap((subscription) => dueTimes(subscription, now));
    terminal.out(JSON.stringify({ ok: knowledge !== undefined, faults, due }, null, 2));
  } else {
    print(terminal, faults, subscriptions, now);
    const names = [...secrets.missing].join(", ");
    if (names !== "")
      terminal.talk(`note: not set here: ${names}; serve needs one for each source`);
  }
  if (!knowledge) throw new ConfigError(`${countErrors(faults)} to mend`);
}

function print(
  { out }: Terminal,
  faults: readonly Fault[],
  subscriptions: readonly Subscription[],
  now: Temporal.Instant,
): void {
  for (const fault of faults) out(formatFault(fault));
  for (const subscription of subscriptions) {
    out(
      `${subscription.id}: ${count(subscription.match.length, "rule")}, ${count(subscription.to.length, "reader")}, ${count(subscription.tests.length, "test")} passed`,
    );
    for (const { schedule, next } of dueTimes(subscription, now)) {
      out(`  ${schedule}${next.length > 0 ? `: next ${next.join(", ")}` : ""}`);
    }
  }
}

interface DueTimes {
  readonly subscription: string;
  readonly schedule: string;
  /** In the subscription's zone. */
  readonly next: readonly string[];
}

function dueTimes({ id, deliver, timezone }: Subscription, now: Temporal.Instant): DueTimes[] {
  return deliver.map((schedule) => {
    const next: string[] = [];
    let after = now;
    while (schedule.kind !== "immediately" && next.length < TIMES_SHOWN) {
      after = nextDue(schedule, timezone, after);
      const local = after.toZonedDateTimeISO(timezone);
      next.push(
        local.toString({ smallestUnit: "minute", timeZoneName: "never" }).replace("T", " "),
      );
    }
    return { subscription: id, schedule: `${describe(schedule)}, ${timezone}`, next };
  });
}

function describe(schedule: Schedule): string {
  switch (schedule.kind) {
    case "at":
      return `at ${schedule.time} ${schedule.days.length === 7 ? "daily" : schedule.days.join(" ")}`;
    case "hourly":
      return "every hour";
    case "immediately":
      return `immediately from ${schedule.severity}, held ${schedule.holdSeconds} s`;
  }
}

function countErrors(faults: readonly Fault[]): string {
  return count(faults.filter(({ level }) => level === "error").length, "fault");
}
