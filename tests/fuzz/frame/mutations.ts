import * as fc from "fast-check";

/** What parsers, mails, pages and keys have tripped over before. */
export const HOSTILE: readonly string[] = [
  "\0",
  "\r\n",
  "\n",
  "\r\n\r\n",
  "\r\nBcc: victim@example.org\r\n",
  "\u2028",
  "\u202e",
  "\ufeff",
  "\ud800",
  "e\u0301\u0301\u0301",
  "😀",
  "%00",
  "%2e%2e%2f",
  "../../etc/passwd",
  "=?utf-8?q?=0d=0aBcc:_x?=",
  "<script>alert(1)</script>",
  "]]>",
  "<![CDATA[",
  "<!--",
  "&amp;",
  "&#x0;",
  "&#106;avascript:",
  '<!DOCTYPE a [<!ENTITY x "y">]>',
  "<?xml version='1.0'?>",
  "<a href='javascript:alert(1)'>",
  "' onload='x",
  "javascript:alert(1)",
  "data:text/html,x",
  "https://bank.example@evil.example/",
  "https://xn--e1awd7f.example/",
  "__proto__",
  "constructor",
  "prototype",
  '{"__proto__":{"polluted":1}}',
  "[[[[[[",
  '{"a":',
  '"',
  "\\",
  "\\u0000",
  "1e999",
  "-0",
  "NaN",
  "9007199254740993",
  "null",
  "true",
  "0x10",
  ".5",
  "2026-02-30T25:61:61Z",
  "&a [*a,*a]",
  "*a",
  "&a ",
  "<<: *a",
  "!!js/function 'x'",
  "!!binary x",
  "%YAML 9.9",
  "? ",
  "- ",
  "\t",
  "|\n",
  "{",
  "}",
  ": ",
  "{{",
  "<%= 1 %>",
  "${1}",
  "{q:reports}",
  ":",
  ".",
  "~",
  "v1,",
  "v1a,",
];

/** Characters of what is removed or repeated. */
export const LONGEST_PIECE = 40;
export const REPEATS: readonly number[] = [2, 2, 3, 50, 400];

/** One place of a text made another. */
export interface Edit {
  readonly kind: "insert" | "replace" | "remove" | "repeat" | "cut";
  /** Where, as a share of the text. */
  readonly at: number;
  readonly length: number;
  readonly times: number;
  readonly text: string;
}

/** Any code units, halves of characters too. */
export function strangeText(maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(fc.nat({ max: 0xffff }), { maxLength })
    .map((units) => String.fromCharCode(...units));
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("insert", "insert", "insert", "replace", "remove", "repeat", "cut"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: LONGEST_PIECE }),
  times: fc.constantFrom(...REPEATS),
  text: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...HOSTILE) }, strangeText(12)),
});

/** A text of `base` with up to six places changed, and now and then as it is. */
export function mutated(base: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(base, fc.array(edit, { maxLength: 6 }))
    .map(([text, edits]) => edits.reduce(edited, text));
}

export function edited(text: string, { kind, at, length, times, text: inserted }: Edit): string {
  const from = Math.floor(at * text.length);
  const before = text.slice(0, from);
  switch (kind) {
    case "insert":
      return before + inserted + text.slice(from);
    case "replace":
      return before + inserted + text.slice(from + inserted.length);
    case "remove":
      return before + text.slice(from + length);
    case "repeat":
      return before + text.slice(from, from + length).repeat(times) + text.slice(from + length);
    case "cut":
      return before;
  }
}

/** Words of reports with hostile pieces among them. */
export const hostileText: fc.Arbitrary<string> = mutated(
  fc.constantFrom(
    "Two guards were killed when a man set off an explosive belt at a checkpoint near Damascus on Saturday.",
    "قتل جنديان في هجوم على نقطة تفتيش قرب دمشق يوم السبت",
    'A magnitude 6.2 earthquake struck ("12 km" from Kahramanmaraş), killing at least 1,200 people – officials',
    "",
  ),
);

/** Without `fc.webUrl`'s paths, which take a second to prepare. */
export const webAddress: fc.Arbitrary<string> = fc
  .webAuthority()
  .map((authority) => `https://${authority}/news?id=1#top`);

/** Shorter than `limit` in characters; a longer one is cut, also in the middle of a character. */
export function upTo(limit: number, texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return texts.map((text) => text.slice(0, limit));
}
