import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

import type { GeometryCollection, Topology } from "topojson-specification";

import type { AtlasData } from "../../model/atlas.ts";
import type { ThreatModelData } from "../../model/threat-model.ts";

const DATA = new URL("../../../data/", import.meta.url);
const SIZE_BYTES = 4;
/** zlib refuses a smaller one. */
const LEAST_CHUNK = 64;

/** The gazetteer shipped with tocsin, unpacked. */
export async function readGazetteerData(): Promise<Uint8Array> {
  return unpacked("gazetteer.bin.gz");
}

/** How likely runs of letters are in each language, unpacked. */
export async function readLanguageData(): Promise<Uint8Array> {
  return unpacked("languages.bin.gz");
}

/** ISO 3166-2 by GeoNames' first-order division, such as `SY.08`. */
export async function readDivisionCodes(): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(new URL("admin1-iso.json", DATA), "utf8");
  return JSON.parse(text) as Record<string, string>;
}

export async function readThreatModel(): Promise<ThreatModelData> {
  return JSON.parse((await unpacked("threat-model.json.gz")).toString()) as ThreatModelData;
}

export async function readAtlasData(): Promise<AtlasData> {
  return JSON.parse(await readFile(new URL("atlas.json", DATA), "utf8")) as AtlasData;
}

/** What the relate stage has learned, as JSON. */
export function readStoryModelData(): Promise<string> {
  return readFile(new URL("story-model.json", DATA), "utf8");
}

/** Natural Earth's countries (public domain) as world-atlas packs them, finely and coarsely, and their ISO 3166-1 codes. */
export async function readWorldData() {
  const [near, wide, codes] = await Promise.all([
    readJson(import.meta.resolve("world-atlas/countries-50m.json")),
    readJson(import.meta.resolve("world-atlas/countries-110m.json")),
    readJson(import.meta.resolve("i18n-iso-countries/codes.json")),
  ]);
  return {
    near: near as Topology<{ countries: GeometryCollection }>,
    wide: wide as Topology<{ countries: GeometryCollection }>,
    codes: codes as readonly (readonly string[])[],
  };
}

/** A gzip file of ours, which ends with its size unpacked (RFC 1952): at once into one buffer, instead of into many that are joined. */
async function unpacked(name: string): Promise<Buffer> {
  const packed = await readFile(new URL(name, DATA));
  const size = packed.readUInt32LE(packed.length - SIZE_BYTES);
  return promisify(gunzip)(packed, { chunkSize: Math.max(LEAST_CHUNK, size + 1) });
}

async function readJson(url: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(url), "utf8"));
}
