import { expect, test } from "vitest";

import { indexWords } from "#src/match/word-search.ts";
import { parsePhrase } from "#src/match/words.ts";

function find(asked: string, text: string, language: string | null = null): string | undefined {
  const phrase = parsePhrase(asked);
  return phrase && indexWords(text, language).find(phrase);
}

test.for([
  ["case does not matter", "unrwa", "An UNRWA school", "UNRWA"],
  ["a long acronym is found as a name", "UNRWA", "An Unrwa school", "Unrwa"],
  ["accents do not matter", "Timbuktu Ménaka", "near Timbuktu Menaka road", "Timbuktu Menaka"],
  ["letters without a decomposition fold", "Łódź", "in lodz today", "lodz"],
  ["the dotted capital I folds", "İstanbul", "in istanbul", "istanbul"],
  ["a hyphen is as good as a space", "al-Hol", "the al Hol camp", "al Hol"],
  ["a space is as good as a hyphen", "al Hol", "the al‑Hol camp", "al‑Hol"],
  ["an apostrophe is left out", "Sanaa", "in Sana'a today", "Sana'a"],
  ["a curly apostrophe is left out", "Sana'a", "in Sana’a today", "Sana’a"],
  ["a possessive is the word", "UNRWA", "UNRWA’s schools", "UNRWA’s"],
  ["a phrase spans a line break", "suicide vest", "a suicide\nvest", "suicide\nvest"],
  ["a plural s", "roadblock", "two roadblocks", "roadblocks"],
  ["a plural es", "clash", "after clashes", "clashes"],
  ["a plural ies", "embassy", "both embassies", "embassies"],
  ["the plural of a people", "Houthi", "the Houthis said", "Houthis"],
  ["a dotted acronym", "UN", "a U.N. convoy", "U.N."],
  ["a word behind a French article", "ONU", "le convoi de l’ONU", "l’ONU"],
  ["a word behind an Italian preposition", "UNRWA", "la sede dell'UNRWA", "dell'UNRWA"],
  ["a name that begins like an article", "N'Djamena", "à Ndjamena", "Ndjamena"],
  ["a phrase with an article inside", "Côte d'Ivoire", "en Cote d’Ivoire", "Cote d’Ivoire"],
  ["Cyrillic", "Харків", "обстріл: харків, вночі", "харків"],
  ["Arabic with its article and conjunction", "هول", "والهول", "والهول"],
  ["Arabic with vowel signs", "دمشق", "في دِمَشْق", "دِمَشْق"],
  ["Hebrew with a preposition", "חיפה", "פיצוץ בחיפה", "בחיפה"],
  ["Chinese inside a sentence", "北京", "昨天在北京发生", "北京"],
  ["Korean with its particle", "서울", "서울에서 폭발", "서울"],
  ["Thai inside a sentence", "ปัตตานี", "ระเบิดในจังหวัดปัตตานีวันนี้", "ปัตตานี"],
  ["Devanagari", "कश्मीर", "जम्मू कश्मीर में", "कश्मीर"],
  ["digits", "MS-13", "the MS-13 gang", "MS-13"],
  ["the later of two beginnings", "car bomb", "a car, then a car bomb", "car bomb"],
] as const)("finds %s", ([, asked, text, found]) => {
  expect(find(asked, text)).toBe(found);
});

test.for([
  ["en", "kidnapping", "Gunmen kidnapped two", "kidnapped"],
  ["en", "armed attack", "after Armed attacks on", "Armed attacks"],
  ["en", "aid worker", "two aid workers", "aid workers"],
  ["fr", "enlèvement", "deux personnes enlevées à Gao", "enlevées"],
  ["es", "secuestro", "fueron secuestrados ayer", "secuestrados"],
  ["pt", "sequestro", "os sequestros no norte", "sequestros"],
  ["tr", "saldırı", "bombalı saldırılar sonrası", "saldırılar"],
  ["ru", "взрыв", "после взрывов в городе", "взрывов"],
  ["ru", "Москва", "в центре Москвы", "Москвы"],
  ["uk", "Харків", "обстріл Харкова вночі", "Харкова"],
  ["ar", "انفجار", "وقعت انفجارات في حلب", "انفجارات"],
  ["ar", "غارة", "سلسلة من الغارات", "الغارات"],
] as const)("in %s finds %s in its other forms", ([language, asked, text, found]) => {
  expect(find(asked, text, language)).toBe(found);
});

test.for([
  ["a name in another word", "en", "Hama", "Hamas said"],
  ["a capitalised word in another form", "en", "Unit", "united they stand"],
  ["a form of another language", "de", "kidnapping", "gunmen kidnapped two"],
  ["a part of a word without spaces", null, "京都", "東京都で爆発"],
  ["two halves of two words", null, "华人", "中华人民共和国"],
] as const)("does not find %s", ([, language, asked, text]) => {
  expect(find(asked, text, language)).toBeUndefined();
});

test.for([
  ["Japanese", "京都", "昨日京都で爆発", "京都"],
  ["Chinese, where a longer word begins with it", "北京", "在北京市发生", "北京"],
  ["Chinese, of a name that no dictionary has", "阿勒颇", "在阿勒颇发生炮击", "阿勒颇"],
  ["Thai", "จังหวัด", "ระเบิดในจังหวัดปัตตานี", "จังหวัด"],
  ["Lao, at the end of a longer word", "ວຽງຈັນ", "ລະເບີດຢູ່ນະຄອນຫຼວງວຽງຈັນ", "ວຽງຈັນ"],
  ["Khmer", "ភ្នំពេញ", "ផ្ទុះនៅភ្នំពេញ", "ភ្នំពេញ"],
  ["Burmese", "မန္တလေး", "မန္တလေးမြို့တွင်ပေါက်ကွဲ", "မန္တလေး"],
] as const)("finds a whole word of %s", ([, asked, text, found]) => {
  expect(find(asked, text)).toBe(found);
});

test.for([
  ["a short acronym behind an article in a small word", "ONU", "l'onu"],
  ["a part of a word", "Oman", "a woman and a Romanian"],
  ["the start of a word", "bomb", "bombardment"],
  ["a short acronym in a small word", "WHO", "those who fled"],
  ["a short name in a longer one", "Hama", "Hamas said"],
  ["a plural that is another word", "is", "ises"],
  ["a phrase across a full stop", "al Hol", "met Al. Hol camp"],
  ["a phrase with a word between", "car bomb", "car and bomb"],
  ["a phrase that the text cuts short", "car bomb", "a car"],
  ["another vowel sign of Devanagari", "की", "का"],
] as const)("does not find %s", ([, asked, text]) => {
  expect(find(asked, text)).toBeUndefined();
});

test.for(["", "  ", "!?", "—"])("%j holds nothing to look for", (asked) => {
  expect(parsePhrase(asked)).toBeUndefined();
});
