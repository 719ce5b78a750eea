import { systemClock } from "../adapters/observe/clock.ts";
import { ConfigError } from "../model/failure.ts";
import { silenceDesk } from "../roles/silence-desk.ts";
import { openRules } from "./open-sorting.ts";
import { openRunningStores } from "./open-stores.ts";
import type { Terminal } from "./terminal.ts";
import { readMoment } from "./token.ts";

interface AddOptions {
  readonly reason: string;
  readonly until: string;
  readonly author?: string;
  readonly regions?: string;
  readonly threats?: string;
  readonly words?: string;
  readonly severity?: string;
  readonly subscriptions?: string;
  readonly deliveries?: string;
}

export async function addSilence(options: AddOptions, terminal: Terminal): Promise<void> {
  const { knowledge } = await openRules(terminal);
  await using open = await openRunningStores(terminal);
  const desk = silenceDesk({
    store: open.stores.silences,
    clock: systemClock,
    names: () => knowledge.names,
  });
  const { regions, threats, words, severity, subscriptions, deliveries, reason } = options;
  const match = {
    regions: listOf(regions),
    threats: listOf(threats),
    words: listOf(words),
    severity,
  };
  const endsAt = readMoment(options.until, systemClock.now(), "--until").toString();
  const document = plain({
    match: Object.values(match).some((clause) => clause !== undefined) ? match : undefined,
    subscriptions: listOf(subscriptions),
    deliveries: listOf(deliveries),
    reason,
    endsAt,
  });
  const author = options.author ?? terminal.env["USER"] ?? "command line";
  const { id, faults } = await desk.add(document, author);
  if (id === undefined) {
    throw new ConfigError(faults.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  }
  terminal.out(id);
}

export async function listSilences(
  options: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> {
  await using open = await openRunningStores(terminal);
  const silences = await open.stores.silences.list();
  if (options.json) {
    terminal.out(JSON.stringify(silences, null, 2));
    return;
  }
  for (const { id, document, hits } of silences) {
    const { startsAt, endsAt, ...what } = document;
    terminal.out(`${id}  ${startsAt} to ${endsAt}  hid ${hits}  ${JSON.stringify(what)}`);
  }
  if (silences.length === 0) terminal.talk("no silences");
}

export async function endSilence(id: string, terminal: Terminal): Promise<void> {
  await using open = await openRunningStores(terminal);
  const ended = await open.stores.silences.end(id, systemClock.now());
  if (!ended) throw new ConfigError(`no silence ${id} in force`);
  terminal.out(`ended ${id}`);
}

function listOf(text: string | undefined): readonly string[] | undefined {
  return text?.split(",").map((one) => one.trim());
}

/** Without the keys that hold nothing, as JSON has none. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
