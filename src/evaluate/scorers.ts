import { eventPlace } from "./event-place.ts";
import { focus } from "./focus.ts";
import { geotagging } from "./geotagging.ts";
import { nearCopies } from "./near-copies.ts";
import type { Scorer } from "./scorer.ts";
import { stories } from "./stories.ts";
import { threatScorers } from "./threat-scorers.ts";
import { toponymResolution } from "./toponym-resolution.ts";

/** All that `tocsin eval` can score, in the order of its table. */
export const SCORERS: readonly Scorer[] = [
  geotagging,
  toponymResolution,
  focus,
  eventPlace,
  ...threatScorers,
  stories,
  nearCopies,
];
