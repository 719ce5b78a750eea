import { expect, test } from "vitest";

import { readAtlasData } from "#src/adapters/files/data-files.ts";
import { parseDisputed } from "#src/config/disputed.ts";
import { type Fault, formatFault } from "#src/config/fault.ts";
import { parsePlaces } from "#src/config/places.ts";
import { openAtlas } from "#src/model/atlas.ts";

const atlas = openAtlas(await readAtlasData());

function readPlacesFile(text: string) {
  const faults: Fault[] = [];
  const read = parsePlaces({ path: "places.yaml", text }, atlas, faults);
  return { read, faults: faults.map(formatFault) };
}

test("a place is filed under its subdivision, or its country alone", () => {
  const { read } = readPlacesFile(`
places:
  - { name: Atmeh, also: [Atma], region: SY-ID, lat: 36.3, lon: 36.7 }
  - { name: Jandar, region: SY, lat: 34.5, lon: 37, population: 900, only: true }
never: [Mobile]`);
  expect(read?.never).toEqual(["Mobile"]);
  expect(read?.places).toMatchObject([
    { names: ["Atmeh", "Atma"], country: "SY", subdivision: "SY-ID", only: false },
    { names: ["Jandar"], country: "SY", subdivision: null, population: 900, only: true },
  ]);
});

test("every fault of places.yaml is told at once, where it stands", () => {
  expect(
    readPlacesFile(`places:
  - { name: A, region: SY-XX, lat: 1, lon: 1 }
  - { name: B, region: nowhere, lat: 1, lon: 1 }`).faults,
  ).toEqual([
    expect.stringContaining('places.yaml:2:24: "SY-XX" is no ISO 3166 code'),
    expect.stringContaining('places.yaml:3:24: "nowhere" is no ISO 3166 code'),
  ]);
  expect(readPlacesFile("places: [{ name: A, region: SY, lat: 100, lon: 1 }]").faults[0]).toContain(
    "places.yaml:1:38: places.0.lat: 100 is more than 90",
  );
});

test("a disputed area names codes or names, and who else hears of it", () => {
  const faults: Fault[] = [];
  const file = {
    path: "disputed.yaml",
    text: `areas:
  - { name: Crimea, codes: [UA-43, UA-99], alsoHeardBy: [RU] }
  - { name: Nowhere, alsoHeardBy: [XX] }`,
  };
  expect(parseDisputed(file, atlas, faults)?.[0]).toMatchObject({
    codes: ["UA-43"],
    alsoHeardBy: ["RU"],
  });
  expect(faults.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '2 "UA-99" is no ISO 3166 code',
    '3 "Nowhere" has neither codes nor names',
    '3 "XX" is no ISO 3166 code',
  ]);
});
