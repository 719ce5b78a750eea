/** The possessive of English. */
export const POSSESSIVE = /['’ʼ]s$/iu;
/** Accents of the Latin, Greek and Cyrillic scripts, Arabic vowel signs and tatweel, Hebrew points. */
const DIACRITICS = /\u0640|[\p{M}&&[\p{sc=Zinh}\p{sc=Arab}\p{sc=Hebr}]]/gv;
const APOSTROPHES_AND_DOTS = /['’ʼ‘ʿʾ.]/gu;
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ı: "i",
  ς: "σ",
};
const UNDECOMPOSED_LETTER = /[łøđðßæœıς]/gu;

/** Case, accents, apostrophes and the English possessive do not tell words apart. */
export function fold(word: string): string {
  return word
    .replace(POSSESSIVE, "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(DIACRITICS, "")
    .replace(UNDECOMPOSED_LETTER, (letter) => UNDECOMPOSED[letter] ?? letter)
    .replace(APOSTROPHES_AND_DOTS, "")
    .normalize("NFC");
}
