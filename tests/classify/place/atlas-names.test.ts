import { describe, expect, test } from "vitest";

import { readAtlasData } from "#src/adapters/files/data-files.ts";

const atlas = await readAtlasData();
const names = new Map<string, string>(
  [...atlas.countries, ...atlas.subdivisions].map(({ code, name }) => [code, name]),
);

test("no name of the atlas carries a footnote mark, a bracket or a figure", () => {
  expect([...names].filter(([, name]) => /[\p{N}()[\]{}*†‡§]/u.test(name))).toEqual([]);
});

test("no name of the atlas is empty or padded", () => {
  expect([...names].filter(([, name]) => name === "" || name !== name.trim())).toEqual([]);
});

describe("a region is called what newspapers call it", () => {
  test.for([
    ["FR-IDF", "Île-de-France"],
    ["CI-LC", "Lacs"],
    ["LU-D", "Diekirch"],
    ["FK", "Falkland Islands"],
    ["UA-32", "Kyiv Oblast"],
    ["UA-30", "Kyiv"],
    ["UA-51", "Odesa Oblast"],
    ["RU-CE", "Chechnya"],
    ["RU-MOS", "Moscow Oblast"],
    ["SY-RD", "Rif Dimashq"],
    ["SY-RA", "Raqqa"],
    ["IQ-AN", "Anbar"],
    ["LB-JA", "South Lebanon"],
    ["MX-CMX", "Mexico City"],
    ["ML-6", "Timbuktu"],
    ["NG-BO", "Borno"],
    ["SD-KN", "North Kordofan"],
    ["YE-HU", "Hodeidah"],
  ] as const)("%s is %s", ([code, name]) => {
    expect(names.get(code)).toBe(name);
  });
});
