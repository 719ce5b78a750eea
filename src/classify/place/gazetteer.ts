import { parseRegionCode, type RegionCode } from "../../model/region.ts";
import { remembering } from "../text/remembering.ts";
import {
  type Column,
  type EntityKind,
  ENTITY_KINDS,
  FORM_BITS,
  GAZETTEER_MAGIC,
  type GazetteerHeader,
  NAME_FORMS,
  type NameForm,
  type SectionName,
  SECTIONS,
  UNITS_PER_DEGREE,
} from "./gazetteer-format.ts";
import { LooseIndex } from "./loose-index.ts";
import { type GridPoints, openGrid } from "./place-grid.ts";
import { openNames } from "./sorted-names.ts";

/** Something on Earth that has a name. */
export interface Entity {
  readonly id: number;
  readonly kind: EntityKind;
  readonly country: RegionCode | null;
  readonly subdivision: RegionCode | null;
  readonly lat: number;
  readonly lon: number;
  readonly population: number;
  /** GeoNames feature code, such as `PPLC`; empty for what GeoNames has not. */
  readonly feature: string;
  readonly geonamesId: number;
}

/** One meaning a name may have. */
export interface Candidate {
  readonly entity: Entity;
  readonly form: NameForm;
}

/** What a name leads to. */
export interface NameEntry {
  readonly candidates: readonly Candidate[];
  /** How often newspapers write it in lower case, as log2 of a count in 16 million characters; 0: never seen. */
  readonly commonness: number;
}

export interface Gazetteer {
  /** By folded name, words with one space between. */
  find(key: string): NameEntry | undefined;
  /** Places and divisions of a country whose name, in a spelling by ear, is this one. */
  findByEar(key: string, country: RegionCode): readonly Candidate[];
  /** Whether a longer name begins with these words. */
  hasNameBeginning(key: string): boolean;
  canonicalOf(entity: Entity): string;
  country(code: RegionCode): Entity | undefined;
  subdivision(code: RegionCode): Entity | undefined;
  /** The nearest populated place within about 200 km, of one country if asked. */
  nearest(lat: number, lon: number, country?: RegionCode | null): Entity | undefined;
}

const BYTES = { u8: 1, u16: 2, u32: 4, i32: 4 } as const;

/** Opens the bytes of `data/gazetteer.bin.gz`, unpacked; throws for anything else. */
export function openGazetteer(bytes: Uint8Array): Gazetteer {
  const { header, start } = readHeader(bytes);
  const column = (name: SectionName): Column => readColumn(bytes, start, header, name);
  const entityOf = openEntities(header, column);
  const names = openNames(column("names"), offsetsOf(column("nameLengths")));
  const readings = column("readings");
  const readingOffsets = offsetsOf(column("readingCounts"));
  const commonness = column("nameCommonness");
  // Asked for by the first place that a report names; what only checks or sends never asks.
  const canonicals = lazily(() =>
    openNames(column("canonicals"), offsetsOf(column("canonicalLengths"))),
  );
  const canonicalAt = remembering((id: number) => canonicals().nameAt(id), MOST_REMEMBERED);
  const byCode = indexByCode(entityOf, column("kinds"));
  const codeOf = remembering((code: RegionCode) => header.codes.indexOf(code), MOST_REMEMBERED);
  const grid = lazily(() => openGrid(gridPoints(column)));
  const candidateAt = (at: number): Candidate => {
    const reading = readings[at] ?? 0;
    const form = NAME_FORMS[reading & ((1 << FORM_BITS) - 1)] ?? "main";
    return { entity: entityOf(reading >>> FORM_BITS), form };
  };
  const readingsOf = (index: number): [number, number] => [
    readingOffsets[index] ?? 0,
    readingOffsets[index + 1] ?? 0,
  ];
  const countries = column("countries");
  const byEar = new LooseIndex({
    count: names.count,
    nameAt: (index) => names.nameAt(index),
    readingsOf,
    countryOf: (at) => countries[(readings[at] ?? 0) >>> FORM_BITS] ?? 0,
  });
  const find = (key: string): NameEntry | null => {
    const index = names.indexOf(key);
    if (index === -1) return null;
    const [from, to] = readingsOf(index);
    const candidates: Candidate[] = [];
    for (let at = from; at < to; at += 1) candidates.push(candidateAt(at));
    return { candidates, commonness: commonness[index] ?? 0 };
  };
  // The names of one report come again in the next.
  const entryOf = remembering(find, MOST_REMEMBERED);
  return {
    find: (key) => entryOf(key) ?? undefined,
    findByEar: (key, country) => byEar.find(key, codeOf(country)).map(candidateAt),
    hasNameBeginning: remembering((key: string) => names.hasBeginning(`${key} `), MOST_REMEMBERED),
    canonicalOf: ({ id }) => canonicalAt(id),
    country: (code) => byCode.get(code),
    subdivision: (code) => byCode.get(code),
    nearest(lat, lon, country) {
      const id = grid().nearest(lat, lon, country ? codeOf(country) : 0);
      return id === undefined ? undefined : entityOf(id);
    },
  };
}

