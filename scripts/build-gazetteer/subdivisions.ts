import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { foldName } from "#src/classify/place/gazetteer-format.ts";

import { COUNTRY_POINTS, SUBDIVISION_POINTS } from "./country-points.ts";
import { addName, anEntity, type Entity, meanPoint } from "./entity.ts";
import type { Settled } from "./geonames.ts";
import { SUBDIVISION_CANONICALS } from "./hand-canonicals.ts";
import { NEW_CODES, RECODED, WITHDRAWN_CODES } from "./hand-divisions.ts";
import {
  SUBDIVISION_ABBREVIATIONS,
  SUBDIVISION_DEMONYMS,
  SUBDIVISION_NAMES,
} from "./hand-names.ts";

const LANGUAGES = ["en", "ar", "fr", "es", "ru", "uk", "pt", "tr", "de", "it"] as const;
const ENTRY = /<subdivision type="([a-z]{2})([a-z0-9]{1,4})"[^>]*>([^<]+)</g;
const GENERIC_AFTER =
  / (?:province|governorate|region|district|department|state|oblast|county|prefecture|municipality|krai|republic|division|territory|city)$/i;
const GENERIC_BEFORE =
  /^(?:departamento|d[ée]partement|department|provincia|province|r[ée]gi[oó]n|gobernaci[oó]n|gouvernorat|estado|state|governo(?:rate)?|محافظة|ولاية|إقليم) (?:de la |de los |del |de |d['’]|du |des |di |of )?/iu;

export interface Subdivisions {
  readonly entities: Entity[];
  readonly byCode: ReadonlyMap<string, Entity>;
  /** The first-order code that a second-order one lies in. */
  readonly parents: ReadonlyMap<string, string>;
}

/** Every ISO 3166-2 code with its names in the languages tocsin reads; no points yet. */
export async function readSubdivisions(sources: string): Promise<Subdivisions> {
  const official = await officialCodes(sources);
  const byCode = new Map<string, Entity>();
  for (const language of LANGUAGES) {
    const path = join(sources, `cldr/usr/share/unicode/cldr/common/subdivisions/${language}.xml`);
    for (const [, country = "", part = "", text = ""] of (await readFile(path, "utf8")).matchAll(
      ENTRY,
    )) {
      const code = `${country}-${part}`.toUpperCase();
      if (!official.has(code) || RECODED.has(code)) continue;
      const entity =
        byCode.get(code) ?? aSubdivision(code, language === "en" ? text : official.get(code));
      byCode.set(code, entity);
      addBothNames(entity, unescapeXml(text), language === "en");
    }
  }
  for (const [code, name] of official)
    addBothNames(
      byCode.getOrInsertComputed(code, () => aSubdivision(code, name)),
      name,
      true,
    );
  for (const entity of byCode.values()) addCanonical(entity);
  addHandNames(byCode);
  return { entities: [...byCode.values()], byCode, parents: await officialParents(sources) };
}

function aSubdivision(code: string, name = code): Entity {
  const canonical = SUBDIVISION_CANONICALS[code] ?? withoutNotes(unescapeXml(name));
  return anEntity({ kind: "subdivision", canonical, country: code.slice(0, 2), subdivision: code });
}

/** ISO and CLDR hang footnote marks and remarks on names: "Lacs²", "Aerodrom †", "Diekirch (de, lb)". */
export function withoutNotes(name: string): string {
  return name.replace(/(?: ?\([^)]*\)| ?\[[^\]]*\]|\s*[†‡*⁰¹²³⁴-⁹])+$/u, "").trim();
}

function addBothNames(entity: Entity, written: string, isMain: boolean): void {
  const form = isMain ? "main" : "alternate";
  const name = withoutNotes(written);
  addName(entity, name, form);
  const bare = name.replace(GENERIC_AFTER, "").replace(GENERIC_BEFORE, "");
  if (foldName(bare).length > 2) addName(entity, bare, form);
}

function addCanonical(entity: Entity): void {
  addName(entity, entity.canonical, "main");
  addName(entity, entity.canonical.replace(/ Oblast$/, ""), "main");
}

function addHandNames(byCode: ReadonlyMap<string, Entity>): void {
  const tables = [
    [SUBDIVISION_NAMES, "main"],
    [SUBDIVISION_ABBREVIATIONS, "abbreviation"],
    [SUBDIVISION_DEMONYMS, "demonym"],
  ] as const;
  for (const [table, form] of tables) {
    for (const [code, names] of Object.entries(table)) {
      const entity = byCode.get(code);
      if (entity === undefined) throw new Error(`${code} is no ISO 3166-2 code`);
      for (const name of names) addName(entity, name, form);
    }
  }
}

