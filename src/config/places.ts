import { z } from "zod";

import type { AddedPlace, Additions } from "../classify/place/added-places.ts";
import type { Atlas } from "../model/atlas.ts";
import { countryOf, parseRegionCode } from "../model/region.ts";
import type { ConfigFile, Fault } from "./fault.ts";
import { LABEL, LATITUDE, LONGITUDE } from "./named.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

export function placesSchema() {
  const place = z.strictObject({
    name: LABEL.meta({ description: "What it is called.", examples: ["Muadamiyat al-Qalamun"] }),
    also: z.array(LABEL).default([]).meta({ description: "Other spellings." }),
    region: z.string().meta({
      description: "ISO 3166-2 code it lies in; the country's where there is none.",
      examples: ["SY-RD"],
    }),
    lat: LATITUDE,
    lon: LONGITUDE,
    population: z.int().min(0).default(10_000).meta({
      description: "The larger, the likelier its name is read as a place's, and as this one's.",
    }),
    only: z.boolean().default(false).meta({
      description: "The names mean just this place, whatever else bears them.",
    }),
  });
  return z
    .strictObject({
      places: z.array(place).default([]).meta({ description: "Each with where it lies." }),
      never: z
        .array(LABEL)
        .default([])
        .meta({
          description: "Names that no report means as a place.",
          examples: [["Mobile", "Reading"]],
        }),
    })
    .meta({ title: "tocsin places", description: "Places of your own, and names that are none." });
}

type PlacesFile = z.output<ReturnType<typeof placesSchema>>;

/** Places an operator adds by hand; undefined when the file does not hold to its shape. */
export function parsePlaces(
  file: ConfigFile,
  atlas: Atlas,
  faults: Fault[],
): Additions | undefined {
  const yaml = readYaml(file, placesSchema(), faults);
  if (yaml === undefined) return undefined;
  const places = yaml.value.places.flatMap((_, at) => placeAt(yaml, at, atlas, faults) ?? []);
  return { places, never: yaml.value.never };
}

function placeAt(
  yaml: YamlFile<PlacesFile>,
  at: number,
  atlas: Atlas,
  faults: Fault[],
): AddedPlace | undefined {
  const written = yaml.value.places[at];
  if (written === undefined) return undefined;
  const code = parseRegionCode(written.region);
  if (code === undefined || atlas.find(code) === undefined) {
    const unknown = `${JSON.stringify(written.region)} is no ISO 3166 code`;
    faults.push(yaml.fault(["places", at, "region"], unknown));
    return undefined;
  }
  const { name, also, lat, lon, population, only } = written;
  const country = countryOf(code);
  return {
    names: [name, ...also],
    country,
    subdivision: code === country ? null : code,
    lat,
    lon,
    population,
    feature: "PPL",
    geonamesId: 0,
    only,
  };
}
