import { describe, expect, test } from "vitest";

import { incidentIn } from "#tests/classify/shipped-incident-reader.ts";

describe("killed and injured are the event's best single figures", () => {
  test.for([
    ["digits", "A bomb killed 12 people and injured 30.", 12, 30],
    ["number words", "Twenty-three soldiers were killed and four wounded in an ambush.", 23, 4],
    ["separators", "The earthquake killed 1,250 people and injured 10,400 others.", 1250, 10_400],
    ["no number said", "A bomb exploded in the market, causing panic.", null, null],
    ["one person", "A soldier was killed in a mine explosion.", 1, null],
    ["active voice", "Gunmen shot dead three men in a village.", 3, null],
    [
      "words between",
      "At least two suspected militant commanders were killed in a drone strike.",
      2,
      null,
    ],
    ["killed and injured in a row", "3 killed, 5 injured in bomb blast", 3, 5],
    ["ellipsis", "Two people were killed and three injured in the shooting.", 2, 3],
    ["a subset is not the sum", "A blast killed 15 people, including four children.", 15, null],
    ["two groups add up", "Five soldiers and ten rebels were killed in clashes.", 15, null],
    ["a rising toll", "The death toll from the floods rose to 45 on Monday.", 45, null],
    ["nobody", "A bomb exploded outside a bank but no one was injured.", null, 0],
    [
      "ages are no victims",
      "Maria Lopez, 34, was killed by a stray bullet in the shooting.",
      null,
      null,
    ],
    ["years are no victims", "Gunmen killed three men, the worst attack since 2015.", 3, null],
    ["distances are no victims", "A mine killed two farmers 40 km north of the capital.", 2, null],
    ["money is no victim", "Robbers killed a guard and stole $500 in an armed robbery.", 1, null],
    [
      "the past does not count",
      "A bomb killed two people. In June last year an attack there killed 25 people.",
      2,
      null,
    ],
    [
      "a vague word is a floor",
      "Dozens of people were killed in an air strike on the market.",
      20,
      null,
    ],
    [
      "a figure goes before a vague word",
      "Dozens were killed in the air strike. At least 37 people were killed, medics said.",
      37,
      null,
    ],
    ["Spanish", "Una bomba mató a tres soldados y dejó cinco heridos en el puesto militar.", 3, 5],
    [
      "French",
      "L'explosion d'une bombe a fait huit morts et quinze blessés dans un marché.",
      8,
      15,
    ],
    ["French thousands", "Le séisme a fait 1 200 morts dans la région.", 1200, null],
    ["Arabic", "انفجار سيارة مفخخة في سوق يقتل خمسة أشخاص ويصيب 12 آخرين", 5, 12],
    ["Arabic digits", "مقتل ٧ جنود في هجوم على قاعدة عسكرية شمال البلاد", 7, null],
  ] as const)("%s", ([, text, killed, injured]) => {
    expect(incidentIn(text).casualties).toEqual({ killed, injured });
  });

  test.for([
    ["at least", "A bomb killed at least 12 people.", { kind: "killed", min: 12, max: null }],
    [
      "a range",
      "Rebels killed between 5 and 10 soldiers in an ambush.",
      { kind: "killed", min: 5, max: 10 },
    ],
    [
      "missing",
      "Floods left 60 people missing in the valley.",
      { kind: "missing", min: 60, max: 60 },
    ],
    [
      "detained",
      "Police arrested 14 activists at the rally.",
      { kind: "detained", min: 14, max: 14 },
    ],
    [
      "displaced",
      "Fighting displaced 3,000 families in the east.",
      { kind: "displaced", min: 3000, max: 3000 },
    ],
  ] as const)("the detail tells %s", ([, text, figure]) => {
    expect(incidentIn(text).casualtyDetail).toContainEqual(expect.objectContaining(figure));
  });
});