async function officialParents(sources: string): Promise<Map<string, string>> {
  const text = await readFile(join(sources, "iso-3166-4.4.0/2.js"), "utf8");
  const entries = text.matchAll(
    /code: '([^']+)',\s+name: (['"]).*?\2,\s+parent: '([A-Z]{2}-[^']+)'/g,
  );
  return new Map(Array.from(entries, ([, code = "", , parent = ""]) => [code, parent]));
}

async function officialCodes(sources: string): Promise<Map<string, string>> {
  const text = await readFile(join(sources, "iso-3166-4.4.0/2.js"), "utf8");
  const codes = new Map<string, string>();
  for (const [, code = "", , name = ""] of text.matchAll(
    /code: '([^']+)',\s+name: (['"])(.*?)\2,/g,
  ))
    codes.set(code, name.replaceAll("\\'", "'"));
  for (const [code, name] of Object.entries(NEW_CODES)) codes.set(code, name);
  for (const code of WITHDRAWN_CODES) codes.delete(code);
  return codes;
}

function unescapeXml(text: string): string {
  return text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&apos;", "'");
}

/**
 * Says in which subdivision each place lies: by its GeoNames division code, else as the nearest
 * place of the country that has one (old codes of a country that redrew its divisions).
 */
export function settleSubdivisions(
  settled: readonly Settled[],
  cities: readonly Settled[],
  codeOf: (one: Settled) => string | undefined,
): void {
  for (const one of [...cities, ...settled]) one.place.subdivision = codeOf(one) ?? "";
  const placed = Map.groupBy(
    cities.map(({ place }) => place).filter(({ subdivision }) => subdivision !== ""),
    ({ country }) => country,
  );
  for (const { place } of settled) {
    if (place.subdivision !== "") continue;
    place.subdivision = nearest(place, placed.get(place.country) ?? [])?.subdivision ?? "";
  }
}

/** Within some 300 km. */
function nearest(to: Entity, among: readonly Entity[]): Entity | undefined {
  const squeeze = Math.cos((to.lat * Math.PI) / 180);
  let best: Entity | undefined;
  let least = 9;
  for (const one of among) {
    const distance = (one.lat - to.lat) ** 2 + ((one.lon - to.lon) * squeeze) ** 2;
    if (distance < least) [best, least] = [one, distance];
  }
  return best;
}

/**
 * A subdivision lies amid its places; else where the district or place of its name does; else amid
 * the places of the division around it; else amid its country.
 */
export function locateSubdivisions(
  { entities, parents }: Pick<Subdivisions, "entities" | "parents">,
  settled: readonly Settled[],
  districts: Iterable<Entity>,
): void {
  const members = Map.groupBy(settled, ({ place }) => place.subdivision);
  const named = new Map<string, Entity>();
  const candidates = [...settled.map(({ place }) => place), ...districts];
  for (const one of candidates.toSorted((a, b) => a.population - b.population))
    named.set(`${one.country}|${bareKey(one.canonical)}`, one);
  const points = countryPoints();
  const own = readPoints(SUBDIVISION_POINTS);
  for (const subdivision of entities) {
    const inside = members.get(subdivision.subdivision);
    const namesake = [...subdivision.names.keys()]
      .map((name) => named.get(`${subdivision.country}|${bareKey(name)}`))
      .find((one) => one !== undefined);
    const mean = middleOf(inside);
    const code = subdivision.subdivision;
    const amid = middleOf(members.get(parents.get(code) ?? ""));
    const point = own.get(code) ?? mean ?? namesake ?? amid ?? points.get(subdivision.country);
    if (point === undefined) throw new Error(`no point for ${subdivision.subdivision}`);
    subdivision.lat = point.lat;
    subdivision.lon = point.lon;
    subdivision.population = inside?.reduce((sum, { place }) => sum + place.population, 0) ?? 0;
  }
}

function middleOf(
  settled: readonly Settled[] | undefined,
): { lat: number; lon: number } | undefined {
  return settled && meanPoint(settled.map(({ place }) => place));
}

function bareKey(name: string): string {
  return foldName(name.replace(GENERIC_AFTER, "").replace(GENERIC_BEFORE, ""));
}

export function countryPoints(): Map<string, { lat: number; lon: number }> {
  return readPoints(COUNTRY_POINTS);
}

function readPoints(table: string): Map<string, { lat: number; lon: number }> {
  const points = new Map<string, { lat: number; lon: number }>();
  for (const entry of table.split(/[|\n]/)) {
    const [code = "", lat, lon] = entry.trim().split(" ");
    if (code !== "") points.set(code, { lat: Number(lat), lon: Number(lon) });
  }
  return points;
}
