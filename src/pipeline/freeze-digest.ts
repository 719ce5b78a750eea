import { foldCovered, mergeFolded } from "../digest/fold-covered.ts";
import { mergeLeftOut } from "../digest/left-out.ts";
import type { KeptItem } from "../digest/release.ts";
import {
  NOTHING_LEFT_OUT,
  type AllClear,
  type DigestItem,
  type HeldBack,
  type LeftOut,
  type SealedMail,
} from "../model/digest.ts";
import type { DeliveryState, KeptBack } from "./delivery-ports.ts";
import type { Owed } from "./owed-items.ts";
import type { Enlisted } from "./roster.ts";
import type { Sealing } from "./sealing.ts";

export interface Freezing {
  /** Where the cursor moves; the window's end. */
  readonly to: Temporal.Instant;
  /** The next hour of the schedule. */
  readonly due: Temporal.Instant | undefined;
  readonly tell: readonly DigestItem[];
  readonly keep: readonly KeptItem[];
  /** What of it goes without saying, and what else does. */
  readonly owed?: Pick<Owed, "coverings" | "leftOut"> | undefined;
  readonly late: boolean;
  /** What it had waited for; undefined: nothing waited. */
  readonly held?: Omit<HeldBack, "withdrawn"> | undefined;
  readonly followUp?: true | undefined;
  /** Told where there is nothing else to tell. */
  readonly allClear?: AllClear["watched"] | undefined;
}

/** The digest's id, undefined where none was made; false where another notifier was faster. */
export type Frozen = { readonly digestId: string | undefined } | false;

/** Seals remembered where no limit asks for more. */
const SEALS_KEPT = 1;

/** Cursor, digest, sent marks and what is kept back move at once, or not at all. */
export async function freezeDigest(
  ports: Sealing,
  { delivery, subscription }: Enlisted,
  state: DeliveryState,
  freezing: Freezing,
): Promise<Frozen> {
  const { deliveries, clock, meter, logger, passSeam } = ports;
  const { to, due, keep, late, allClear } = freezing;
  const { tell, leftOut } = foldInto(freezing, state);
  const untold = mergeLeftOut(state.leftOut, leftOut);
  const now = clock.now();
  const envelope = {
    id: `${delivery.id}.${state.epoch}-${state.sequence + 1}`,
    delivery,
    subscriptionName: subscription.name,
    timezone: subscription.timezone,
    mail: subscription.mail,
    window: { from: state.cursor.toString(), to: to.toString() },
    late,
    sealedAt: now.toString(),
  };
  const [first, ...rest] = tell;
  const mail: SealedMail | undefined = first
    ? {
        ...envelope,
        items: [first, ...rest],
        ...saying(untold, freezing),
      }
    : allClear && { ...envelope, watched: allClear };
  if (mail) passSeam("before-seal");
  const sealed = await deliveries.seal({
    deliveryId: delivery.id,
    from: state,
    cursor: to,
    due,
    recentSeals: mail
      ? [...state.recentSeals, now].slice(-sealsKept(delivery.schedule))
      : state.recentSeals,
    kept: keep.map(keptBack),
    leftOut: first ? NOTHING_LEFT_OUT : untold,
    digest: mail,
  });
  if (!sealed) return false;
  if (mail) passSeam("after-seal");
  await noteLeftOut(ports, delivery.id, leftOut);
  if (!mail) return { digestId: undefined };
  meter.count("digests_sealed", { kind: delivery.schedule.kind });
  logger.info({ digestId: mail.id, items: tell.length, kept: keep.length, late }, "digest sealed");
  return { digestId: mail.id };
}

/** Of what is told in one mail, some may go without saying beside the rest. */
function foldInto({ tell, keep, held, owed }: Freezing, { kept }: DeliveryState) {
  if (!owed) return { tell, leftOut: NOTHING_LEFT_OUT };
  const told = tell.map((item) => ({ item }));
  const { shown, folded } = foldCovered(told, owed.coverings);
  return {
    tell: shown.map(({ item }) => item),
    leftOut: {
      ...owed.leftOut,
      folded: mergeFolded(owed.leftOut.folded, folded),
      withdrawn: held || keep.length + kept.length > 0 ? owed.leftOut.withdrawn : 0,
    },
  };
}

function saying(
  { folded, withdrawn, ...counted }: LeftOut,
  { held, followUp }: Pick<Freezing, "held" | "followUp">,
) {
  return {
    ...counted,
    ...(held && { held: { ...held, withdrawn } }),
    ...(followUp && { followUp }),
    ...(folded.length > 0 && { folded }),
  };
}

async function noteLeftOut(
  { inhibitionHits, clock, meter, logger }: Sealing,
  deliveryId: string,
  { folded, skipped, beyond }: LeftOut,
): Promise<void> {
  if (skipped) {
    meter.count("incidents_skipped", {}, skipped.count);
    logger.warn({ deliveryId, ...skipped }, "older items are beyond what a catch-up reaches");
  }
  if (beyond) {
    meter.count("incidents_beyond", {}, beyond.count);
    logger.warn({ deliveryId, ...beyond }, "news is more than one mail holds");
  }
  for (const { inhibition, under, incidents } of folded) {
    const items = incidents.map(({ id }) => `${deliveryId} ${id}`);
    await inhibitionHits.note(inhibition, items, clock.now());
    meter.count("items_inhibited", { inhibition }, items.length);
    logger.info({ deliveryId, inhibition, under, items: items.length }, "incidents folded");
  }
}

function keptBack({ item, positions, why }: KeptItem): KeptBack {
  return { incidentId: item.incident.id, positions, why };
}

function sealsKept(schedule: Enlisted["delivery"]["schedule"]): number {
  return schedule.kind === "immediately" ? (schedule.limit?.count ?? SEALS_KEPT) : SEALS_KEPT;
}
