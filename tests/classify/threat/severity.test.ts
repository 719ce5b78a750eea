import { describe, expect, test } from "vitest";

import { incidentIn } from "#tests/classify/shipped-incident-reader.ts";

describe("severity is the first rule of the table that holds, and names it", () => {
  test.for([
    ["extreme", "100 or more killed", "An earthquake killed 400 people in the town."],
    ["extreme", "500 or more injured", "An earthquake injured 1,400 people in the town."],
    ["extreme", "20 or more killed by violence", "A bomb killed 45 people in a market."],
    ["extreme", "100 or more injured by violence", "A bomb injured 140 people in a market."],
    [
      "severe",
      "5 or more killed",
      "Cholera has killed 41 people in a week, health officials said.",
    ],
    ["severe", "20 or more injured", "An earthquake injured 400 people in the town."],
    ["severe", "killed in an act of war or terrorism", "Gunmen killed two civilians in a market."],
    [
      "severe",
      "a suicide bombing or a toxic weapon, whatever its toll",
      "A suicide bomber blew himself up at a gate.",
    ],
    ["severe", "5 or more killed", "Flash floods killed six people."],
    ["severe", "20 or more missing", "Floods left 60 people missing in the valley."],
    [
      "severe",
      "an attack on a hospital, a school, an embassy, aid workers or a nuclear site",
      "An air strike hit a hospital in the town on Monday.",
    ],
    [
      "severe",
      "an attack on a hospital, a school, an embassy, aid workers or a nuclear site",
      "Un attentat à la bombe a visé l'ambassade dans la capitale.",
    ],
    [
      "moderate",
      "someone was injured",
      "A bomb exploded near a bank; the guard was wounded and taken to hospital.",
    ],
    ["severe", "an armed group took a place", "Rebels captured the town of Karo."],
    ["moderate", "someone was killed", "Flash floods killed one person."],
    ["moderate", "armed violence without a told toll", "A car bomb exploded near a bank."],
    ["moderate", "a hazard without a told toll", "An earthquake struck the coast."],
    [
      "minor",
      "a threat without told harm",
      "Hundreds of people marched peacefully to demand better pay.",
    ],
  ] as const)("%s: %s", ([severity, severityReason, text]) => {
    expect(incidentIn(text)).toMatchObject({ severity, severityReason });
  });
});
