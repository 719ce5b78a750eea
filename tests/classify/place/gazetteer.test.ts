import { describe, expect, test } from "vitest";

import { foldName } from "#src/classify/place/gazetteer-format.ts";
import { openGazetteer } from "#src/classify/place/gazetteer.ts";

import { gazetteer, region } from "./shipped-gazetteer.ts";

function kindsOf(name: string): string[] {
  const candidates = gazetteer.find(foldName(name))?.candidates ?? [];
  return candidates.map(
    ({ entity, form }) => `${form} ${entity.kind} ${entity.subdivision ?? entity.country}`,
  );
}

describe("a name", () => {
  test.for([
    ["Damascus", "main place SY-DI"],
    ["DAMASCUS", "main place SY-DI"],
    ["دمشق", "alternate place SY-DI"],
    ["Дамаск", "alternate place SY-DI"],
    ["Rif Dimashq", "main subdivision SY-RD"],
    ["Rural Damascus", "main subdivision SY-RD"],
    ["Idlib", "main subdivision SY-ID"],
    ["Deir Ezzor", "main subdivision SY-DY"],
    ["N'Djamena", "main place TD-ND"],
    ["Port-au-Prince", "main place HT-OU"],
    ["Kharkov", "alternate place UA-63"],
    ["Kfar Kila", "main place LB-NA"],
    ["Khan Younis", "alternate place PS-KYS"],
    ["Orange County", "main district US-CA"],
    ["United States", "main country US"],
    ["U.S.", "abbreviation country US"],
    ["DRC", "abbreviation country CD"],
    ["Ivory Coast", "main country CI"],
    ["Сирия", "alternate country SY"],
    ["سوريا", "alternate country SY"],
    ["Kosovo", "main country XK"],
    ["Nigerien", "demonym country NE"],
    ["West Africa", "main region null"],
  ] as const)("%s leads to %s", ([name, reading]) => {
    expect(kindsOf(name)).toContain(reading);
  });

  test("is unknown where no list has it", () => {
    expect(kindsOf("Muadamiyat Al Qalamon")).toEqual([]);
  });

  test("is unknown when it is too long to be one", () => {
    expect(gazetteer.find("x".repeat(5_000))).toBeUndefined();
    expect(gazetteer.hasNameBeginning("x".repeat(5_000))).toBe(false);
  });

  test("that others begin with is told apart from one that none does", () => {
    expect(gazetteer.hasNameBeginning("port au")).toBe(true);
    expect(gazetteer.hasNameBeginning("zzzz")).toBe(false);
  });
});

describe("the nearest place", () => {
  test.for([
    [33.735, 36.291, "SY", "SY-RD"],
    [48.85, 2.35, "FR", "FR-IDF"],
    [31.34, 34.3, "PS", "PS-KYS"],
    [-17.8, -179.99, "FJ", "FJ-E"],
    [59.2, 10.9, "NO", "NO-31"],
    [50.08, 14.43, "CZ", "CZ-10"],
    [69.65, 18.95, "NO", "NO-55"],
  ] as const)("of %d, %d in %s lies in %s", ([lat, lon, country, subdivision]) => {
    expect(gazetteer.nearest(lat, lon, region(country))).toMatchObject({ country, subdivision });
  });

  test("may lie in any country", () => {
    expect(gazetteer.nearest(48.85, 2.35)?.country).toBe("FR");
  });

  test("is none in the middle of an ocean, or off the Earth", () => {
    expect(gazetteer.nearest(-50, -130)).toBeUndefined();
    expect(gazetteer.nearest(Number.NaN, 0)).toBeUndefined();
    expect(gazetteer.nearest(95, 0)).toBeUndefined();
  });
});

test("what is no gazetteer is refused", () => {
  expect(() => openGazetteer(new TextEncoder().encode("something else entirely"))).toThrow(
    /not a gazetteer/,
  );
});
