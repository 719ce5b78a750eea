import type { FindingText } from "./find-mentions.ts";
import { isPersonWord } from "./find-people.ts";
import { fame, isShort, isStrong, type Mention } from "./mention.ts";
import { GIVEN_NAMES, SURNAMES } from "./person-names.ts";
import { ARABIC_ARTICLES } from "./spellings.ts";
import {
  DIRECTION_WORDS,
  INSTITUTION_WORDS,
  NEVER_LONG_PLACES,
  NEVER_PLACES,
  ORGANISATION_WORDS,
  PLACE_PREPOSITIONS,
  STREET_WORDS,
  TITLE_WORDS,
} from "./word-lists.ts";
import { followsDirectly, type Word } from "./words.ts";
import { kindWritten } from "./written-kind.ts";

/** A name among the words around it. */
interface Setting {
  readonly mention: Mention;
  readonly before: Word | undefined;
  readonly first: Word;
  readonly next: Word | undefined;
  /** The word before stands right against the name, with a capital. */
  readonly capitalBefore: boolean;
  readonly capitalAfter: boolean;
  readonly afterPreposition: boolean;
  readonly beforeComma: boolean;
  /** "Collins Avenue", "San Antonio Abad Street". */
  readonly beforeStreet: boolean;
  /** "Bab al-Tabbaneh", of which the list has "Bab" alone. */
  readonly goesOn: boolean;
  readonly people: number;
  readonly strong: boolean;
  readonly isCountry: boolean;
  readonly upperCase: boolean;
  readonly commonness: number;
  readonly named: ReadonlySet<string>;
}

const MILLIONS = 5_000_000;
const LARGE_TOWN = 300_000;

/** Whether a name of the gazetteer is a place's here, or a word, a person, a street, a paper. */
export function acceptsName(found: FindingText, mention: Mention, commonness: number): boolean {
  const setting = readSetting(found, mention, commonness);
  if (setting === undefined) return false;
  if (setting.first.script === "arabic") return acceptsArabic(setting);
  if (isShort(mention)) return true;
  if (PERSON_RULES.some((rule) => rule(setting))) return false;
  if (mention.endWord - mention.firstWord > 1) return acceptsLong(found, setting);
  return isDivision(found, setting) || !SINGLE_WORD_RULES.some((rule) => rule(setting));
}

/** Whether a name is none of a place, whatever its weights say: these rules hold for every text. */
export function isNeverPlace(found: FindingText, mention: Mention, commonness: number): boolean {
  if (isShort(mention)) return false;
  const setting = readSetting(found, mention, commonness);
  return setting === undefined || NEVER_RULES.some((rule) => rule(setting, found.words));
}

/** "Sanmatenga province": small as it may be, the text says what it is. */
function isDivision({ words, upperCase }: FindingText, { mention, commonness }: Setting): boolean {
  return (
    !upperCase &&
    commonness < WORD_OF_LANGUAGE &&
    !NEVER_PLACES.has(mention.key) &&
    mention.candidates.some(
      ({ entity, form }) => entity.kind === "subdivision" && form === "main",
    ) &&
    kindWritten(mention, words) === "division"
  );
}

function readSetting(
  found: FindingText,
  mention: Mention,
  commonness: number,
): Setting | undefined {
  const { words, upperCase } = found;
  const first = words[mention.firstWord];
  const last = words[mention.endWord - 1];
  if (first === undefined || last === undefined) return undefined;
  const before = first.startsSentence ? undefined : words[mention.firstWord - 1];
  const next = inSameSentence(words[mention.endWord]);
  const isDirect = followsDirectly(first);
  return {
    mention,
    before,
    first,
    next,
    capitalBefore: !upperCase && isDirect && isCapital(before),
    capitalAfter: !upperCase && !last.possessive && followsDirectly(next) && isCapital(next),
    afterPreposition: isDirect && isPlacePreposition(before, upperCase),
    beforeComma: isCapital(next) && isComma(next),
    beforeStreet: leadsToStreet(words, mention.endWord),
    goesOn: goesOnWithArticle(words, mention.endWord),
    people: fame(mention.candidates),
    strong: mention.candidates.some(isStrong),
    isCountry: mention.candidates.some(({ entity }) => entity.kind === "country"),
    upperCase,
    commonness,
    named: found.people,
  };
}

function inSameSentence(word: Word | undefined): Word | undefined {
  return word?.startsSentence === true ? undefined : word;
}

