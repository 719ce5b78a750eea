/** What a UTF-16 unit is to whoever reads a text quickly; any greater sign is a letter or digit itself, in small. */
export const GAP = 0;
export const DOT = 1;
/** It may be part of a word, and is left to the slow way. */
export const OTHER = 2;

/** By ASCII code. */
const SIGNS = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCodePoint(code);
  if (/[A-Za-z0-9]/.test(sign)) return sign.toLowerCase().charCodeAt(0);
  if (sign === ".") return DOT;
  return sign === "'" ? OTHER : GAP;
});

/** Whatever is not ASCII may be part of a word. */
export function signOf(unit: number | undefined): number {
  return unit !== undefined && unit < 128 ? (SIGNS[unit] ?? OTHER) : OTHER;
}

export function isGapAt(units: Uint16Array, at: number): boolean {
  return at >= units.length || signOf(units[at]) === GAP;
}

/** FNV-1a over UTF-16 units. */
export const HASH_START = 0x811c9dc5 | 0;
const HASH_PRIME = 0x01000193;

export function mixed(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, HASH_PRIME);
}

/** Of what is in small letters. */
export function hashOf(form: string): number {
  let hash = HASH_START;
  for (let at = 0; at < form.length; at += 1) hash = mixed(hash, form.charCodeAt(at));
  return hash;
}

/** The same for what stands there, once letters of ASCII are small. */
export function hashBetween(units: Uint16Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let at = start; at < end; at += 1) {
    const unit = units[at] ?? 0;
    const sign = signOf(unit);
    hash = mixed(hash, sign > OTHER ? sign : unit);
  }
  return hash;
}

export function hashOfBoth(first: number, second: number): number {
  return Math.imul(first ^ Math.imul(second, 0x9e3779b1), HASH_PRIME);
}

/** Of the next word, where it is plain letters and digits and no more; undefined where that has to be read in full. */
export function plainHashAfter(units: Uint16Array, end: number): number | undefined {
  let start = end;
  while (isPauseAt(units, start)) start += 1;
  let at = start;
  while (signOf(units[at]) > OTHER) at += 1;
  // One letter and a full stop may go on as `U.N.` does.
  const isWhole = at - start > 1 && (at === units.length || isPauseAt(units, at));
  return isWhole ? hashBetween(units, start, at) : undefined;
}

/** Whether an ASCII sign is part of no word; behind the end there is none. */
function isPauseAt(units: Uint16Array, at: number): boolean {
  return at < units.length && signOf(units[at]) < OTHER;
}
