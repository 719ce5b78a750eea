import { count } from "../model/count.ts";
import type { DigestItem } from "../model/digest.ts";
import { independentSources } from "../model/incident.ts";
import { capitalise, shorten } from "./clean-text.ts";
import { sayWorstFigure } from "./describe-figures.ts";
import { placesBriefly, type PlaceName } from "./describe-place.ts";
import { sayType } from "./describe-threat.ts";
import { SEVERITY_SCALE } from "./severity-scale.ts";

/** One line of the text part: whoever reads no further has read it. */
const LONGEST = 72;

/**
 * `Most serious: EXTREME - air strike, Saraqib, SY, 12 killed, 2 sources`. What does
 * not fit gives up the sources, then the narrow place; never the type or the figure.
 */
export function sayMostSerious(item: DigestItem, placeName: PlaceName): string {
  const { classification } = item.incident;
  const isWithdrawn = item.kind === "retraction";
  const figure = isWithdrawn ? "withdrawn" : sayWorstFigure(classification);
  const sources = count(independentSources(item.incident), "independent source");
  const start = `Most serious: ${SEVERITY_SCALE[classification.severity].word} - ${sayType(classification)}`;
  const places = placesBriefly(classification, placeName).map(capitalise);
  const ends = isWithdrawn ? [[]] : [[sources], [sources.replace("independent ", "")], []];
  const candidates = places.flatMap((place) =>
    ends.map((end) =>
      [start, place, figure, ...end].filter((part) => part !== undefined).join(", "),
    ),
  );
  const last = candidates.at(-1) ?? start;
  return candidates.find(({ length }) => length <= LONGEST) ?? shorten(last, LONGEST);
}