function isComma(word: Word | undefined): boolean {
  return word?.gap === ", ";
}

function isCapital(word: Word | undefined): boolean {
  return word?.capitalised === true;
}

/** "THE MURDER OF ZAMORA": without capitals to go by, "of" leads to people as often as to places. */
function isPlacePreposition(before: Word | undefined, upperCase: boolean): boolean {
  const key = before?.key ?? "";
  return PLACE_PREPOSITIONS.has(key) && !(upperCase && key === "of");
}

function leadsToStreet(words: readonly Word[], from: number): boolean {
  for (let at = from; at < from + 2; at += 1) {
    const word = words[at];
    if (word === undefined || !word.capitalised || !followsDirectly(word)) return false;
    if (STREET_WORDS.has(word.key)) return true;
  }
  return false;
}

function goesOnWithArticle(words: readonly Word[], from: number): boolean {
  const article = words[from];
  if (article === undefined || words[from + 1]?.gap !== "-" || !followsDirectly(article))
    return false;
  return !article.startsSentence && ARABIC_ARTICLES.has(article.key);
}

type Rule = (setting: Setting) => boolean;

const ILLNESS_WORDS = new Set(["virus", "disease", "fever", "flu", "syndrome"]);
/** Storms and operations bear names of their own. */
const NAMED_EVENTS = new Set(
  "hurricane storm cyclone typhoon operation tropical uss hms ss".split(" "),
);
const SAYING = new Set(["said", "says", "told", "added", "testified", "tweeted", "wrote"]);

/** Each says: a person, or what is called after a place. */
const PERSON_RULES: readonly Rule[] = [
  ({ before, first, isCountry }) =>
    !isCountry && /^\.? $/.test(first.gap) && isPersonWord(before, TITLE_WORDS),
  ({ capitalBefore, before, isCountry }) =>
    !isCountry && capitalBefore && isPersonWord(before, GIVEN_NAMES),
  ({ before, first, people }) =>
    before?.text.length === 1 && before.capitalised && first.gap === ". " && people < MILLIONS,
  ({ beforeStreet, isCountry, mention }) =>
    beforeStreet && !isCountry && !mention.candidates.some(({ form }) => form === "demonym"),
  ({ named, mention, isCountry, afterPreposition, people }) =>
    !isCountry && named.has(mention.key) && !(afterPreposition && people > 100_000),
  ({ mention, capitalAfter, capitalBefore, isCountry, next }) =>
    !isCountry &&
    GIVEN_NAMES.has(mention.key) &&
    (capitalBefore || (capitalAfter && !ORGANISATION_WORDS.has(next?.key ?? ""))),
  ({ capitalAfter, next, isCountry }) =>
    !isCountry && capitalAfter && INSTITUTION_WORDS.has(next?.key ?? ""),
  ({ before, first, strong }) =>
    !strong &&
    followsDirectly(first) &&
    before?.capitalised === true &&
    NAMED_EVENTS.has(before.key),
  ({ mention, afterPreposition, people }) =>
    SURNAMES.has(mention.key) && !(afterPreposition && people > 100_000),
  ({ next, people, strong }) =>
    !strong && people < MILLIONS && ILLNESS_WORDS.has(next?.key ?? "") && followsDirectly(next),
  ({ next, afterPreposition, strong, people }) =>
    !strong && !afterPreposition && people < LARGE_TOWN && SAYING.has(next?.key ?? ""),
];

const PAPERS = new Set(
  "times post herald journal tribune gazette chronicle observer examiner guardian".split(" "),
);
const POLICE_OFFICES = new Set(["department", "service", "force"]);

type NeverRule = (setting: Setting, words: readonly Word[]) => boolean;

const isOneWord = ({ endWord, firstWord }: Mention): boolean => endWord === firstWord + 1;

const NEVER_RULES: readonly NeverRule[] = [
  ({ before, first, strong }) =>
    !strong &&
    followsDirectly(first) &&
    before?.capitalised === true &&
    NAMED_EVENTS.has(before.key),
  ({ capitalAfter, next, isCountry }) => !isCountry && capitalAfter && PAPERS.has(next?.key ?? ""),
  ({ capitalAfter, next, isCountry, mention }, words) =>
    !isCountry &&
    capitalAfter &&
    next?.key === "police" &&
    POLICE_OFFICES.has(words[mention.endWord + 1]?.key ?? ""),
  ({ mention, strong, goesOn }) => isOneWord(mention) && !strong && goesOn,
  ({ mention }) => isOneWord(mention) && NEVER_PLACES.has(mention.key),
  ({ mention, commonness, afterPreposition, people }) =>
    isOneWord(mention) && people < MILLIONS && commonness >= FREQUENT_WORD && !afterPreposition,
  ({ mention, people }) =>
    isOneWord(mention) &&
    people < LARGE_TOWN &&
    (SURNAMES.has(mention.key) || (people === 0 && GIVEN_NAMES.has(mention.key))),
  ({ mention }) => NEVER_LONG_PLACES.has(mention.key),
];

