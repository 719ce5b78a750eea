import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { agesIn } from "#src/relate/ages.ts";
import { hashWord } from "#src/relate/hash-words.ts";
import { IN_LEAD, IN_TITLE, keyTermsOf, NAME, NUMBER, PAIR } from "#src/relate/key-terms.ts";
import { packProfile, unpackProfile } from "#src/relate/pack-profile.ts";
import { containment, shinglesOf } from "#src/relate/shingles.ts";
import { openVocabulary } from "#src/relate/vocabulary.ts";
import { CAPITALISED, readWords } from "#src/relate/words.ts";

import { aProfile } from "../contracts/story-index.ts";

const vocabulary = openVocabulary({ the: 900, in: 800, shot: 60, was: 500, of: 800 });

function foldedWords(text: string): string[] {
  const words = readWords(text);
  return Array.from({ length: words.count }, (_, at) => words.folded(at));
}

describe("words", () => {
  test.for([
    ["Sims's brothers", ["sims", "brother"]],
    ["L'armée à Kidal", ["l", "armee", "a", "kidal"]],
    ["5.6 magnitude, 1,200 homes", ["5.6", "magnitude", "1,200", "home"]],
    ["قتل 3 أشخاص", ["قتل", "3", "اشخاص"]],
    ["Los Angeles", ["los", "angele"]],
    ["a5.6 and 5.6a, 1,200.50", ["a5", "6", "and", "5.6", "a", "1,200.50"]],
    ["“naïve” TOWNS—no S", ["naive", "town", "no"]],
    ["crossing the pass", ["crossing", "the", "pass"]],
  ] as const)("%s", ([text, expected]) => {
    expect(foldedWords(text)).toEqual(expected);
  });
});

test("words are what stands between marks and spaces, in whatever script", () => {
  const letter = fc.constantFrom(...Array.from("aSs9 .,-’éİßж٣²漢\u{1F600}\u{10400}\u0301\u00a0"));
  const written = /\d+(?:[.,]\d+)+|[\p{L}\p{N}]+/gu;
  fc.assert(
    fc.property(fc.array(letter), (letters) => {
      const text = letters.join("");
      const words = readWords(text);
      const expected = Array.from(text.matchAll(written), ([word]) => ({
        isCapitalised: /^\p{Lu}/u.test(word),
        folded: word
          .normalize("NFKD")
          .replaceAll(/\p{M}/gu, "")
          .toLowerCase()
          .replace(/(?<=^.{4,})(?<!s)s$/s, ""),
      })).filter(({ folded }) => folded !== "" && folded !== "s");
      expect(
        Array.from({ length: words.count }, (_, at) => ({
          isCapitalised: ((words.signs[at] ?? 0) & CAPITALISED) !== 0,
          folded: words.folded(at),
        })),
      ).toEqual(expected);
      const hashes = expected.map(({ folded }) => hashWord(folded));
      expect(Array.from(words.hashes)).toEqual(hashes);
    }),
    { numRuns: 1_000 },
  );
});

describe("key terms", () => {
  const termsOf = (title: string, body: string) =>
    keyTermsOf(readWords(title), readWords(body), vocabulary);
  const marksOf = (label: string, title: string, body: string) =>
    termsOf(title, body).find((term) => term.label === label)?.marks;

  test("leave out what every report has", () => {
    expect(termsOf("", "the man was shot in Gao").map(({ label }) => label)).not.toContain("the");
  });

  test.for([
    ["gao", "Attack in Gao", "x", IN_TITLE | IN_LEAD | NAME],
    ["attack", "", "An attack", IN_LEAD],
    ["400", "", "about 400 homes", IN_LEAD | NUMBER],
    ["gabriel patterson", "", "and Gabriel Patterson said", IN_LEAD | NAME | PAIR],
    ["16th street", "", "on 16th Street", IN_LEAD | NAME | PAIR],
    ["late", "", `${"word ".repeat(90)} late`, 0],
  ] as const)("%s in “%s”, “%s”", ([label, title, body, marks]) => {
    expect(marksOf(label, title, body)).toBe(marks);
  });

  test("a comma or an everyday word makes no pair", () => {
    const labels = termsOf("", "Kidal, Gao. Was Gao quiet").map(({ label }) => label);
    expect(labels.filter((label) => label.includes(" "))).toEqual([]);
  });

  test("wire copy in capitals has no names", () => {
    const body = "A BOMB EXPLODED NEAR THE MARKET IN GAO ON FRIDAY ".repeat(4);
    expect(termsOf("", body).some(({ marks }) => (marks & (NAME | PAIR)) !== 0)).toBe(false);
  });
});

test.for([
  ["a 24-year-old man and a woman aged 31", [24, 31]],
  ["Jo Sims, 20, and Al, 7, said", [7, 20]],
  ["una mujer de 43 años, un homme de 19 ans", [19, 43]],
  ["мужчина 35 лет", [35]],
  ["قتل شاب 22 عاما", [22]],
  ["in 2016 and 0-year-old", []],
] as const)("ages in “%s”", ([text, ages]) => {
  expect(agesIn(text)).toEqual(ages);
});

describe("runs of five words", () => {
  const word = (i: number) => Math.imul(i + 1, 0x9e3779b1) >>> 0;
  const text = (from: number, to: number) =>
    shinglesOf(Uint32Array.from({ length: to - from }, (_, i) => word(from + i)));

  test.for([
    ["the same text", text(0, 100), text(0, 100), 1],
    ["its beginning", text(0, 400), text(0, 200), 1],
    ["another text", text(0, 100), text(500, 600), 0],
    ["nothing", text(0, 100), text(0, 3), 0],
  ] as const)("in %s", ([, a, b, share]) => {
    expect(containment(a, b).share).toBe(share);
    expect(containment(b, a).share).toBe(share);
  });

  test("are sampled where there are many, and still measure the share", () => {
    const [long, half] = [text(0, 4_000), text(2_000, 6_000)];
    expect(long.level).toBeGreaterThan(3);
    expect(long.hashes.length).toBeLessThanOrEqual(128);
    expect(containment(long, half).share).toBeCloseTo(0.5, 0);
  });
});

test("a profile survives packing", () => {
  const hash = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.array(hash), fc.array(byte), fc.array(hash), (terms, marks, hashes) => {
      const profile = aProfile({
        terms,
        marks,
        weights: marks,
        shingles: { level: 2, hashes },
        points: [{ lat: 16.27, lon: -0.04, uncertaintyKm: 10, isSure: true }],
      });
      expect(unpackProfile(packProfile(profile))).toEqual(profile);
    }),
  );
});
