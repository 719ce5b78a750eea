/**
 * Packs the counts of eld's small database (the dev dependency) into data/languages.bin.gz: `node scripts/build-languages.ts`.
 * The same eld gives the same bytes.
 */
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { type LanguageModel, packLanguageModel } from "#src/classify/text/language-model.ts";

interface EldData {
  readonly languages: Readonly<Record<string, string>>;
  readonly ngrams: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const ELD = new URL("./", import.meta.resolve("eld/small"));
const OUT = new URL("../data/languages.bin.gz", import.meta.url);

const { ngramsData } = (await import(new URL("../ngrams/small.js", ELD).href)) as {
  readonly ngramsData: EldData;
};
const { avgScore } = (await import(new URL("../avgScore.js", ELD).href)) as {
  readonly avgScore: Readonly<Record<string, number>>;
};
const { dictionary } = (await import(new URL("../dictionary.js", ELD).href)) as {
  readonly dictionary: readonly string[];
};

const byteOf = invert(dictionary);
const sorted = Object.entries(ngramsData.ngrams)
  .map(([run, weights]) => ({ key: keyOf(run), weights: Object.entries(weights) }))
  .toSorted((one, other) => one.key - other.key);
const languages = Object.values(ngramsData.languages);
const offsets = new Uint32Array(sorted.length + 1);
for (const [run, { weights }] of sorted.entries()) {
  offsets[run + 1] = (offsets[run] ?? 0) + 2 * weights.length;
}
const model: Omit<LanguageModel, "slots"> = {
  languages,
  usualScores: languages.map((language) => avgScore[language] ?? 1),
  keys: Float64Array.from(sorted, ({ key }) => key),
  offsets,
  weights: Uint8Array.from(
    sorted.flatMap(({ weights }) =>
      weights.flatMap(([language, weight]) => [Number(language), weight]),
    ),
  ),
};
const packed = gzipSync(packLanguageModel(model), { level: 9 });
writeFileSync(OUT, packed);
console.log(`${sorted.length} runs of ${languages.length} languages, ${packed.length} bytes`);

/** eld writes a byte of UTF-8 above 127 as a letter of its own; below, as it is. */
function invert(letters: readonly string[]): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>([
    ["'", 39],
    ["`", 96],
    [" ", 32],
  ]);
  for (let byte = 97; byte <= 122; byte += 1) bytes.set(String.fromCodePoint(byte), byte);
  for (const [byte, letter] of letters.entries()) {
    if (byte < 128 || letter === " ") continue;
    if (bytes.has(letter)) throw new Error(`two bytes are written ${letter}`);
    bytes.set(letter, byte);
  }
  return bytes;
}

function keyOf(run: string): number {
  return Array.from(run).reduce((key, letter) => {
    const byte = byteOf.get(letter);
    if (byte === undefined) throw new Error(`no byte is written ${letter}, of ${run}`);
    return key * 256 + byte;
  }, 0);
}
