import { z } from "zod";

import { slugOf, type ThreatType } from "../model/threat.ts";
import type { LabelledSets } from "./scorer.ts";

const TaxonomyFile = z.object({
  level2: z.array(
    z.object({
      slug: z.string(),
      case2021_scored_as: z.string(),
      muc4_scored_as: z.string().nullable(),
    }),
  ),
  case2021_to_l1: z.record(z.string(), z.string()),
});

/** How our types are called in the labelled sets: from `taxonomy.json` beside them. */
export interface LabelMaps {
  case2021(type: ThreatType): string;
  muc4(type: ThreatType): string | undefined;
  /** The level-1 category that a label of CASE 2021 stands for. */
  categoryOf(label: string): string;
}

/** The answer of a report without any type: no label is called so. */
export const NO_LABEL = "-";

export function readLabelMaps(sets: LabelledSets): LabelMaps {
  const file = sets.json("taxonomy", TaxonomyFile);
  if (file === undefined) throw new Error("taxonomy.json is missing beside the labelled sets");
  const bySlug = new Map(file.level2.map((one) => [one.slug, one]));
  return {
    case2021: (type) => bySlug.get(slugOf(type))?.case2021_scored_as ?? NO_LABEL,
    muc4: (type) => bySlug.get(slugOf(type))?.muc4_scored_as ?? undefined,
    categoryOf: (label) => file.case2021_to_l1[label] ?? NO_LABEL,
  };
}
