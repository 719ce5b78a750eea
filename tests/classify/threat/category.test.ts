import { describe, expect, test } from "vitest";

import { incidentIn } from "#tests/classify/shipped-incident-reader.ts";

function typesIn(text: string): string[] {
  return incidentIn(text).threats.map(({ type }) => type);
}

describe("the category goes by target, tactic, actor and setting", () => {
  test.for([
    [
      "worshippers are no army",
      "terrorism/bombing",
      "A bomb exploded in a church during mass, killing nine worshippers.",
    ],
    [
      "gunmen on civilians",
      "terrorism/armed-assault",
      "Gunmen opened fire on shoppers in a market, killing seven civilians.",
    ],
    [
      "rebels on an army base",
      "armed-conflict/armed-clash",
      "Rebels attacked an army base at dawn, killing six soldiers.",
    ],
    [
      "a state's air strike is never terrorism",
      "armed-conflict/air-strike",
      "Army warplanes bombed a village market, killing ten civilians.",
    ],
    [
      "shells of nobody known are war",
      "armed-conflict/shelling-missile",
      "Mortar shells hit a district of the capital near a school, killing three residents.",
    ],
    [
      "a state's missiles on homes are war",
      "armed-conflict/shelling-missile",
      "Russian missiles hit an apartment block beside a hospital, killing five residents.",
    ],
    [
      "a group's mortars on embassies are terrorism",
      "terrorism/shelling-missile",
      "Al-Shabaab militants fired mortars at an embassy compound, wounding five guards and residents.",
    ],
    [
      "a party to a war that shells a market is at war",
      "armed-conflict/shelling-missile",
      "Artillery shells fired by the Rapid Support Forces struck a market, killing 20 people.",
    ],
    [
      "police who tell of a bomb did not plant it",
      "terrorism/bombing",
      "Una motocicleta bomba estalló frente a una estación de policía y mató a tres personas, informó la policía.",
    ],
    [
      "a feud in the headline is the setting of the shooting",
      "crime/armed-assault",
      "Three hurt in family feud\nPeople ran away. Gunmen opened fire at a cafe.",
    ],
    [
      "a gang's shooting",
      "crime/armed-assault",
      "Gunmen from a drug gang opened fire in a bar over a feud, killing two men.",
    ],
    [
      "rebels hold hostages",
      "terrorism/kidnapping",
      "Insurgents kidnapped twelve teachers from a village school.",
    ],
    [
      "nobody known took them",
      "crime/kidnapping",
      "A businessman was kidnapped for ransom outside his office.",
    ],
    [
      "a quake is a hazard",
      "hazards/earthquake",
      "An earthquake killed thirty people in the mountains.",
    ],
    [
      "talks are context",
      "context/peace-agreement",
      "Rebels and the government signed a peace deal.",
    ],
  ])("%s: %s", ([, type, text]) => {
    expect(typesIn(text ?? "")[0]).toBe(type);
  });

  test("a designated actor adds terrorism to an attack on soldiers", () => {
    const { threats } = incidentIn(
      "Al-Shabaab fighters attacked an army base, killing six soldiers.",
    );
    expect(threats[0]?.type).toBe("armed-conflict/armed-clash");
    const added = threats.find(({ type }) => type === "terrorism/armed-clash");
    expect(added).toMatchObject({ primary: false, score: 0.5 });
    expect(added?.evidence[0]).toMatchObject({
      text: "Al-Shabaab",
      rule: "designated actor: Al-Shabaab",
    });
  });

  test("just one threat is primary, the highest, and at most four are kept", () => {
    const { threats } = incidentIn(
      "Gunmen opened fire in a market and took hostages. A bomb exploded and shops were looted. " +
        "Police fired tear gas at protesters. A fire broke out and a bridge collapsed.",
    );
    expect(threats).toHaveLength(4);
    expect(threats.map(({ primary }) => primary)).toEqual([true, false, false, false]);
    expect(threats.map(({ score }) => score)).toEqual(
      threats.map(({ score }) => score).toSorted((a, b) => b - a),
    );
  });
});
