import { z } from "zod";

import type { Atlas } from "../model/atlas.ts";
import { type RegionCode, parseRegionCode } from "../model/region.ts";
import type { RegionClause } from "../model/subscription.ts";
import type { ConfigFile, Fault } from "./fault.ts";
import { ID, KM, LABEL, LATITUDE, LONGITUDE, named } from "./named.ts";
import { ANY_NAME, type Vocabulary, openVocabulary } from "./vocabulary.ts";
import { readYaml } from "./yaml-file.ts";

export function regionsSchema(vocabulary: Vocabulary = ANY_NAME) {
  const circle = z
    .strictObject({
      name: LABEL.meta({
        description: "What the circle is drawn around.",
        examples: ["Lake Chad"],
      }),
      lat: LATITUDE,
      lon: LONGITUDE,
      km: KM.meta({ description: "Radius in kilometres." }),
    })
    .meta({ description: "A circle on the map; an incident at an exact place inside it counts." });
  const region = z.strictObject({
    name: ID.meta({ description: "The name that rules use.", examples: ["gulf-states"] }),
    label: LABEL.optional().meta({ description: "What people call it." }),
    codes: z
      .array(named(vocabulary.region))
      .min(1)
      .optional()
      .meta({
        description: "ISO 3166-1 or 3166-2 codes, or UN M49 groups by name.",
        examples: [["SA", "AE", "IQ-AN", "Western Asia"]],
      }),
    circles: z.array(circle).min(1).optional().meta({ description: "Circles besides the codes." }),
  });
  return z
    .strictObject({
      regions: z.array(region).meta({ description: "Each with a name of its own." }),
    })
    .meta({
      title: "tocsin regions",
      description: "Regions of your own, to be used by name in rules.",
    });
}

/** The regions an operator named, by name; undefined when the file does not hold to its shape. */
export function parseRegions(
  file: ConfigFile,
  atlas: Atlas,
  faults: Fault[],
): ReadonlyMap<string, RegionClause> | undefined {
  const names = {
    atlas,
    taxonomy: new Map(),
    customRegions: new Map(),
    near: undefined,
    actorNames: [],
    sourceIds: [],
  };
  const yaml = readYaml(file, regionsSchema(openVocabulary(names)), faults);
  if (!yaml) return undefined;
  const regions = new Map<string, RegionClause>();
  for (const [at, { name, codes = [], circles = [] }] of yaml.value.regions.entries()) {
    const complaint = nameFault(name, regions, atlas);
    if (complaint !== undefined) faults.push(yaml.fault(["regions", at, "name"], complaint));
    if (codes.length === 0 && circles.length === 0) {
      const empty = `region ${JSON.stringify(name)} has neither codes nor circles`;
      faults.push(yaml.fault(["regions", at], empty));
    }
    const covered = new Set(codes.flatMap((code) => codesOf(code, atlas)));
    regions.set(name, { asked: name, codes: [...covered], circles, polygons: [] });
  }
  return regions;
}

function nameFault(
  name: string,
  earlier: ReadonlyMap<string, RegionClause>,
  atlas: Atlas,
): string | undefined {
  if (earlier.has(name)) return `a second region is named ${JSON.stringify(name)}`;
  if (atlas.group(name)) return `${JSON.stringify(name)} is already a UN M49 group`;
  return undefined;
}

/** Codes behind an ISO 3166 code or the name of a UN M49 group; none when it is neither. */
export function codesOf(name: string, atlas: Atlas): readonly RegionCode[] {
  const code = atlas.find(name) && parseRegionCode(name);
  return code ? [code] : (atlas.group(name) ?? []);
}
