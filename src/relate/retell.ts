import type { Incident, ToldBy } from "../model/incident.ts";
import { isCopiedText } from "./copied-share.ts";
import { joinTelling } from "./join-telling.ts";
import { MOST_TELLERS, openIncident, putFirst, type Telling, told } from "./next-version.ts";

/** What an incident says, and the telling whose words it says it in. */
export interface Retold extends Pick<Incident, "headline" | "summary" | "text" | "classification"> {
  readonly leader: string;
}

interface Standing {
  readonly telling: Telling;
  readonly teller: ToldBy;
  readonly isReplacement: boolean;
}

/**
 * What an incident says by the tellings that stand, as if those taken back had
 * never come. Undefined where one that stands is no longer kept: what it said
 * cannot be told from what was taken back, and nothing is to get lost.
 */
export function retell(
  toldBy: Incident["toldBy"],
  tellings: readonly Telling[],
): Retold | undefined {
  // Of so many, some are not listed.
  if (toldBy.length >= MOST_TELLERS) return undefined;
  const standing = standingOf(toldBy, tellings);
  const [first, ...rest] = standing ?? [];
  if (first === undefined) return undefined;
  let incident = openIncident(first.telling);
  for (const { telling, teller, isReplacement } of rest) {
    const { joined = { as: "story", score: 1, terms: [] } } = teller;
    const joining = joinTelling(telling, incident, joined).incident;
    incident = isReplacement
      ? { ...joining, ...told(telling), toldBy: putFirst(joining.toldBy, telling.report.id) }
      : joining;
  }
  const { headline, summary, text, classification } = incident;
  return { headline, summary, text, classification, leader: incident.toldBy[0].reportId };
}

/** In the order of their receipt. */
function standingOf(
  toldBy: Incident["toldBy"],
  tellings: readonly Telling[],
): Standing[] | undefined {
  const known = new Map(tellings.map((telling) => [telling.report.id, telling]));
  const tellers = toldBy.filter(({ withdrawn }) => withdrawn !== true);
  const original = tellers
    .filter(({ copy }) => !copy)
    .map(({ reportId }) => known.get(reportId))
    .filter((telling) => telling !== undefined);
  const standing = tellers.flatMap((teller) => {
    const telling = known.get(teller.reportId);
    return telling === undefined
      ? []
      : [{ telling, teller, isReplacement: replaces(teller, toldBy) }];
  });
  if (standing.length < tellers.length) return undefined;
  return standing
    .filter(
      // A copy stands or falls with what it copied.
      ({ telling, teller }) =>
        !teller.copy || original.some(({ report }) => isCopiedText(telling.report, report)),
    )
    .toSorted((a, b) => receivedMs(a.teller) - receivedMs(b.teller));
}

/**
 * A correction that stands before what it corrected was the leading source's own:
 * it holds against everything told before it.
 */
function replaces(teller: ToldBy, toldBy: Incident["toldBy"]): boolean {
  if (teller.corrects === undefined) return false;
  const corrected = toldBy.findIndex(
    (other) => other !== teller && isReferredTo(other, teller.source, teller.corrects),
  );
  return corrected > toldBy.indexOf(teller);
}

/** By its own id, or by that of what it replaced: a source may go on naming the first. */
export function isReferredTo(
  teller: ToldBy,
  source: string,
  externalId: string | undefined,
): boolean {
  const named = teller.externalId === externalId || teller.corrects === externalId;
  return teller.source === source && externalId !== undefined && named;
}

function receivedMs({ receivedAt }: ToldBy): number {
  return Date.parse(receivedAt);
}
