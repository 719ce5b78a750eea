import { z } from "zod";

import type { Atlas } from "../model/atlas.ts";
import { type RegionCode, parseRegionCode } from "../model/region.ts";
import type { Polygon, RegionClause } from "../model/subscription.ts";
import type { ConfigFile, Fault } from "./fault.ts";
import { ID, KM, LABEL, LATITUDE, LONGITUDE, named } from "./named.ts";
import { ANY_NAME, type Vocabulary, openVocabulary } from "./vocabulary.ts";
import { readYaml } from "./yaml-file.ts";

function polygonSchema() {
  const position = z.tuple([LONGITUDE, LATITUDE]);
  return z
    .strictObject({
      name: LABEL.meta({ description: "What the area is called.", examples: ["Eastern Ghouta"] }),
      coordinates: z
        .array(z.array(position).min(4).refine(isClosed, { error: "a ring ends where it begins" }))
        .min(1)
        .meta({
          description:
            "As in a GeoJSON Polygon: the outer ring, then its holes, each of [longitude, latitude].",
          examples: [
            [
              [
                [36.3, 33.5],
                [36.5, 33.5],
                [36.5, 33.6],
                [36.3, 33.5],
              ],
            ],
          ],
        }),
    })
    .meta({ description: "An area on the map; an incident at an exact place inside it counts." });
}

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
    polygons: z
      .array(polygonSchema())
      .min(1)
      .optional()
      .meta({ description: "Areas of your own drawing besides the codes." }),
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
  for (const [
    at,
    { name, codes = [], circles = [], polygons = [] },
  ] of yaml.value.regions.entries()) {
    const complaint = nameFault(name, regions, atlas);
    if (complaint !== undefined) faults.push(yaml.fault(["regions", at, "name"], complaint));
    if (codes.length + circles.length + polygons.length === 0) {
      const empty = `region ${JSON.stringify(name)} has neither codes nor circles nor polygons`;
      faults.push(yaml.fault(["regions", at], empty));
    }
    const covered = new Set(codes.flatMap((code) => codesOf(code, atlas)));
    regions.set(name, {
      asked: name,
      codes: [...covered],
      circles,
      polygons: polygons.map(toPolygon),
    });
  }
  return regions;
}

type Ring = readonly (readonly [lon: number, lat: number])[];

function isClosed(ring: Ring): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

function toPolygon({ name, coordinates }: { name: string; coordinates: Ring[] }): Polygon {
  return { name, rings: coordinates };
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
