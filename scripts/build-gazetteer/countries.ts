import { addName, anEntity, type Entity } from "./entity.ts";
import { COUNTRY_ABBREVIATIONS, COUNTRY_NAMES, HAND_PLACES, REGIONS } from "./hand-names.ts";
import { readJson } from "./sources.ts";
import { countryPoints } from "./subdivisions.ts";

const LANGUAGES = ["en", "ar", "fr", "es", "ru", "uk", "pt", "tr", "de", "it"] as const;

/** What English newspapers call a country whose official name reads otherwise. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  AE: "United Arab Emirates", BN: "Brunei", BO: "Bolivia", CD: "Democratic Republic of the Congo",
  CG: "Congo", CI: "Ivory Coast", CN: "China", CZ: "Czechia", FM: "Micronesia", GB: "United Kingdom",
  GM: "Gambia", IR: "Iran", KP: "North Korea", KR: "South Korea", LA: "Laos", MD: "Moldova",
  MK: "North Macedonia", MM: "Myanmar", NL: "Netherlands", PS: "Palestine", RU: "Russia",
  SY: "Syria", TR: "Turkey", TW: "Taiwan", TZ: "Tanzania", US: "United States", VA: "Vatican City",
  VE: "Venezuela", VN: "Vietnam", XK: "Kosovo", LY: "Libya",
};

interface Demonyms {
  readonly cc: string;
  readonly forms: readonly string[];
}

export async function readCountries(sources: string, data: string): Promise<Entity[]> {
  const countries = new Map<string, Entity>();
  const names = new Map<string, string[]>();
  for (const language of LANGUAGES) {
    const table = await readJson<{ countries: Record<string, string | string[]> }>(
      sources,
      `i18n-iso-countries-7.14.0/langs/${language}.json`,
    );
    for (const [code, name] of Object.entries(table.countries))
      names.set(code, [...(names.get(code) ?? []), name].flat());
  }
  for (const [code, point] of [...countryPoints()].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const canonical = SHORT_NAMES[code] ?? names.get(code)?.[0] ?? code;
    const country = anEntity({ kind: "country", canonical, country: code, ...point });
    for (const name of [canonical, ...(names.get(code) ?? []), ...(COUNTRY_NAMES[code] ?? [])])
      if (!/^[A-Z.]{2,8}$/.test(name)) addName(country, name, "main");
    for (const name of COUNTRY_ABBREVIATIONS[code] ?? []) addName(country, name, "abbreviation");
    countries.set(code, country);
  }
  for (const { cc, forms } of await readJson<Demonyms[]>(data, "demonyms.json")) {
    const country = countries.get(cc);
    if (country !== undefined) for (const form of forms) addName(country, form, "demonym");
  }
  return [...countries.values()];
}

export function readRegions(): Entity[] {
  const regions = REGIONS.map(([canonical, lat, lon]) =>
    anEntity({ kind: "region", canonical, lat, lon }),
  );
  const inside = HAND_PLACES.map(([canonical, country, lat, lon]) =>
    anEntity({ kind: "region", canonical, country, lat, lon }),
  );
  for (const region of [...regions, ...inside])
    addName(region, region.canonical, region.canonical === "EU" ? "abbreviation" : "main");
  return [...regions, ...inside];
}
