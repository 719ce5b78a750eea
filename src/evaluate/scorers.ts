import { focusCountry } from "./focus-country.ts";
import type { Scorer } from "./scorer.ts";

/** All that `tocsin eval` can score, in the order of its table. */
export const SCORERS: readonly Scorer[] = [focusCountry];
