/** What editors do to a wire's text, and what must still be known for a copy of it. */
export interface WireEdit {
  readonly name: string;
  /** `seed` differs from text to text, so that the same edit falls elsewhere; `words` are other texts'. */
  readonly edit: (text: string, seed: number, words: readonly string[]) => string;
}

const DATELINE = "SPRINGFIELD, Nov. 3 (Wire Service) -- ";
const SIGNATURE = " Reporting by our correspondents; editing by the night desk.";
const BOILERPLATE =
  "Sign up for our newsletter and get the news that matters in your inbox every morning. Follow us on social media " +
  "for more updates. All rights reserved. This material may not be published, broadcast, rewritten or redistributed. " +
  "Read more on our site: local news, weather, traffic, sports and entertainment. Download our free application for " +
  "your telephone. Contact the newsroom with tips and corrections at any hour.";

export const WIRE_EDITS: readonly WireEdit[] = [
  {
    name: "typographic marks and spaces",
    edit: (text) =>
      text.replaceAll('"', "”").replaceAll("'", "’").replaceAll(" - ", " — ").replaceAll(" ", "  "),
  },
  { name: "dateline and agency", edit: (text) => `${DATELINE}${text}${SIGNATURE}` },
  {
    name: "last 30 % cut",
    edit: (text) => firstWords(text, (words) => Math.ceil(words * 0.7)),
  },
  { name: "first 120 words", edit: (text) => firstWords(text, () => 120) },
  { name: "60 words of boilerplate", edit: (text) => `${text}\n\n${BOILERPLATE}` },
  { name: "1 word in 20 replaced", edit: (text, seed, words) => replaced(text, 20, seed, words) },
  {
    name: "sentences reordered",
    edit(text, seed) {
      const sentences = text.split(/(?<=[.!?])\s+/);
      return sentences
        .map((sentence, i) => ({ sentence, rank: scramble(seed + i) }))
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ sentence }) => sentence)
        .join(" ");
    },
  },
];

function firstWords(text: string, count: (words: number) => number): string {
  const words = text.split(/\s+/);
  return words.slice(0, count(words.length)).join(" ");
}

/** Just one word in every run of so many. */
function replaced(text: string, every: number, seed: number, others: readonly string[]): string {
  const words = text.split(/\s+/);
  for (let from = 0; from < words.length; from += every) {
    const at = from + (scramble(seed + from) % every);
    if (at < words.length) words[at] = others[scramble(seed ^ at) % others.length] ?? "";
  }
  return words.join(" ");
}

/** A number that looks like chance and is the same each time (the finisher of MurmurHash3). */
function scramble(seed: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
