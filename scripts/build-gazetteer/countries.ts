import { addName, anEntity, type Entity } from "./entity.ts";
import { COUNTRY_ABBREVIATIONS, COUNTRY_NAMES } from "./hand-names.ts";
import { HAND_PLACES, REGIONS } from "./hand-regions.ts";
import { readJson } from "./sources.ts";
import { countryPoints } from "./subdivisions.ts";

const LANGUAGES = ["en", "ar", "fr", "es", "ru", "uk", "pt", "tr", "de", "it"] as const;

/** What English newspapers call a country whose official name reads otherwise. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  AE: "United Arab Emirates",
  BN: "Brunei",
  BO: "Bolivia",
  BQ: "Caribbean Netherlands",
  CC: "Cocos Islands",
  CD: "Democratic Republic of the Congo",
  CG: "Congo",
  CI: "Ivory Coast",
  CN: "China",
  CZ: "Czechia",
  FK: "Falkland Islands",
  FM: "Micronesia",
  GB: "United Kingdom",
  GM: "Gambia",
  IR: "Iran",
  KP: "North Korea",
  KR: "South Korea",
  LA: "Laos",
  MD: "Moldova",
  MF: "Saint Martin",
  MK: "North Macedonia",
  MM: "Myanmar",
  NL: "Netherlands",
  PS: "Palestine",
  RU: "Russia",
  SX: "Sint Maarten",
  SY: "Syria",
  TR: "Turkey",
  TW: "Taiwan",
  TZ: "Tanzania",
  US: "United States",
  VA: "Vatican City",
  VE: "Venezuela",
  VG: "British Virgin Islands",
  VI: "US Virgin Islands",
  VN: "Vietnam",
  XK: "Kosovo",
  LY: "Libya",
};

interface Demonyms {
  readonly cc: string;
  readonly forms: readonly string[];
}

interface CountryNames {
  readonly english: ReadonlyMap<string, readonly string[]>;
  readonly foreign: ReadonlyMap<string, readonly string[]>;
}

export async function readCountries(sources: string, data: string): Promise<Entity[]> {
  const names = await readNames(sources);
  const countries = new Map<string, Entity>();
  for (const [code, point] of [...countryPoints()].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    countries.set(code, aCountry(code, point, names));
  for (const { cc, forms } of await readJson<Demonyms[]>(data, "demonyms.json")) {
    const country = countries.get(cc);
    if (country !== undefined) for (const form of forms) addName(country, form, "demonym");
  }
  return [...countries.values()];
}

async function readNames(sources: string): Promise<CountryNames> {
  const english = new Map<string, string[]>();
  const foreign = new Map<string, string[]>();
  for (const language of LANGUAGES) {
    const table = await readJson<{ countries: Record<string, string | string[]> }>(
      sources,
      `i18n-iso-countries-7.14.0/langs/${language}.json`,
    );
    const target = language === "en" ? english : foreign;
    for (const [code, name] of Object.entries(table.countries))
      target.set(code, [...(target.get(code) ?? []), name].flat());
  }
  return { english, foreign };
}

function aCountry(
  code: string,
  point: { lat: number; lon: number },
  { english, foreign }: CountryNames,
): Entity {
  const own = english.get(code) ?? [];
  const canonical = SHORT_NAMES[code] ?? own[0] ?? code;
  const country = anEntity({ kind: "country", canonical, country: code, ...point });
  for (const name of [canonical, ...own, ...(COUNTRY_NAMES[code] ?? [])].filter(isWhole))
    addName(country, name, "main");
  for (const name of (foreign.get(code) ?? []).filter(isWhole)) addName(country, name, "alternate");
  for (const name of COUNTRY_ABBREVIATIONS[code] ?? []) addName(country, name, "abbreviation");
  return country;
}

/** Abbreviations are listed by hand: only some of them are written in running text. */
function isWhole(name: string): boolean {
  return !/^[A-Z.]{2,8}$/.test(name);
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
