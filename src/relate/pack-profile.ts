import type { NamedDays } from "./named-days.ts";
import type { Profile } from "./profile.ts";

/**
 * A profile as text, a third as long as its JSON: lists of hashes as base64 of
 * 32-bit integers (little-endian), lists of small numbers as base64 of bytes.
 */
export function packProfile(profile: Profile): string {
  const { terms, marks, weights, shingles, ...rest } = profile;
  return JSON.stringify({
    ...rest,
    terms: packHashes(terms),
    marks: packBytes(marks),
    weights: packBytes(weights),
    shingles: { level: shingles.level, hashes: packHashes(shingles.hashes) },
  });
}

type Packed = Omit<Profile, "terms" | "marks" | "weights" | "shingles"> & {
  readonly terms: string;
  readonly marks: string;
  readonly weights: string;
  readonly shingles: { readonly level: number; readonly hashes: string };
};

/** What profiles of an older version do not have. */
const UNNAMED_DAYS: NamedDays = { weekdays: [], dates: [] };

export function unpackProfile(packed: string): Profile {
  const { terms, marks, weights, shingles, ...rest } = JSON.parse(packed) as Packed;
  return {
    ...UNNAMED_DAYS,
    ...rest,
    terms: unpackHashes(terms),
    marks: Uint8Array.fromBase64(marks),
    weights: Uint8Array.fromBase64(weights),
    shingles: { level: shingles.level, hashes: unpackHashes(shingles.hashes) },
  };
}

function packHashes(hashes: ArrayLike<number>): string {
  const view = new DataView(new ArrayBuffer(hashes.length * 4));
  for (let i = 0; i < hashes.length; i += 1) view.setUint32(i * 4, hashes[i] ?? 0, true);
  return new Uint8Array(view.buffer).toBase64();
}

function unpackHashes(packed: string): Uint32Array {
  const bytes = Uint8Array.fromBase64(packed);
  const view = new DataView(bytes.buffer);
  const hashes = new Uint32Array(bytes.length / 4);
  for (let i = 0; i < hashes.length; i += 1) hashes[i] = view.getUint32(i * 4, true);
  return hashes;
}

function packBytes(numbers: ArrayLike<number>): string {
  return Uint8Array.from(numbers).toBase64();
}
