import type { Atlas } from "../model/atlas.ts";
import type { RegionClause } from "../model/subscription.ts";
import { CATEGORIES, type Taxonomy } from "../model/threat.ts";
import { addressFault } from "./address.ts";
import type { NearPresets } from "./near-presets.ts";
import type { ReaderKeys } from "./reader-keys.ts";
import { type Known, didYouMean, suggest } from "./suggest.ts";

/** What the names in a file may refer to. Each check says what is wrong, or undefined when nothing is. */
export interface Vocabulary {
  readonly region: Check;
  readonly country: Check;
  readonly threat: Check;
  readonly source: Check;
  readonly actor: Check;
  readonly language: Check;
  readonly preset: Check;
  readonly address: Check;
  readonly timezone: Check;
}

export type Check = (text: string) => string | undefined;

export interface Names {
  readonly atlas: Atlas;
  readonly taxonomy: Taxonomy;
  /** Those of regions.yaml, by name. Undefined: unknown, because the file could not be read. */
  readonly customRegions: ReadonlyMap<string, RegionClause> | undefined;
  /** Undefined: unknown, because near.yaml could not be read. */
  readonly near: NearPresets | undefined;
  /** Names and lists of actors.yaml. */
  readonly actorNames: readonly string[];
  /** Undefined: unknown, because sources.yaml could not be read. */
  readonly sourceIds: readonly string[] | undefined;
  /** OpenPGP keys by file. Undefined: not looked at. */
  readonly keys?: ReadonlyMap<string, ReaderKeys> | undefined;
}

export function openVocabulary({
  atlas,
  taxonomy,
  customRegions,
  near,
  actorNames,
  sourceIds,
}: Names): Vocabulary {
  const knownRegions = [
    ...Array.from(customRegions?.keys() ?? [], (name) => ({ name, write: name })),
    ...atlas.vocabulary,
  ];
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
    threat: openThreatCheck(taxonomy),
    source(id) {
      if (!sourceIds || sourceIds.includes(id)) return undefined;
      return `unknown source ${JSON.stringify(id)}${didYouMean(id, sourceIds)}`;
    },
    actor(name) {
      if (actorNames.includes(name)) return undefined;
      return `unknown actor ${JSON.stringify(name)}${didYouMean(name, actorNames)}`;
    },
    language: languageFault,
    preset(name) {
      if (!near || near.presets.has(name)) return undefined;
      const known = [...near.presets.keys()];
      return `${JSON.stringify(name)} is none of the presets ${known.join(", ")}${didYouMean(name, known)}`;
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
  actor: accept,
  language: accept,
  preset: accept,
  address: accept,
  timezone: accept,
};

function accept(): undefined {
  return undefined;
}

export function openThreatCheck(taxonomy: Taxonomy): Check {
  const known = threatNames(taxonomy);
  return (name) => threatFault(name, taxonomy, known);
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

/** A two-letter code of ISO 639-1, as the classifier gives it. */
function languageFault(code: string): string | undefined {
  const known = languages();
  if (known.some(({ write }) => write === code)) return undefined;
  return `unknown language ${JSON.stringify(code)}${didYouMean(code, known)}`;
}

function languages(): Known[] {
  const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCodePoint(0x61 + at));
  return letters.flatMap((first) =>
    letters.flatMap((second) => {
      const name = names.of(first + second);
      return name === undefined ? [] : [{ name, write: first + second }];
    }),
  );
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

/** Asking the platform takes longer than all else that is checked of a subscription. */
const KNOWN_ZONES = new Set<string>();

function isTimeZone(name: string): boolean {
  if (KNOWN_ZONES.has(name)) return true;
  try {
    if (new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone === "")
      return false;
    KNOWN_ZONES.add(name);
    return true;
  } catch {
    return false;
  }
}
