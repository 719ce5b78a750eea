import { readJson } from "./sources.ts";

/** UN M49 codes and their official English names; the world is left out: no rule needs it. */
const GROUP_NAMES: Readonly<Record<string, string>> = {
  "002": "Africa",
  "015": "Northern Africa",
  "202": "Sub-Saharan Africa",
  "014": "Eastern Africa",
  "017": "Middle Africa",
  "018": "Southern Africa",
  "011": "Western Africa",
  "019": "Americas",
  "419": "Latin America and the Caribbean",
  "029": "Caribbean",
  "013": "Central America",
  "005": "South America",
  "021": "Northern America",
  "003": "North America",
  "142": "Asia",
  "143": "Central Asia",
  "030": "Eastern Asia",
  "035": "South-eastern Asia",
  "034": "Southern Asia",
  "145": "Western Asia",
  "150": "Europe",
  "151": "Eastern Europe",
  "154": "Northern Europe",
  "039": "Southern Europe",
  "155": "Western Europe",
  "009": "Oceania",
  "053": "Australia and New Zealand",
  "054": "Melanesia",
  "057": "Micronesia",
  "061": "Polynesia",
};

interface Containment {
  readonly supplemental: {
    readonly territoryContainment: Readonly<
      Record<string, { readonly _contains: readonly string[] }>
    >;
  };
}

export async function readGroups(
  sources: string,
  countries: ReadonlySet<string>,
): Promise<Record<string, string[]>> {
  const path = "cldr-core-48.2.0/supplemental/territoryContainment.json";
  const table = (await readJson<Containment>(sources, path)).supplemental.territoryContainment;
  const within = (code: string): string[] =>
    countries.has(code) ? [code] : (table[code]?.["_contains"] ?? []).flatMap(within);
  const groups = Object.entries(GROUP_NAMES).map(([code, name]) => [name, within(code).toSorted()]);
  return Object.fromEntries(groups);
}
