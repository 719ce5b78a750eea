import { withholdingAt } from "../digest/reader-choices.ts";
import { latestSlot } from "../digest/schedule.ts";
import type { AllClear } from "../model/digest.ts";
import { reachesFloor, type Severity, severityRank } from "../model/severity.ts";
import type { AllClearSchedule, Subscription } from "../model/subscription.ts";
import type { DeliveryState } from "./delivery-ports.ts";
import { freezeDigest } from "./freeze-digest.ts";
import type { LoggedIncident } from "./log-ports.ts";
import type { Enlisted } from "./roster.ts";
import { LATE, type Looked, type Sealing, SOON } from "./sealing.ts";

/**
 * Says that nothing happened, where nothing did. It never stands for an item: what a rule
 * asks for, what was mailed and what still waits each keep it from being sent.
 */
export async function sealAllClear(
  ports: Sealing,
  enlisted: Enlisted,
  state: DeliveryState,
  schedule: AllClearSchedule,
): Promise<Looked> {
  const { subscription, delivery } = enlisted;
  const now = ports.clock.now();
  if (!state.due || Temporal.Instant.compare(now, state.due) < 0) return { next: state.due };
  const { slot, before, next } = latestSlot(schedule, subscription.timezone, state.due, now);
  const to = await ports.closeWindow(slot);
  if (!to) return { next: now.add(SOON) };
  const mayBeClear =
    (await nothingWaits(ports, enlisted)) &&
    withholdingAt(await ports.readers.choices(delivery), now) === undefined;
  const allClear = mayBeClear
    ? await watched(ports, enlisted, { from: state.cursor, to })
    : undefined;
  const frozen = await freezeDigest(ports, enlisted, state, {
    to,
    due: next,
    tell: [],
    keep: [],
    late: before !== undefined || Temporal.Instant.compare(now, slot.add(LATE)) > 0,
    allClear,
  });
  return frozen ? { next, digestId: frozen.digestId } : { next: now.add(SOON) };
}

/** No other delivery to this reader keeps anything back. */
async function nothingWaits({ deliveries }: Sealing, { knownBy }: Enlisted): Promise<boolean> {
  const states = await Promise.all(knownBy.map((id) => deliveries.read(id)));
  return states.every((state) => state === undefined || state.kept.length === 0);
}

/** A rule is satisfied, or something became of what this reader was told. */
async function hasNews(
  { deliveries, matching }: Sealing,
  { subscription, knownBy }: Enlisted,
  entries: readonly LoggedIncident[],
): Promise<boolean> {
  const floor = mildestFloor(subscription);
  const asked = [...matching(subscription, entries)].flatMap((at) => entries[at] ?? []);
  const isAsked = ({ incident }: LoggedIncident) =>
    floor === undefined || reachesFloor(incident.classification.severity, floor);
  if (asked.some(isAsked)) return true;
  const acted = entries.filter(({ incident }) => incident.change !== "minor");
  const ids = [...new Set(acted.map(({ incident }) => incident.id))];
  const told = await Promise.all(knownBy.map((id) => deliveries.sentVersions(id, ids)));
  return told.some((sent) => sent.size > 0);
}

/** Undefined where some delivery takes any severity. */
function mildestFloor({ deliver }: Subscription): Severity | undefined {
  const floors = deliver.map((schedule) =>
    schedule.kind === "immediately" ? schedule.severity : undefined,
  );
  const known = floors.filter((floor) => floor !== undefined);
  if (known.length < floors.length) return undefined;
  return known.toSorted((a, b) => severityRank(a) - severityRank(b))[0];
}

/** What was watched; undefined where there was news. */
async function watched(
  ports: Sealing,
  enlisted: Enlisted,
  { from, to }: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
): Promise<AllClear["watched"] | undefined> {
  const sources = new Set<string>();
  let reports = 0;
  for await (const entries of ports.windows.parts(from, to)) {
    if (await hasNews(ports, enlisted, entries)) return undefined;
    // Each report that was read made one entry, and stands among those that tell it.
    reports += entries.length;
    for (const { toldBy } of entries.map(({ incident }) => incident))
      sources.add((toldBy.at(-1) ?? toldBy[0]).source);
  }
  const rules = enlisted.subscription.match.map(({ name }) => name);
  return { rules, reports, sources: sources.size };
}
