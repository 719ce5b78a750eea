import type { Atlas } from "../model/atlas.ts";
import type { RegionClause } from "../model/subscription.ts";
import { CATEGORIES, type Taxonomy } from "../model/threat.ts";
import { addressFault } from "./address.ts";
import { type Known, didYouMean, suggest } from "./suggest.ts";

/** What the names in a file may refer to. Each check says what is wrong, or undefined when nothing is. */
export interface Vocabulary {
  readonly region: Check;
  readonly country: Check;
  readonly threat: Check;
  readonly source: Check;
  readonly address: Check;
  readonly timezone: Check;
}

type Check = (text: string) => string | undefined;

export interface Names {
  readonly atlas: Atlas;
  readonly taxonomy: Taxonomy;
  /** Those of regions.yaml, by name. Undefined: unknown, because the file could not be read. */
  readonly customRegions: ReadonlyMap<string, RegionClause> | undefined;
  /** Undefined: unknown, because sources.yaml could not be read. */
  readonly sourceIds: readonly string[] | undefined;
}

export function openVocabulary({ atlas, taxonomy, customRegions, sourceIds }: Names): Vocabulary {
  const knownRegions = [
    ...Array.from(customRegions?.keys() ?? [], (name) => ({ name, write: name })),
    ...atlas.vocabulary,
  ];
  const knownThreats = threatNames(taxonomy);
  return {
    region(name) {
      if (customRegions?.has(name) || atlas.find(name) || atlas.group(name)) return undefined;
      if (!customRegions && CUSTOM_NAME.test(name)) return undefined;
      return `unknown region ${JSON.stringify(name)}${didYouMean(name, knownRegions)}`;
    },
    country(code) {
      if (code.length === 2 && atlas.find(code)) return undefined;
      return `unknown country ${JSON.stringify(code)}${didYouMean(code, atlas.vocabulary)}`;
    },
    threat: (name) => threatFault(name, taxonomy, knownThreats),
    source(id) {
      if (!sourceIds || sourceIds.includes(id)) return undefined;
      return `unknown source ${JSON.stringify(id)}${didYouMean(id, sourceIds)}`;
    },
    address(text) {
      const fault = addressFault(text);
      return fault && `${JSON.stringify(text)} is not one address: ${fault}`;
    },
    timezone: timezoneFault,
  };
}

const CUSTOM_NAME = /^[a-z0-9-]{4,64}$/;

/** Says yes to every name: for the published schemas, which know no installation. */
export const ANY_NAME: Vocabulary = {
  region: accept,
  country: accept,
  threat: accept,
  source: accept,
  address: accept,
  timezone: accept,
};

function accept(): undefined {
  return undefined;
}

function threatNames(taxonomy: Taxonomy): Known[] {
  const full = Array.from(taxonomy.values(), ({ slug, category }) => `${category}/${slug}`);
  const moved = Array.from(taxonomy.values(), ({ slug, also }) =>
    also.map((category) => `${category}/${slug}`),
  );
  return [
    ...[...CATEGORIES, ...full, ...moved.flat()].map((name) => ({ name, write: name })),
    ...Array.from(taxonomy.values(), ({ slug, category }) => ({
      name: slug,
      write: `${category}/${slug}`,
    })),
  ];
}

function threatFault(
  name: string,
  taxonomy: Taxonomy,
  known: readonly Known[],
): string | undefined {
  if (CATEGORIES.some((category) => category === name)) return undefined;
  const [category = "", slug = "", ...more] = name.split("/");
  const subType = more.length === 0 ? taxonomy.get(slug) : undefined;
  if (!subType) return `unknown threat ${JSON.stringify(name)}${didYouMean(name, known)}`;
  const allowed = [subType.category, ...subType.also];
  if (allowed.some((one) => one === category)) return undefined;
  const writes = allowed.map((one) => `${one}/${slug}`).join(" or ");
  return `${JSON.stringify(name)} can never match: write ${writes}`;
}

/** A name of the IANA database. Offsets and abbreviations are refused: they do not follow summer time. */
function timezoneFault(name: string): string | undefined {
  const isPlace = /^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+$/.test(name) || name === "UTC";
  if (isPlace && isTimeZone(name)) return undefined;
  const zones = Intl.supportedValuesOf("timeZone");
  const byCity = zones.map((zone) => ({ name: zone.split("/").at(-1) ?? zone, write: zone }));
  const meant = suggest(name, zones) ?? suggest(name, byCity);
  const hint =
    meant === undefined ? "; write a place, such as Europe/London" : `; did you mean "${meant}"?`;
  return `unknown time zone ${JSON.stringify(name)}${hint}`;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
