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
      1,
      null,
    ],
    [
      "one who is told of and not counted",
      "Smith was found in the yard. He was pronounced dead at the hospital.",
      1,
      null,
    ],
    ["one who lived", "Smith was shot and wounded outside a bar.", null, 1],
    ["shot, and not said to be dead", "Three men were shot outside a bar on Monday.", null, 3],
    ["shot, less the dead", "Three men were shot outside a bar; one of the men died.", 1, 2],
    [
      "no one else is not no one",
      "A gunman wounded two men in a shop. No one else was injured.",
      null,
      2,
    ],
    [
      "an address is no toll",
      "A man was shot dead at 29 Arlington Street around 8 p.m. on Monday.",
      1,
      null,
    ],
    ["one killed in Spanish", "El periodista fue asesinado frente a su casa.", 1, null],
    ["one killed in French", "Le maire a été abattu devant sa maison par des inconnus.", 1, null],
    [
      "one killed in Russian",
      "Журналист был убит возле своего дома неизвестным с пистолетом.",
      1,
      null,
    ],
    ["a threat to kill", "A man who threatened to kill his family was arrested.", null, null],
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
    [
      "a figure belongs to its own verb",
      "A typhoon killed seven people and forced about 300,000 from their homes.",
      7,
      null,
    ],
    [
      "people and houses do not add up",
      "An earthquake struck, killing at least four people and damaging hundreds of houses.",
      4,
      null,
    ],
    [
      "a count that opens a sentence",
      "A bomb hit four vehicles. Nineteen people were wounded, several of them badly burned.",
      null,
      19,
    ],
    ["a count after a colon", "Car bomb in Karo: 5 people killed", 5, null],
    ["a count after a place", "Missiles hit apartment block, five dead", 5, null],
    [
      "some of the wounded are no new wounded",
      "The bomb's toll rose to 13 after four of the wounded died. Nineteen people were still being treated.",
      13,
      19,
    ],
    [
      "a part of them is not them",
      "A suicide bomber killed 12 people. Ten of the dead were soldiers.",
      12,
      null,
    ],
    [
      "two of them are not two more",
      "A bomb exploded, wounding six people. Two of them were in hospital with injuries.",
      null,
      6,
    ],
    [
      "no figures are not none",
      "A bomb exploded. It gave no figures for dead or wounded.",
      null,
      null,
    ],
    [
      "a telephone number is no toll",
      "Gunmen killed two men. Call 713-308-3600 with the dead.",
      2,
      null,
    ],
    [
      "a toll that may rise has no figure",
      "The death toll of the earthquake may rise because several valleys were not reached.",
      null,
      null,
    ],
    [
      "a French score",
      "Des heurts ont éclaté, faisant une vingtaine de blessés dont neuf policiers.",
      null,
      20,
    ],
    [
      "a French ten",
      "Quatorze soldats ont été tués et une dizaine blessés dans une embuscade.",
      14,
      10,
    ],
    ["a Spanish compound", "Un atentado dejó treinta y cinco muertos en el mercado.", 35, null],
    [
      "Spanish bodies",
      "Nueve cuerpos con heridas de bala fueron hallados en una camioneta.",
      9,
      null,
    ],
    [
      "an Arabic teen",
      "قتل ستة أشخاص على الأقل وأصيب خمسة عشر آخرون بجروح في انفجار سيارة مفخخة",
      6,
      15,
    ],
    ["Arabic tens", "مقتل خمسة وعشرين جنديا في هجوم على قاعدة عسكرية", 25, null],
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
      "those forced from their homes",
      "A typhoon killed seven people and forced about 300,000 from their homes.",
      { kind: "displaced", min: 300_000 },
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
