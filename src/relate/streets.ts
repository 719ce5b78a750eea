import { hashWord } from "./hash-words.ts";

const NAMED = String.raw`\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?`;
const KIND =
  "Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Court|Ct|Place|Pl|Highway|Hwy|Parkway|Pkwy|Circle|Terrace|Pike|Way";

/** How a street is named: "16th Street", "Martin Luther Boulevard"; "rue de Rivoli", "Calle Mayor". */
const STREETS = [
  new RegExp(String.raw`\b(\d{1,3}(?:st|nd|rd|th)|${NAMED}) (?:${KIND})\b`, "gu"),
  new RegExp(
    String.raw`\b(?:[Rr]ue|[Aa]venida|[Cc]alle|[Rr]ua) (?:de |del |du |da |do |la )*(${NAMED})`,
    "gu",
  ),
];
const SIDE = /^(?:north|south|east|west) /;

/** Streets that are named, as hashes of their names. */
export function streetsIn(text: string): number[] {
  const found = new Set<number>();
  for (const pattern of STREETS) {
    for (const [, name = ""] of text.matchAll(pattern))
      found.add(hashWord(name.toLowerCase().replace(SIDE, "")));
  }
  return [...found].slice(0, MOST).toSorted((a, b) => a - b);
}

/** Far more than an ordinary report names. */
const MOST = 12;
