import type { Chance } from "./random.ts";

/** One invented event, and what is true of it by the way it was made. */
export interface Event {
  /** Stands in the text and, by that, in every mail that tells it. */
  readonly reference: string;
  readonly country: string;
  readonly category: string;
  readonly isSevere: boolean;
  readonly atHarbour: boolean;
  readonly text: string;
}

const PLACES = [
  ["Gao", "Mali", "ML"],
  ["Kano", "Nigeria", "NG"],
  ["Mosul", "Iraq", "IQ"],
  ["Homs", "Syria", "SY"],
  ["Aden", "Yemen", "YE"],
  ["Herat", "Afghanistan", "AF"],
  ["Quetta", "Pakistan", "PK"],
  ["Pune", "India", "IN"],
  ["Dhaka", "Bangladesh", "BD"],
  ["Mandalay", "Myanmar", "MM"],
  ["Davao", "the Philippines", "PH"],
  ["Medan", "Indonesia", "ID"],
  ["Nairobi", "Kenya", "KE"],
  ["Mogadishu", "Somalia", "SO"],
  ["Kampala", "Uganda", "UG"],
  ["Kharkiv", "Ukraine", "UA"],
  ["Izmir", "Turkey", "TR"],
  ["Lima", "Peru", "PE"],
  ["Tijuana", "Mexico", "MX"],
  ["Port-au-Prince", "Haiti", "HT"],
  ["Khartoum", "Sudan", "SD"],
  ["Benghazi", "Libya", "LY"],
  ["Cairo", "Egypt", "EG"],
  ["Maputo", "Mozambique", "MZ"],
  ["Kumasi", "Ghana", "GH"],
  ["Gondar", "Ethiopia", "ET"],
  ["Dodoma", "Tanzania", "TZ"],
  ["Kaolack", "Senegal", "SN"],
  ["Douala", "Cameroon", "CM"],
  ["Agadez", "Niger", "NE"],
  ["Ouagadougou", "Burkina Faso", "BF"],
  ["Ndola", "Zambia", "ZM"],
  ["Blantyre", "Malawi", "MW"],
  ["Bulawayo", "Zimbabwe", "ZW"],
  ["Huambo", "Angola", "AO"],
  ["Oran", "Algeria", "DZ"],
  ["Sfax", "Tunisia", "TN"],
  ["Beirut", "Lebanon", "LB"],
  ["Isfahan", "Iran", "IR"],
  ["Almaty", "Kazakhstan", "KZ"],
  ["Pokhara", "Nepal", "NP"],
  ["Kandy", "Sri Lanka", "LK"],
  ["Da Nang", "Vietnam", "VN"],
  ["Battambang", "Cambodia", "KH"],
  ["Quetzaltenango", "Guatemala", "GT"],
  ["Guayaquil", "Ecuador", "EC"],
  ["Cochabamba", "Bolivia", "BO"],
  ["Lublin", "Poland", "PL"],
] as const;

const KINDS = [
  { says: "Car bomb kills three", category: "terrorism", isSevere: true },
  { says: "Floods kill four", category: "hazards", isSevere: false },
  { says: "Gunmen kidnap two teachers", category: "crime", isSevere: false },
  { says: "Protesters clash, five hurt", category: "civil-unrest", isSevere: false },
] as const;

export const COUNTRIES: readonly string[] = PLACES.map(([, , code]) => code);
export const CATEGORIES: readonly string[] = KINDS.map(({ category }) => category);

interface Scene {
  readonly place: (typeof PLACES)[number];
  readonly kind: (typeof KINDS)[number];
  readonly atHarbour: boolean;
}

/** Every way in which two events may differ but for their references. */
export const SCENES: readonly Scene[] = PLACES.flatMap((place) =>
  KINDS.flatMap((kind) => [true, false].map((atHarbour) => ({ place, kind, atHarbour }))),
);

/** The n-th event of a run. */
export function makeEvent(n: number, chance: Chance): Event {
  const [place, kind] = [chance.pick(PLACES), chance.pick(KINDS)];
  return eventOf(n, { place, kind, atHarbour: chance.happens(0.15) });
}

/** Its text is so short that no two of one scene are taken for one story. */
export function eventOf(n: number, { place, kind, atHarbour }: Scene): Event {
  const [town, country, code] = place;
  const { says, category, isSevere } = kind;
  const reference = referenceOf(n);
  const where = atHarbour ? `${town} harbour` : town;
  return {
    reference,
    country: code,
    category,
    isSevere,
    atHarbour,
    text: `${says} in ${where}, ${country}, officials said, reference ${reference}.`,
  };
}

const CONSONANTS = "bcdfghjklmnpqrstvwxz";
/** Without a common factor with 20^6: neighbours look nothing like each other. */
const STRIDE = 24_359_741;

/** A word of no language, another for each number. */
function referenceOf(n: number): string {
  let rest = (n * STRIDE) % CONSONANTS.length ** 6;
  let word = "";
  for (let i = 0; i < 6; i += 1) {
    word += CONSONANTS[rest % CONSONANTS.length];
    rest = Math.floor(rest / CONSONANTS.length);
  }
  return `Q${word}`;
}

export const REFERENCE = /\bQ[bcdfghjklmnpqrstvwxz]{6}\b/;
