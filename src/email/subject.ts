import type { Digest, DigestItem } from "../model/digest.ts";
import { capitalise, count, shorten } from "./clean-text.ts";
import { sayWorstFigure } from "./describe-figures.ts";
import { MARKS } from "./describe-item.ts";
import { placesBriefly, type PlaceName } from "./describe-place.ts";
import { sayType } from "./describe-threat.ts";
import { SEVERITY_SCALE } from "./severity-scale.ts";

/** RFC 5322 recommends lines of no more. */
const LONGEST_SUBJECT = 78;

/** `[SEVERE] Rif Dimashq, SY: suicide bombing, 2 killed (+3 more, 1 update)` */
export function subjectFor(digest: Digest, placeName: PlaceName): string {
  const [worst, ...rest] = digest.items;
  const start = `${labelsOf(digest)} `;
  const ends = rest.length === 0 ? [""] : [` (${sayCounts(rest, "+")})`, ` (+${rest.length} more)`];
  const candidates = factsOf(worst, placeName).flatMap((fact) =>
    ends.map((end) => `${start}${fact}${end}`),
  );
  const last = candidates.at(-1) ?? start;
  return (
    candidates.find(({ length }) => length <= LONGEST_SUBJECT) ?? shorten(last, LONGEST_SUBJECT)
  );
}

function labelsOf({ items: [worst], mail }: Digest): string {
  const mark = MARKS[worst.kind];
  const labels = [
    `[${SEVERITY_SCALE[worst.incident.classification.severity].word}]`,
    mail.tlp && `[${tlpLabel(mail.tlp)}]`,
    mark && `${mark}:`,
  ];
  return labels.filter((label) => label !== undefined).join(" ");
}

export function tlpLabel(tlp: NonNullable<Digest["mail"]["tlp"]>): string {
  return `TLP:${tlp.toUpperCase()}`;
}

/** `3 new, 1 update`, or what comes besides the first: `+3 more, 1 update`. */
export function sayCounts(items: readonly DigestItem[], style: "" | "+" = ""): string {
  const amount = (kind: DigestItem["kind"]) => items.filter((item) => item.kind === kind).length;
  const fresh = amount("new");
  const counts = [
    fresh > 0 && (style === "+" ? `+${fresh} more` : `${fresh} new`),
    amount("update") > 0 && count(amount("update"), "update"),
    amount("correction") > 0 && count(amount("correction"), "correction"),
    amount("retraction") > 0 && `${amount("retraction")} withdrawn`,
  ];
  return counts.filter((each) => each !== false).join(", ");
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
