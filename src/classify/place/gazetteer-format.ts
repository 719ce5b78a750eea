/**
 * How `data/gazetteer.bin.gz` is laid out once unpacked: a magic line, the length of a JSON header,
 * the header, then columns of numbers, each at a multiple of eight bytes. Little-endian. Texts are
 * kept as lengths and bytes: lengths pack far better than offsets, and adding them up is quick.
 */
export const GAZETTEER_MAGIC = "tocsin gazetteer 1\n";

export const ENTITY_KINDS = ["country", "subdivision", "district", "place", "region"] as const;

/** A district is a second-order division; a region spans countries ("West Africa"). */
export type EntityKind = (typeof ENTITY_KINDS)[number];

export const NAME_FORMS = ["main", "alternate", "demonym", "abbreviation"] as const;

/** An abbreviation ("US", "Calif.") counts only as written: in capitals or with its full stop. */
export type NameForm = (typeof NAME_FORMS)[number];

/** Bits of a reading that hold its name form; the rest is the entity. */
export const FORM_BITS = 2;

/** Degrees are stored as whole numbers of this many per degree. */
export const UNITS_PER_DEGREE = 1_000;

export const SECTIONS = {
  names: "u8",
  nameLengths: "u8",
  nameCommonness: "u8",
  readingCounts: "u16",
  readings: "u32",
  kinds: "u8",
  features: "u8",
  countries: "u16",
  subdivisions: "u16",
  lats: "i32",
  lons: "i32",
  populations: "u32",
  geonamesIds: "u32",
  canonicals: "u8",
  canonicalLengths: "u8",
} as const;

export type SectionName = keyof typeof SECTIONS;

export type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array;

export interface GazetteerHeader {
  /** ISO 3166 codes; a code's index stands for it. Index 0 is the empty code: none. */
  readonly codes: readonly string[];
  /** GeoNames feature codes, by index. */
  readonly features: readonly string[];
  readonly sections: Readonly<
    Record<SectionName, { readonly at: number; readonly length: number }>
  >;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[’'‘`ʻʿ´.][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

const PLAIN = /^[a-z0-9]+$/i;

/** The key a word of a name is found by: lower case, no diacritics, apostrophes or full stops. */
export function foldWord(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase();
  return word
    .normalize("NFD")
    .replaceAll(/[\p{M}’'‘`ʻʿ´.ـ]+/gu, "")
    .toLowerCase();
}

/** The key a whole name is found by: its words' keys with one space between. */
export function foldName(name: string): string {
  return (name.match(WORD) ?? []).map(foldWord).join(" ");
}
