import { z } from "zod";

import type { Taxonomy } from "../model/threat.ts";
import type { ConfigFile, Fault } from "./fault.ts";
import { ID, MAX_KM, named } from "./named.ts";
import { type KmPerSeverity, spreadKm } from "./near.ts";
import { ANY_NAME, type Vocabulary, openThreatCheck } from "./vocabulary.ts";
import { readYaml } from "./yaml-file.ts";

/** What near.yaml says: the distances behind a preset's name, and how far events reach by themselves. */
export interface NearPresets {
  readonly presets: ReadonlyMap<string, KmPerSeverity>;
  /** By category or type, in kilometres. */
  readonly impactKm: ReadonlyMap<string, number>;
}

/** Rules may then write kilometres, and no preset. */
export const NO_PRESETS: NearPresets = { presets: new Map(), impactKm: new Map() };

const KM = z.number().min(0).max(MAX_KM);

export function nearPresetsSchema({ threat }: Pick<Vocabulary, "threat"> = ANY_NAME) {
  const preset = z
    .strictObject({
      minor: KM.meta({ description: "For minor incidents, and those of unknown severity." }),
      moderate: KM.meta({ description: "For moderate incidents." }),
      severe: KM.meta({ description: "For severe incidents." }),
      extreme: KM.meta({ description: "For extreme incidents." }),
    })
    .meta({ description: "Kilometres from the site, by severity." });
  return z
    .strictObject({
      presets: z
        .record(ID, preset)
        .meta({ description: "By the name that rules use.", examples: [{ tight: EXAMPLE }] }),
      impact: z
        .record(named(threat), KM)
        .default({})
        .meta({
          description:
            "Kilometres that an event of a category or type itself reaches: added to a preset's distance.",
          examples: [{ "hazards/earthquake": 150 }],
        }),
    })
    .meta({
      title: "tocsin presets of near",
      description: "What the presets of near clauses mean.",
    });
}

const EXAMPLE = { minor: 5, moderate: 10, severe: 25, extreme: 50 };

/** Undefined when the file does not hold to its shape. */
export function parseNearPresets(
  file: ConfigFile,
  taxonomy: Taxonomy,
  faults: Fault[],
): NearPresets | undefined {
  const yaml = readYaml(file, nearPresetsSchema({ threat: openThreatCheck(taxonomy) }), faults);
  if (!yaml) return undefined;
  const { presets, impact } = yaml.value;
  return {
    presets: new Map(Object.entries(presets).map(([name, km]) => [name, spreadKm(km)])),
    impactKm: new Map(Object.entries(impact)),
  };
}
