import { foldCovered, mergeFolded } from "../digest/fold-covered.ts";
import type { KeptItem } from "../digest/release.ts";
import type { AllClear, Digest, DigestItem, Folded, SealedMail } from "../model/digest.ts";
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
  /** What of it goes without saying. */
  readonly inhibited?: Pick<Owed, "coverings" | "folded"> | undefined;
  readonly late: boolean;
  readonly extras?: Pick<Digest, "held" | "skipped" | "followUp"> | undefined;
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
  const { to, due, keep, late, extras, allClear } = freezing;
  const { tell, folded } = foldInto(freezing);
  const untold = mergeFolded(state.folded, folded);
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
        ...extras,
        ...(untold.length > 0 && { folded: untold }),
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
    folded: first ? [] : untold,
    digest: mail,
  });
  if (!sealed) return false;
  if (mail) passSeam("after-seal");
  await noteFolded(ports, delivery.id, folded);
  if (!mail) return { digestId: undefined };
  meter.count("digests_sealed", { kind: delivery.schedule.kind });
  logger.info({ digestId: mail.id, items: tell.length, kept: keep.length, late }, "digest sealed");
  return { digestId: mail.id };
}

/** Of what is told in one mail, some may go without saying beside the rest. */
function foldInto({ tell, inhibited }: Freezing) {
  if (!inhibited) return { tell, folded: [] };
  const told = tell.map((item) => ({ item }));
  const { shown, folded } = foldCovered(told, inhibited.coverings);
  return { tell: shown.map(({ item }) => item), folded: mergeFolded(inhibited.folded, folded) };
}

async function noteFolded(
  { inhibitionHits, clock, meter, logger }: Sealing,
  deliveryId: string,
  folded: readonly Folded[],
): Promise<void> {
  for (const { inhibition, under, incidents } of folded) {
    const items = incidents.map(({ id }) => `${deliveryId} ${id}`);
    await inhibitionHits.note(inhibition, items, clock.now());
    meter.count("items_inhibited", { inhibition }, items.length);
    logger.info({ deliveryId, inhibition, under, items: items.length }, "incidents folded");
  }
}

function keptBack({ item, firstLogged, why }: KeptItem): KeptBack {
  return { incidentId: item.incident.id, since: firstLogged, why };
}

function sealsKept(schedule: Enlisted["delivery"]["schedule"]): number {
  return schedule.kind === "immediately" ? (schedule.limit?.count ?? SEALS_KEPT) : SEALS_KEPT;
}
