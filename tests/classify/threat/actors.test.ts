import { describe, expect, test } from "vitest";

import { incidentIn } from "#tests/classify/shipped-incident-reader.ts";

function namesIn(text: string): string[] {
  return incidentIn(text).actors.map(({ name }) => name);
}

describe("actors are found under any of their names", () => {
  test.for([
    ["an acronym", "ISIS members were killed in a raid.", ["Islamic State"]],
    ["another", "Daesh fighters attacked a checkpoint.", ["Islamic State"]],
    [
      "a long name before a short one inside it",
      "Islamic State West Africa Province attacked a base.",
      ["Islamic State West Africa Province"],
    ],
    ["a hyphen more or less", "Al Shabab fighters attacked a base.", ["Al-Shabaab"]],
    ["a possessive", "Hamas's leaders fled.", ["Hamas"]],
    ["a verb is no group", "There is a raid on the town. It IS late.", ["Islamic State"]],
    ["lower case is no acronym", "He let them go as the attack was over.", []],
    ["a sentence's first word is no acronym", "Let them go, the gunmen said.", []],
    [
      "a name shared, with its country",
      "RSF fighters shelled a market in Darfur.",
      ["Rapid Support Forces"],
    ],
    ["a name shared, without it", "RSF condemned the arrest of two reporters.", []],
    ["each once", "The PKK said the PKK had left.", ["Kurdistan Workers' Party"]],
    ["Arabic", "مقتل عنصرين من داعش في عملية أمنية شمال البلاد", ["Islamic State"]],
    [
      "Spanish",
      "Guerrilleros del Ejército de Liberación Nacional atacaron una base.",
      ["National Liberation Army (Colombia)"],
    ],
  ] as const)("%s", ([, text, names]) => {
    expect(namesIn(text)).toEqual(names);
  });

  test("an actor carries its lists, where it stands in the text, and by which of its names", () => {
    const text = "Two ISIS members were killed in a raid.";
    const [actor] = incidentIn(text).actors;
    expect(actor).toMatchObject({
      name: "Islamic State",
      start: 4,
      end: 8,
      rule: "named: ISIS",
    });
    expect(actor?.lists).toContain("UNSC-1267");
    expect(text.slice(actor?.start, actor?.end)).toBe("ISIS");
  });

  test("upper-case wire copy does not make a word a two-letter group", () => {
    const text =
      "THE ARMY IS ADVANCING ON THE TOWN AND THE SHINING PATH IS RETREATING INTO THE HILLS.";
    expect(namesIn(text)).toEqual(["Shining Path"]);
  });
});
