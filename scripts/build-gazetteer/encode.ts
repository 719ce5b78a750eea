import {
  type Column,
  type EntityKind,
  ENTITY_KINDS,
  FORM_BITS,
  foldName,
  GAZETTEER_MAGIC,
  type GazetteerHeader,
  NAME_FORMS,
  type NameForm,
  type SectionName,
  SECTIONS,
  UNITS_PER_DEGREE,
} from "#src/classify/place/gazetteer-format.ts";

import type { Entity } from "./entity.ts";

/** Bytes; a length has one byte. */
const LONGEST_NAME = 255;

const KIND_INDEX = new Map<EntityKind, number>(ENTITY_KINDS.map((kind, index) => [kind, index]));
const FORM_INDEX = new Map<NameForm, number>(NAME_FORMS.map((form, index) => [form, index]));

/** The whole gazetteer as bytes: the same entities give the same bytes. */
export function encodeGazetteer(
  entities: readonly Entity[],
  commonness: (key: string) => number,
): Uint8Array {
  const codes = indexed(["", ...entities.flatMap((one) => [one.country, one.subdivision])]);
  const features = indexed(["", ...entities.map((one) => one.feature)]);
  const keys = gatherKeys(entities);
  const sorted = [...keys.keys()]
    .map((key) => ({ key, bytes: Buffer.from(key) }))
    .toSorted((a, b) => Buffer.compare(a.bytes, b.bytes));
  const readings = sorted.map(({ key }) => [...(keys.get(key) ?? [])].toSorted((a, b) => a - b));
  const column = (read: (one: Entity) => number): number[] => entities.map(read);
  const canonicals = entities.map((one) => Buffer.from(one.canonical.slice(0, 80)));
  const columns: Record<SectionName, Column> = {
    names: Buffer.concat(sorted.map(({ bytes }) => bytes)),
    nameLengths: Uint8Array.from(sorted, ({ bytes }) => bytes.length),
    nameCommonness: Uint8Array.from(sorted, ({ key }) => commonness(key)),
    readingCounts: Uint16Array.from(readings, (list) => list.length),
    readings: Uint32Array.from(readings.flat()),
    kinds: Uint8Array.from(column((one) => KIND_INDEX.get(one.kind) ?? 0)),
    features: Uint8Array.from(column((one) => features.get(one.feature) ?? 0)),
    countries: Uint16Array.from(column((one) => codes.get(one.country) ?? 0)),
    subdivisions: Uint16Array.from(column((one) => codes.get(one.subdivision) ?? 0)),
    lats: Int32Array.from(column((one) => Math.round(one.lat * UNITS_PER_DEGREE))),
    lons: Int32Array.from(column((one) => Math.round(one.lon * UNITS_PER_DEGREE))),
    populations: Uint32Array.from(column((one) => one.population)),
    geonamesIds: Uint32Array.from(column((one) => one.geonamesId)),
    canonicals: Buffer.concat(canonicals),
    canonicalLengths: Uint8Array.from(canonicals, (bytes) => bytes.length),
  };
  return pack(columns, [...codes.keys()], [...features.keys()]);
}

function gatherKeys(entities: readonly Entity[]): Map<string, Set<number>> {
  const keys = new Map<string, Set<number>>();
  for (const [index, entity] of entities.entries()) {
    const forms = new Map<string, NameForm>();
    for (const [name, form] of entity.names) {
      const key = foldName(name);
      // The main name outranks an alternate spelling that folds to the same key.
      if (key !== "" && (form === "main" || !forms.has(key))) forms.set(key, form);
    }
    for (const [key, form] of forms) {
      if (Buffer.byteLength(key) > LONGEST_NAME || (key.length < 2 && form !== "main")) continue;
      const readings = keys.get(key) ?? new Set();
      keys.set(key, readings.add((index << FORM_BITS) | (FORM_INDEX.get(form) ?? 0)));
    }
  }
  return keys;
}

function indexed(values: readonly string[]): Map<string, number> {
  return new Map([...new Set(values)].toSorted().map((value, index) => [value, index]));
}

function pack(
  columns: Record<SectionName, Column>,
  codes: string[],
  features: string[],
): Uint8Array {
  const parts: Uint8Array[] = [];
  const sections: Partial<Record<SectionName, { at: number; length: number }>> = {};
  let at = 0;
  for (const name of Object.keys(SECTIONS) as SectionName[]) {
    const { buffer, byteOffset, byteLength, length } = columns[name];
    const padded = new Uint8Array(Math.ceil(byteLength / 8) * 8);
    padded.set(new Uint8Array(buffer, byteOffset, byteLength));
    sections[name] = { at, length };
    parts.push(padded);
    at += padded.length;
  }
  const header: GazetteerHeader = {
    codes,
    features,
    sections: sections as GazetteerHeader["sections"],
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const start = Buffer.concat([Buffer.from(GAZETTEER_MAGIC), length, json]);
  const padding = Buffer.alloc((8 - (start.length % 8)) % 8);
  return Buffer.concat([start, padding, ...parts]);
}
