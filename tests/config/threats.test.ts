import { describe, expect, test } from "vitest";

import { type Fault, formatFault } from "#src/config/fault.ts";
import { readThreats } from "#src/config/threats.ts";
import { shippedKnowledge } from "#tests/classify/shipped-incident-reader.ts";

const TAXONOMY = `types:
  - { slug: bombing, category: terrorism, also: [armed-conflict], definition: A bomb., standard: GTD, specifies: [armed-clash] }
  - { slug: armed-clash, category: armed-conflict, definition: A fight., standard: ACLED }
`;
const SEVERITY = `rules:
  - { severity: severe, threats: [terrorism, bombing], killed: 1, reason: killed }
`;
const LEXICON = `language: en
signs:
  blast: [explo*]
types:
  bombing:
    sure: [car bomb]
    together:
      - { signs: [blast, negation], is: likely }
calendar: { weekdays: { monday: 1 }, months: {}, daysAgo: {} }
`;

function read(files: Readonly<Record<string, string>>) {
  const faults: Fault[] = [];
  const all = {
    "taxonomy.yaml": TAXONOMY,
    "severity.yaml": SEVERITY,
    "lexicon.en.yaml": LEXICON,
    ...files,
  };
  const given = Object.entries(all)
    .filter(([, text]) => text !== "")
    .map(([name, text]) => ({ path: `threats/${name}`, text }));
  return { knowledge: readThreats(given, faults), faults: faults.map(formatFault) };
}

describe("the threats folder", () => {
  test("is read into taxonomy, precedence, severity and lexicons", () => {
    const { knowledge, faults } = read({});
    expect(faults).toEqual([]);
    expect([...(knowledge?.taxonomy.keys() ?? [])]).toEqual(["bombing", "armed-clash"]);
    expect(knowledge?.precedence.get("bombing")).toEqual({
      specifies: ["armed-clash"],
      outranks: [],
      absorbs: [],
    });
    expect(knowledge?.lexicons[0]?.types["bombing"]?.phrases.sure).toEqual(["car bomb"]);
    expect(knowledge?.severity).toHaveLength(1);
  });

  test("files of one language add up", () => {
    const more = `language: en
signs: { blast: [went off] }
types: { bombing: { sure: [truck bomb], hint: [bomb] } }
numbers: { exact: { one: 1 }, times: {}, vague: {}, article: [a] }
`;
    const { knowledge, faults } = read({ "lexicon.en.local.yaml": more });
    expect(faults).toEqual([]);
    expect(knowledge?.lexicons).toHaveLength(1);
    expect(knowledge?.lexicons[0]).toMatchObject({
      signs: { blast: ["explo*", "went off"] },
      types: { bombing: { phrases: { sure: ["car bomb", "truck bomb"], hint: ["bomb"] } } },
      calendar: { weekdays: { monday: 1 } },
      numbers: { exact: { one: 1 }, article: ["a"] },
    });
  });

  test.for([
    [
      "a missing taxonomy",
      { "taxonomy.yaml": "" },
      "threats/taxonomy.yaml:1:1: the file is missing",
    ],
    [
      "a missing severity table",
      { "severity.yaml": "" },
      "threats/severity.yaml:1:1: the file is missing",
    ],
    [
      "a type listed twice",
      {
        "taxonomy.yaml": TAXONOMY.replace("armed-clash, category", "bombing, category").replace(
          ", specifies: [armed-clash]",
          "",
        ),
      },
      '"bombing" is listed twice',
    ],
    [
      "an unknown type in specifies",
      { "taxonomy.yaml": TAXONOMY.replace("[armed-clash]", "[armed-crash]") },
      '"armed-crash" is no type of taxonomy.yaml; did you mean "armed-clash"?',
    ],
    [
      "an unknown category",
      { "taxonomy.yaml": TAXONOMY.replace("category: terrorism", "category: terror") },
      "threats/taxonomy.yaml:2:32: types.0.category",
    ],
    [
      "an unknown type in the lexicon",
      { "lexicon.en.yaml": LEXICON.replace("  bombing:", "  bombings:") },
      '"bombings" is no type of taxonomy.yaml',
    ],
    [
      "an unknown sign in a rule",
      { "lexicon.en.yaml": LEXICON.replace("[blast, negation]", "[blast, blst]") },
      '"blst" names no sign of this language; did you mean "blast"?',
    ],
    [
      "a stem too short",
      { "lexicon.en.yaml": LEXICON.replace("explo*", "ex*") },
      '"ex*": a stem (word*) needs three letters before the star',
    ],
    [
      "an unknown sign in a phrase",
      { "lexicon.en.yaml": LEXICON.replace("car bomb", "<cars> bomb") },
      "<...> names no sign of this language",
    ],
    [
      "a leading gap",
      { "lexicon.en.yaml": LEXICON.replace("car bomb", "... bomb") },
      "a phrase cannot begin with ...",
    ],
    ["an unknown key", { "lexicon.en.yaml": `${LEXICON}colour: red\n` }, "colour: unknown key"],
    [
      "a language that is no code",
      { "lexicon.en.yaml": LEXICON.replace("language: en", "language: english") },
      "an ISO 639-1 code such as en",
    ],
    [
      "an unknown type in severity",
      { "severity.yaml": SEVERITY.replace("bombing", "bombs") },
      '"bombs" is no category and no type',
    ],
    [
      "an unknown sign in severity",
      { "severity.yaml": SEVERITY.replace("killed: 1", "sign: blasts") },
      'threats/severity.yaml:2:62: "blasts" names no sign of any language; did you mean "blast"?',
    ],
  ] as const)("%s is a fault with its place", ([, files, message]) => {
    const { knowledge, faults } = read(files);
    expect(knowledge).toBeUndefined();
    expect(faults.join("\n")).toContain(message);
  });

  test("every fault is told at once", () => {
    const { faults } = read({
      "lexicon.en.yaml": LEXICON.replace("explo*", "ex*").replace("car bomb", "... bomb"),
      "severity.yaml": SEVERITY.replace("bombing", "bombs"),
    });
    expect(faults).toHaveLength(3);
  });
});

describe("the shipped threats folder", () => {
  const { threats } = shippedKnowledge();

  test("has the 47 sub-types of the taxonomy, each told in English", () => {
    expect(threats.taxonomy.size).toBe(47);
    const english = threats.lexicons.find(({ language }) => language === "en");
    expect(Object.keys(english?.types ?? {}).toSorted()).toEqual(
      [...threats.taxonomy.keys()].toSorted(),
    );
  });

  test("reads eight languages", () => {
    expect(threats.lexicons.map(({ language }) => language).toSorted()).toEqual([
      "ar",
      "en",
      "es",
      "fr",
      "pt",
      "ru",
      "tr",
      "uk",
    ]);
  });

  test.for(threats.lexicons.map((lexicon) => [lexicon.language, lexicon] as const))(
    "%s knows seven weekdays and twelve months",
    ([, { calendar }]) => {
      expect(new Set(Object.values(calendar.weekdays)).size).toBe(7);
      expect(new Set(Object.values(calendar.months)).size).toBe(12);
    },
  );
});
