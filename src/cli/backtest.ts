import { formatFault } from "../config/fault.ts";
import { readSettings } from "../config/settings.ts";
import type { LoggedIncident } from "../digest/compose-digest.ts";
import { ConfigError } from "../model/failure.ts";
import { type Knowledge, readKnowledge } from "../roles/knowledge.ts";
import { compareRules, type Impact, type Load, type Named } from "./compare-rules.ts";
import { tellingFaults } from "./json-faults.ts";
import { lenientSecrets, type OpenKnowledge, openRules } from "./open-sorting.ts";
import { openRunningStores } from "./open-stores.ts";
import { openProgress } from "./progress.ts";
import { readReports } from "./read-reports.ts";
import { rehearseLog, type Window } from "./rehearse-log.ts";
import { replayRules } from "./replay-rules.ts";
import type { Terminal } from "./terminal.ts";

interface BacktestOptions {
  readonly last: string;
  readonly reports?: string;
  readonly most: number;
  readonly json?: boolean;
}

/** Headlines printed of what appears or vanishes; `--json` has them all. */
const SHOWN = 5;

/** What the configuration in `dir` would have sent beside what the present one did. */
export async function backtest(
  dir: string,
  options: BacktestOptions,
  terminal: Terminal,
): Promise<void> {
  const { out } = terminal;
  const { before, after, days } = await tellingFaults({ ...options, out }, () =>
    replayBoth(dir, options, terminal),
  );
  const impacts = compareRules({ before, after, days, most: options.most });
  if (options.json) out(JSON.stringify({ days, subscriptions: impacts }, null, 2));
  else for (const impact of impacts) out(describe(impact));
  if (impacts.some(({ warnings }) => warnings.length > 0)) process.exitCode = 1;
}

async function replayBoth(dir: string, options: BacktestOptions, terminal: Terminal) {
  const days = readDays(options.last);
  if (!(options.most > 0)) throw new ConfigError("--most is a number of items a day");
  const { maxAgeDays } = readSettings(terminal.env, terminal.readSecretFile);
  const present = await openRules(terminal);
  const knowledge = await readNew(dir, present, terminal);
  const [old, young] =
    options.reports === undefined
      ? await storedEntries(days, terminal)
      : await filedEntries(options.reports, days, [present, { ...present, knowledge }], maxAgeDays);
  const progress = openProgress(terminal, old.length + young.length, "incident versions");
  return {
    days,
    before: replayRules(old, present.knowledge, progress),
    after: replayRules(young, knowledge, progress),
  };
}

function readDays(last: string): number {
  const [, days] = /^([1-9]\d{0,3})d$/.exec(last) ?? [];
  if (days === undefined) throw new ConfigError(`--last is a number of days such as 30d`);
  return Number(days);
}

async function readNew(
  dir: string,
  { world }: OpenKnowledge,
  terminal: Terminal,
): Promise<Knowledge> {
  const { knowledge, faults } = await readKnowledge(dir, world, lenientSecrets(terminal).read);
  if (!knowledge) throw new ConfigError(faults.map(formatFault).join("\n"));
  return knowledge;
}

type Entries = readonly LoggedIncident[];

/** The log holds incidents as they were classified then: the same for both. */
async function storedEntries(days: number, terminal: Terminal): Promise<[Entries, Entries]> {
  const to = Temporal.Now.instant();
  await using open = await openRunningStores(terminal);
  const entries = await open.stores.log.read(to.subtract({ hours: 24 * days }), to);
  return [entries, entries];
}

/** Reports are classified by either configuration; the window ends with the last of them. */
async function filedEntries(
  file: string,
  days: number,
  [present, changed]: readonly [OpenKnowledge, OpenKnowledge],
  maxAgeDays: number,
): Promise<[Entries, Entries]> {
  const reports = await readReports(file);
  const everything: Window = {
    from: Temporal.Instant.fromEpochMilliseconds(0),
    to: Temporal.Now.instant().add({ hours: 24 }),
  };
  const rehearse = ({ knowledge, world }: OpenKnowledge) =>
    rehearseLog(reports, everything, {
      read: knowledge.read,
      stories: world.stories,
      maxAgeDays,
    });
  const old = rehearse(present);
  const last = old.at(-1)?.incident.updatedAt;
  const from =
    last === undefined ? undefined : Temporal.Instant.from(last).subtract({ hours: 24 * days });
  const isRecent = ({ incident }: LoggedIncident) =>
    from !== undefined && Temporal.Instant.compare(incident.updatedAt, from) > 0;
  return [old.filter(isRecent), rehearse(changed).filter(isRecent)];
}

function describe({ subscription, before, after, appear, vanish, warnings }: Impact): string {
  return [
    `${subscription}: ${sayLoad(before)} -> ${sayLoad(after)}`,
    ...sayIncidents("+", appear.length === 1 ? "appears" : "appear", appear),
    ...sayIncidents("-", vanish.length === 1 ? "vanishes" : "vanish", vanish),
    ...warnings.map((warning) => `  warning: ${warning}`),
  ].join("\n");
}

function sayLoad(load: Load | undefined): string {
  if (!load) return "not there";
  const { itemsADay, hidden, worstHour } = load;
  const worst = worstHour
    ? `, at worst ${worstHour.items} in the hour from ${worstHour.hour}:00Z`
    : "";
  const besides = hidden === 0 ? "" : `, ${hidden} hidden by inhibitions`;
  return `${itemsADay.toFixed(1)} items a day${besides}${worst}`;
}

function sayIncidents(sign: string, verb: string, incidents: readonly Named[]): string[] {
  if (incidents.length === 0) return [];
  const shown = incidents.slice(0, SHOWN).map(({ headline }) => `      ${headline}`);
  const more = incidents.length - shown.length;
  return [
    `  ${sign} ${incidents.length} ${verb}`,
    ...shown,
    ...(more > 0 ? [`      and ${more} more`] : []),
  ];
}
