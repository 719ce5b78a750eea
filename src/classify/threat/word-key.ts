import { type WordForm, fold } from "../text/word-form.ts";

const APOSTROPHE = /[’'‘`]/u;
const POSSESSIVE = /[’'‘`]s?$|[’'‘`]s$/iu;
/** "and the", "by the", "for the": written as one word with the noun. */
const ARABIC_ARTICLE = /^(?:[وف]?[بكل]?ال|[وف]?لل)(?=.{3})/u;
const ARABIC_CONJUNCTION = /^[وف](?=.{4})/u;
/** "by", "for": taken off long words only, as many short ones begin with these letters. */
const ARABIC_PREPOSITION = /^[بل](?=.{5})/u;

/** "l'armée", "d'artillerie", "qu'un": written as one word with what follows. */
const FRENCH_ELISION = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’'‘`](?=.)/iu;

/** Folds a word to what a lexicon of this language is keyed by. */
export function wordKey(language: string): (word: string) => string {
  if (language === "ar") return arabicKey;
  if (language === "tr") return turkishKey;
  return language === "fr" ? frenchKey : latinKey;
}

function frenchKey(word: string): string {
  return fold(withoutElision(word));
}

export function withoutElision(word: string): string {
  return word.replace(FRENCH_ELISION, "");
}

/** `KAÇIRDI` and `kaçırdı` are one word, though a capital I is a small i everywhere else. */
function turkishKey(word: string): string {
  return latinKey(word).replaceAll("ı", "i");
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

/** As `wordKey`, from what the form has folded already. */
export function keyOfForm(language: string): ({ text, folded }: WordForm) => string {
  if (language === "ar") return ({ text }) => arabicKey(text);
  if (language === "tr") return ({ text }) => turkishKey(text);
  const keyOf = wordKey(language);
  return ({ text, folded }) =>
    folded.length !== text.length && APOSTROPHE.test(text) ? keyOf(text) : folded;
}
