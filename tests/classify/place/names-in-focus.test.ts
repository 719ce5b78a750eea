import { describe, expect, test } from "vitest";

import { loosen } from "#src/classify/place/loose-spelling.ts";

import { gazetteer, placesIn, region } from "./shipped-gazetteer.ts";

describe("spellings of one name by ear meet in one key", () => {
  test.for([
    ["nabatiyeh", "nabatieh"],
    ["el fasher", "al fashar"],
    ["nusairat", "an nusayrat"],
    ["maarat al numan", "maarrat an numan"],
    ["khan sheikhoun", "khan shaykhun"],
    ["zinda jan", "zindah jan"],
    ["tell rifaat", "tall rifat"],
    ["baqouba", "baqubah"],
    ["hawija", "al hawijah"],
    ["hodeidah", "al hudaydah"],
  ] as const)("%s and %s", ([one, other]) => {
    expect(loosen(one)).toBe(loosen(other));
  });
});

describe("a name by ear", () => {
  test.for([
    ["tell rifaat", "SY", "SY-HL"],
    ["nusairat", "PS", "PS-DEB"],
    ["zinda jan", "AF", "AF-HER"],
    ["hawija", "IQ", "IQ-KI"],
  ] as const)("%s is found in %s", ([name, country, subdivision]) => {
    const found = gazetteer.findByEar(name, region(country));
    expect(found.map(({ entity }) => entity.subdivision)).toContain(subdivision);
  });

  test.for([
    ["zinda jan", "SY"],
    ["ur", "IQ"],
    ["حلب", "SY"],
  ] as const)("%s is none in %s", ([name, country]) => {
    expect(gazetteer.findByEar(name, region(country))).toEqual([]);
  });
});

describe("a name that only a country in focus knows is read where it stands as a place's", () => {
  test.for([
    ["Shells hit homes in Tell Rifaat, in the north of Syria.", "Tell Rifaat", "SY-HL"],
    ["Syrian troops entered the town of Tell Rifaat on Monday.", "Tell Rifaat", "SY-HL"],
    ["AZAZ, Syria - A car bomb went off.", "AZAZ", "SY-HL"],
    [
      "A quake hit Afghanistan. In the district of Zinda Jan few walls stand.",
      "Zinda Jan",
      "AF-HER",
    ],
    ["Fighting was heard near Hawija in Iraq.", "Hawija", "IQ-KI"],
    ["A drone hit a car near Nabatiyeh in southern Lebanon.", "Nabatiyeh", "LB-NA"],
  ] as const)("%s", ([text, name, subdivision]) => {
    const place = placesIn(text).places.find((one) => one.name === name);
    expect(place?.subdivision).toBe(subdivision);
  });

  test("also where the text names it again without a sign", () => {
    const { places } = placesIn("Shells hit Syria. Men died in Tell Rifaat. Tell Rifaat is empty.");
    expect(places.filter(({ name }) => name === "Tell Rifaat")).toHaveLength(2);
  });

  test.for([
    ["Tell Rifaat was named in a French report about Paris.", "Tell Rifaat"],
    ["Syria mourned Tell Rifaat yesterday.", "Tell Rifaat"],
    ["In Saleh the troops of Syria lost a friend.", "Saleh"],
    ["Officials in Syria met at Tell Rifaat Street.", "Tell Rifaat"],
    ["Rebels in SDF areas left Syria.", "SDF"],
  ] as const)("and not elsewhere: %s", ([text, name]) => {
    expect(placesIn(text).places.map((place) => place.name)).not.toContain(name);
  });
});