/** What an endless stream of names may take of memory. */
const MOST_REMEMBERED = 30_000;

function readHeader(bytes: Uint8Array): { header: GazetteerHeader; start: number } {
  const decoder = new TextDecoder();
  const magic = GAZETTEER_MAGIC.length;
  if (decoder.decode(bytes.subarray(0, magic)) !== GAZETTEER_MAGIC)
    throw new Error("not a gazetteer, or one of another version");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic, true);
  const end = magic + 4 + length;
  const header = JSON.parse(decoder.decode(bytes.subarray(magic + 4, end))) as GazetteerHeader;
  return { header, start: Math.ceil(end / 8) * 8 };
}

function readColumn(
  bytes: Uint8Array,
  start: number,
  { sections }: GazetteerHeader,
  name: SectionName,
): Column {
  const type = SECTIONS[name];
  const { at, length } = sections[name];
  const from = bytes.byteOffset + start + at;
  const size = length * BYTES[type];
  // A view needs its numbers aligned; bytes that came out of a pool may not be.
  const aligned = from % BYTES[type] === 0;
  const buffer = aligned ? bytes.buffer : bytes.slice(start + at, start + at + size).buffer;
  const offset = aligned ? from : 0;
  switch (type) {
    case "u8":
      return new Uint8Array(buffer, offset, length);
    case "u16":
      return new Uint16Array(buffer, offset, length);
    case "u32":
      return new Uint32Array(buffer, offset, length);
    case "i32":
      return new Int32Array(buffer, offset, length);
  }
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function offsetsOf(lengths: Column): Uint32Array {
  const offsets = new Uint32Array(lengths.length + 1);
  let at = 0;
  for (let index = 0; index < lengths.length; index += 1) {
    at += lengths[index] ?? 0;
    offsets[index + 1] = at;
  }
  return offsets;
}

function openEntities(
  header: GazetteerHeader,
  column: (name: SectionName) => Column,
): (id: number) => Entity {
  const [kinds, features] = [column("kinds"), column("features")];
  const [countries, subdivisions] = [column("countries"), column("subdivisions")];
  const [lats, lons] = [column("lats"), column("lons")];
  const [populations, geonamesIds] = [column("populations"), column("geonamesIds")];
  const codes = header.codes.map((code) => parseRegionCode(code) ?? null);
  return (id) => ({
    id,
    kind: ENTITY_KINDS[valueAt(kinds, id)] ?? "place",
    country: codes[valueAt(countries, id)] ?? null,
    subdivision: codes[valueAt(subdivisions, id)] ?? null,
    lat: valueAt(lats, id) / UNITS_PER_DEGREE,
    lon: valueAt(lons, id) / UNITS_PER_DEGREE,
    population: valueAt(populations, id),
    feature: header.features[valueAt(features, id)] ?? "",
    geonamesId: valueAt(geonamesIds, id),
  });
}

function valueAt(values: Column, index: number): number {
  return values[index] ?? 0;
}

function indexByCode(entityOf: (id: number) => Entity, kinds: Column): Map<RegionCode, Entity> {
  const byCode = new Map<RegionCode, Entity>();
  const coded = new Set([ENTITY_KINDS.indexOf("country"), ENTITY_KINDS.indexOf("subdivision")]);
  for (let id = 0; id < kinds.length; id += 1) {
    if (!coded.has(kinds[id] ?? -1)) continue;
    const entity = entityOf(id);
    const code = entity.subdivision ?? entity.country;
    if (code !== null) byCode.set(code, entity);
  }
  return byCode;
}

function gridPoints(column: (name: SectionName) => Column): GridPoints {
  const kinds = column("kinds");
  const place = ENTITY_KINDS.indexOf("place");
  const [lats, lons, countries] = [column("lats"), column("lons"), column("countries")];
  return {
    count: kinds.length,
    isPoint: (id) => kinds[id] === place,
    lat: (id) => (lats[id] ?? 0) / UNITS_PER_DEGREE,
    lon: (id) => (lons[id] ?? 0) / UNITS_PER_DEGREE,
    country: (id) => countries[id] ?? 0,
  };
}
