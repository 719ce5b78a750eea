import { count } from "../model/count.ts";
import type { DigestItem } from "../model/digest.ts";
import { capitalise, shorten } from "./clean-text.ts";
import { sayCounts } from "./count-items.ts";
import { sayWorstFigure } from "./describe-figures.ts";
import { MARKS } from "./describe-item.ts";
import { placesBriefly, type PlaceName } from "./describe-place.ts";
import { sayType } from "./describe-threat.ts";
import { sayInstant } from "./describe-time.ts";
import { SEVERITY_SCALE } from "./severity-scale.ts";
import { tlpLabel, type ReaderDigest } from "./tlp-ceiling.ts";

/** RFC 5322 recommends lines of no more. */
const LONGEST_SUBJECT = 78;

/** What shows in an inbox of a reader at risk: when, and nothing of what. */
export function neutralSubject({
  sealedAt,
  timezone,
}: Pick<ReaderDigest, "sealedAt" | "timezone">): string {
  return `Digest of ${sayInstant(sealedAt, timezone)}`;
}

/** `[SEVERE] Rif Dimashq, SY: suicide bombing, 2 killed (+3 more, 1 update)`, of what `tellWorst` has to choose from. */
export function subjectFor(digest: ReaderDigest, told: readonly string[]): string {
  const [worst] = digest.items;
  if (digest.mail.subject === "neutral") return neutralSubject(digest);
  if (worst === undefined) return `${count(digest.withheld, "item")} withheld`;
  const start = `${labelsOf(worst, digest.mail)} `;
  const fitting = told.find(({ length }) => start.length + length <= LONGEST_SUBJECT);
  return shorten(start + (fitting ?? told.at(-1) ?? ""), LONGEST_SUBJECT);
}

/** The worst, and how much there is besides: as long as it may be first, as short as it can be last. */
export function tellWorst(items: readonly DigestItem[], placeName: PlaceName): string[] {
  const [worst, ...rest] = items;
  if (worst === undefined) return [];
  const ends = rest.length === 0 ? [""] : [` (${sayCounts(rest, "+")})`, ` (+${rest.length} more)`];
  return factsOf(worst, placeName).flatMap((fact) => ends.map((end) => fact + end));
}

function labelsOf(worst: DigestItem, { tlp }: ReaderDigest["mail"]): string {
  const mark = MARKS[worst.kind];
  const labels = [
    `[${SEVERITY_SCALE[worst.incident.classification.severity].word}]`,
    tlp && `[${tlpLabel(tlp)}]`,
    mark && `${mark}:`,
  ];
  return labels.filter((label) => label !== undefined).join(" ");
}

/** Best first: what does not fit gives up the narrow place, then the figure; never the type. */
function factsOf({ incident, kind }: DigestItem, placeName: PlaceName): string[] {
  const { classification } = incident;
  const type = sayType(classification);
  const figure = kind === "retraction" ? undefined : sayWorstFigure(classification);
  const places = placesBriefly(classification, placeName).map(capitalise);
  const withFigure = places.map((place) => `${place}: ${type}, ${figure}`);
  const bare = [...places, ...places.slice(-1).map((place) => shorten(place, 20))];
  return [...(figure === undefined ? [] : withFigure), ...bare.map((place) => `${place}: ${type}`)];
}
