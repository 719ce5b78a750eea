import { pick, seeded, zipf } from "../match/chance.ts";

/** Where made-up events happen, and the country's code. */
export const PLACES = [
  ["Bamako", "Mali", "ML"],
  ["Kabul", "Afghanistan", "AF"],
  ["Mogadishu", "Somalia", "SO"],
  ["Baghdad", "Iraq", "IQ"],
  ["Damascus", "Syria", "SY"],
  ["Sanaa", "Yemen", "YE"],
  ["Khartoum", "Sudan", "SD"],
  ["Juba", "South Sudan", "SS"],
  ["Tripoli", "Libya", "LY"],
  ["Niamey", "Niger", "NE"],
  ["Ouagadougou", "Burkina Faso", "BF"],
  ["Abuja", "Nigeria", "NG"],
  ["Bangui", "Central African Republic", "CF"],
  ["Kinshasa", "Democratic Republic of the Congo", "CD"],
  ["Addis Ababa", "Ethiopia", "ET"],
  ["Nairobi", "Kenya", "KE"],
  ["Maputo", "Mozambique", "MZ"],
  ["Islamabad", "Pakistan", "PK"],
  ["Dhaka", "Bangladesh", "BD"],
  ["Manila", "Philippines", "PH"],
  ["Kyiv", "Ukraine", "UA"],
  ["Beirut", "Lebanon", "LB"],
  ["Bogota", "Colombia", "CO"],
  ["Port-au-Prince", "Haiti", "HT"],
  ["Caracas", "Venezuela", "VE"],
  ["Lima", "Peru", "PE"],
  ["Tbilisi", "Georgia", "GE"],
  ["Yerevan", "Armenia", "AM"],
  ["Colombo", "Sri Lanka", "LK"],
  ["Kathmandu", "Nepal", "NP"],
] as const;

/** What happens there: who is told of as dead is as many as `killed`. */
const EVENTS = [
  (killed: number) => `Gunmen kill ${killed} people at a market`,
  (killed: number) => `Car bomb kills ${killed} outside a police station`,
  (killed: number) => `Flash floods kill ${killed} villagers`,
  (killed: number) => `Shelling kills ${killed} civilians in a suburb`,
  (killed: number) => `Landslide buries a road and kills ${killed}`,
  (killed: number) => `Kidnappers kill ${killed} hostages`,
  (killed: number) => `Police shoot dead ${killed} protesters`,
] as const;

const LANGUAGE_WORDS = 40_000;
const REPORT_WORDS = 420;

export interface MadeUpReport {
  readonly title: string;
  readonly text: string;
  readonly language: string;
}

/**
 * Reports of some 3.7 KB, each of an event of its own: an attack or a disaster in one of the places, told among words of a made-up
 * language whose n-th word is as frequent as 1/n, with names nobody else has. The same ones for the same seed. Each bears
 * `mark` and its number in its title.
 */
export function madeUpReports(seed: number, mark: string): (nth: number) => MadeUpReport {
  const chance = seeded(seed);
  const words = Array.from({ length: LANGUAGE_WORDS }, (_, rank) => wordOf(rank));
  const word = zipf(words, 1);
  return (nth) => {
    const [place, country] = PLACES[nth % PLACES.length] ?? PLACES[0];
    const name = () => capitalized(pick(words, chance)) + capitalized(pick(words, chance));
    const killed = 2 + Math.floor(chance() * 30);
    const filler = Array.from({ length: REPORT_WORDS }, () => word(chance));
    const event = (EVENTS[nth % EVENTS.length] ?? EVENTS[0])(killed);
    const sentences = Array.from({ length: 20 }, (_, at) => {
      const part = filler.slice(at * 21, at * 21 + 21).join(" ");
      return `${capitalized(part)}.`;
    });
    return {
      title: `${mark}${String(nth).padStart(6, "0")} ${event} in ${place}, ${country}`,
      text: `${event} near ${name()} in ${place}, ${country}, on Friday, ${name()} of ${name()} said. ${sentences.join(" ")}`,
      language: "en",
    };
  };
}

const SYLLABLES = ["ba", "ke", "lo", "mi", "nu", "ra", "se", "to", "vi", "zu"] as const;

/** Of syllables, so that it reads as a word; the more frequent ones are shorter. */
function wordOf(rank: number): string {
  const digits = Array.from(String(rank), Number);
  return digits.map((digit) => SYLLABLES[digit]).join("");
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
