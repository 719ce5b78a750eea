import type { OwedItem } from "../digest/compose-digest.ts";
import { type Coverings, foldCovered } from "../digest/fold-covered.ts";
import type { Candidate } from "../digest/release.ts";
import { type LeftOut, NOTHING_LEFT_OUT } from "../model/digest.ts";
import type { DeliveryState } from "./delivery-ports.ts";
import { findCoverings, NO_COVERINGS } from "./find-coverings.ts";
import { gatherOwed, type OwedWindow } from "./gather-owed.ts";
import type { Enlisted } from "./roster.ts";
import type { Sealing } from "./sealing.ts";

export interface Owed {
  readonly candidates: readonly Candidate[];
  /** Which of the candidates would hide which, if told in one mail. */
  readonly coverings: Coverings;
  /** What goes without saying beside an earlier mail, and what else goes untold. */
  readonly leftOut: LeftOut;
}

const NOTHING: Owed = {
  candidates: [],
  coverings: NO_COVERINGS.coverings,
  leftOut: NOTHING_LEFT_OUT,
};

/**
 * What a delivery owes for a window and from what it kept back: composed from the log, by
 * the rules as they are now, so that what was held is what it has become.
 */
export async function owedItems(
  ports: Sealing,
  enlisted: Enlisted,
  state: DeliveryState,
  window: OwedWindow,
): Promise<Owed> {
  const gathered = await gatherOwed(ports, enlisted, state, window);
  if (!gathered) return NOTHING;
  const { wanted, leftOut, mutes } = gathered;
  const { coverings, toldBefore } = await findCoverings(ports, enlisted, wanted, window.to);
  // Whoever muted a story hears nothing of it that could stand for another.
  const heard = new Set([...toldBefore].filter((id) => !mutes.has(id)));
  // Before anything waits: what is left out fills no limit and reaches nobody.
  const { shown, folded } = foldBefore(wanted, coverings, heard);
  const candidates = await Promise.all(shown.map((one) => withHold(ports, one)));
  return { candidates, coverings, leftOut: { ...leftOut, folded } };
}

/** Under what an earlier mail told alone: what is owed beside it may yet wait. */
function foldBefore(
  wanted: readonly OwedItem[],
  coverings: Coverings,
  toldBefore: ReadonlySet<string>,
) {
  const earlier = Array.from(coverings, ([id, covering]) => {
    const before = covering.filter(({ under }) => toldBefore.has(under));
    return [id, before] as const;
  });
  return foldCovered(wanted, new Map(earlier), toldBefore);
}

/** An update of what a reader has is theirs whoever else it reaches. */
async function withHold({ judge }: Sealing, owed: OwedItem): Promise<Candidate> {
  return owed.item.kind === "new" ? { ...owed, hold: await judge(owed.latest) } : owed;
}
