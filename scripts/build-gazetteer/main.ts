/**
 * Makes data/gazetteer.bin.gz and data/atlas.json from the pinned sources:
 * `node scripts/build-gazetteer/main.ts <folder>`; data/README.md says what the folder holds.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import type { AtlasEntry } from "#src/model/atlas.ts";
import type { RegionCode } from "#src/model/region.ts";

import { readCountries, readRegions } from "./countries.ts";
import { encodeGazetteer } from "./encode.ts";
import type { Entity } from "./entity.ts";
import { newerThan, readCities, readCities500, readDistricts, type Settled } from "./geonames.ts";
import { readGroups } from "./groups.ts";
import { codeFromSecondOrder, FIRST_ORDER, SECOND_ORDER } from "./hand-divisions.ts";
import { checkSources, readJson } from "./sources.ts";
import { locateSubdivisions, readSubdivisions, settleSubdivisions } from "./subdivisions.ts";

const DATA = join(import.meta.dirname, "../../data");

async function main(sources: string): Promise<void> {
  await checkSources(sources);
  const older = await readCities500(sources);
  const cities = await readCities(sources);
  const settled = [...older, ...newerThan(older, cities)];
  const districts = await readDistricts(sources, settled);
  const subdivisions = await readSubdivisions(sources);
  const isoCodes = await readJson<Record<string, string>>(DATA, "admin1-iso.json");
  const codeOf = (one: Pick<Settled, "admin1" | "admin2">): string | undefined => {
    const code =
      SECOND_ORDER[one.admin2] ??
      codeFromSecondOrder(one.admin2) ??
      FIRST_ORDER[one.admin1] ??
      isoCodes[one.admin1];
    return code !== undefined && subdivisions.byCode.has(code) ? code : undefined;
  };
  settleSubdivisions(settled, cities, codeOf);
  for (const [code, district] of districts)
    district.subdivision = codeOf({ admin1: code.replace(/\.[^.]*$/, ""), admin2: code }) ?? "";
  locateSubdivisions(subdivisions, settled, districts.values());
  const countries = await readCountries(sources, DATA);
  countPeople(countries, settled);
  const entities = [
    ...countries,
    ...subdivisions.entities,
    ...readRegions(),
    ...districts.values(),
    ...settled.map(({ place }) => place).toSorted(byRegionThenId),
  ];
  await mkdir(DATA, { recursive: true });
  await writeGazetteer(entities);
  await writeAtlas(sources, countries, subdivisions.entities);
}

function countPeople(countries: readonly Entity[], settled: readonly Settled[]): void {
  const people = new Map<string, number>();
  for (const { place } of settled)
    people.set(place.country, (people.get(place.country) ?? 0) + place.population);
  for (const country of countries) country.population = people.get(country.country) ?? 0;
}

function byRegionThenId(a: Entity, b: Entity): number {
  const [first, second] = [`${a.country}${a.subdivision}`, `${b.country}${b.subdivision}`];
  if (first !== second) return first < second ? -1 : 1;
  return a.geonamesId - b.geonamesId || (a.canonical < b.canonical ? -1 : 1);
}

async function writeGazetteer(entities: readonly Entity[]): Promise<void> {
  const counts = await readJson<Record<string, number>>(DATA, "common-words.json");
  const bytes = encodeGazetteer(entities, (key) =>
    Object.hasOwn(counts, key) ? Math.min(255, Math.ceil(Math.log2(counts[key] ?? 1))) : 0,
  );
  const packed = gzipSync(bytes, { level: 9 });
  await writeFile(join(DATA, "gazetteer.bin.gz"), packed);
  console.log(`${entities.length} entities, ${bytes.length} bytes, ${packed.length} packed`);
}

function atlasEntry(code: string, { canonical, lat, lon }: Entity): AtlasEntry {
  const [roundLat = 0, roundLon = 0] = [lat, lon].map(
    (degrees) => Math.round(degrees * 1_000) / 1_000,
  );
  return { code: code as RegionCode, name: canonical, lat: roundLat, lon: roundLon };
}

async function writeAtlas(
  sources: string,
  countries: readonly Entity[],
  subdivisions: readonly Entity[],
): Promise<void> {
  const codes = new Set(countries.map(({ country }) => country));
  const atlas = {
    countries: countries.map((one) => atlasEntry(one.country, one)),
    subdivisions: subdivisions
      .map((one) => ({ code: one.subdivision, one }))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .map(({ code, one }) => atlasEntry(code, one)),
    groups: await readGroups(sources, codes),
  };
  await writeFile(join(DATA, "atlas.json"), `${JSON.stringify(atlas)}\n`);
  console.log(`${atlas.countries.length} countries, ${atlas.subdivisions.length} subdivisions`);
}

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node scripts/build-gazetteer/main.ts <folder>");
await main(folder);
