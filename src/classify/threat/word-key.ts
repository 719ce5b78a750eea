import { type Token, fold } from "../text/document.ts";

const APOSTROPHE = /[’'‘`]/u;
const POSSESSIVE = /[’'‘`]s?$|[’'‘`]s$/iu;
/** "and the", "by the", "for the": written as one word with the noun. */
const ARABIC_ARTICLE = /^(?:[وف]?[بكل]?ال|[وف]?لل)(?=.{3})/u;
const ARABIC_CONJUNCTION = /^[وف](?=.{4})/u;
/** "by", "for": taken off long words only, as many short ones begin with these letters. */
const ARABIC_PREPOSITION = /^[بل](?=.{5})/u;

/** Folds a word to what a lexicon of this language is keyed by. */
export function wordKey(language: string): (word: string) => string {
  return language === "ar" ? arabicKey : latinKey;
}

function latinKey(word: string): string {
  return fold(word.replace(POSSESSIVE, ""));
}

/** Arabic glues article, prepositions and conjunctions to the word; they are taken off. */
export function arabicKey(word: string): string {
  const folded = fold(word).replaceAll("ـ", "").replaceAll("ة", "ه").replaceAll("ى", "ي");
  const bare = folded.replace(ARABIC_ARTICLE, "");
  if (bare !== folded) return bare;
  return folded.replace(ARABIC_CONJUNCTION, "").replace(ARABIC_PREPOSITION, "");
}

/** As `wordKey`, from what the document has folded already. */
export function tokenKey(language: string): ({ text, folded }: Token) => string {
  if (language === "ar") return ({ text }) => arabicKey(text);
  return ({ text, folded }) =>
    folded.length !== text.length && APOSTROPHE.test(text) ? latinKey(text) : folded;
}