const ACRONYM = /^\p{Lu}{2,5}$/u;

/** Lower-case uses in 16 million characters of news, as log2: a word, not a name. */
const WORD_OF_LANGUAGE = 4;
const FREQUENT_WORD = 6;
const EVERYDAY_WORD = 7;

/** Each refuses a name of one word. */
const SINGLE_WORD_RULES: readonly Rule[] = [
  ({ goesOn, strong }) => goesOn && !strong,
  ({ mention }) => mention.key.length < 3,
  ({ mention }) => NEVER_PLACES.has(mention.key),
  ({ mention, strong, upperCase, people }) =>
    !strong && !upperCase && people < LARGE_TOWN && ACRONYM.test(mention.name),
  ({ strong, mention, people }) =>
    !strong && mention.candidates.every(({ form }) => form === "alternate") && people < 60_000,
  ({ strong, commonness, isCountry }) => strong && !isCountry && commonness >= 6,
  ({ strong, upperCase, commonness, afterPreposition, first, people }) =>
    !strong &&
    !upperCase &&
    commonness >= WORD_OF_LANGUAGE &&
    !(afterPreposition && !first.startsSentence && people > 5_000 && commonness < EVERYDAY_WORD),
  ({ strong, upperCase, commonness, afterPreposition, people }) =>
    !strong && upperCase && (commonness >= 1 || (people < LARGE_TOWN && !afterPreposition)),
  ({ strong, capitalBefore, before, people }) =>
    !strong &&
    capitalBefore &&
    !before?.startsSentence &&
    !DIRECTION_WORDS.has(before?.key ?? "") &&
    !ORGANISATION_WORDS.has(before?.key ?? "") &&
    people < MILLIONS,
  ({ strong, capitalAfter, next, people }) =>
    !strong && capitalAfter && !ORGANISATION_WORDS.has(next?.key ?? "") && people < LARGE_TOWN,
  ({ strong, upperCase, afterPreposition, beforeComma, people }) =>
    !strong && !upperCase && !afterPreposition && !beforeComma && people < 10_000,
];

function acceptsLong(found: FindingText, setting: Setting): boolean {
  const { mention, people, strong } = setting;
  if (NEVER_LONG_PLACES.has(mention.key)) return false;
  if (strong) return true;
  if (mention.key.startsWith("the ") && people < LARGE_TOWN) return false;
  const first = found.words[mention.firstWord];
  if (GIVEN_NAMES.has(first?.key ?? "") && people < LARGE_TOWN) return false;
  if (mention.candidates.every(({ form }) => form === "alternate") && people < 3_000) return false;
  return !isTailOfName(setting);
}

/** "Hayat Tahrir Al Sham": what follows other capitals is the end of a longer name. */
function isTailOfName({ capitalBefore, before, people }: Setting): boolean {
  const key = before?.key ?? "";
  if (!capitalBefore || before?.startsSentence === true || people >= MILLIONS) return false;
  return !DIRECTION_WORDS.has(key) && !ORGANISATION_WORDS.has(key);
}

const ARABIC_PLACE_WORDS = new Set(
  "في مدينة محافظة بلدة قرية ريف قرب شمال جنوب شرق غرب الى من ولاية منطقة مخيم حي بمدينة بمحافظة ببلدة العاصمة".split(
    " ",
  ),
);

/** Arabic has no capitals, and many small towns bear everyday words. */
function acceptsArabic({ mention, before, strong, people }: Setting): boolean {
  if (mention.key.length < 3 || NEVER_PLACES.has(mention.key)) return false;
  const introduced = ARABIC_PLACE_WORDS.has(before?.key ?? "");
  if (mention.candidates.some(({ entity }) => entity.kind === "country")) return true;
  if (strong && (introduced || mention.key.length > 4)) return true;
  if (!introduced) return people >= 100_000 && mention.key.length > 3;
  return people >= (mention.key.length > 4 ? 2_000 : 20_000);
}
