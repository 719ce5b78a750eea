import { describe, expect, test } from "vitest";

import { type AddedPlace, withPlaces } from "#src/classify/place/added-places.ts";
import {
  formatAddedPlaces,
  parseAddedPlaces,
  readDumpLine,
} from "#src/classify/place/geonames-dump.ts";
import { readPlaces } from "#src/classify/place/read-places.ts";
import { readDocument } from "#src/classify/text/document.ts";

import { gazetteer, region } from "./shipped-gazetteer.ts";

function aPlace(over: Partial<AddedPlace> = {}): AddedPlace {
  return {
    names: ["Zarqun Bala", "Tell Zarquun"],
    country: region("SY"),
    subdivision: region("SY-ID"),
    lat: 36.3,
    lon: 36.7,
    population: 5_000,
    feature: "PPL",
    geonamesId: 99_000_001,
    ...over,
  };
}

function read(text: string, places: readonly AddedPlace[], never: readonly string[] = []) {
  const [dump, hand] = [withPlaces(gazetteer, { places, never: [] }, 1), { places: [], never }];
  return readPlaces({
    document: readDocument(undefined, text),
    gazetteer: withPlaces(dump, hand, 2),
    eventSentences: [0],
    backgroundSentences: new Set(),
    language: "en",
  });
}

describe("a place that an operator adds", () => {
  test.for([
    ["is found by its name", "A bomb hit Zarqun Bala in Syria."],
    ["is found by another spelling", "A bomb hit Tell Zarquun in Syria."],
    ["is found by ear, where the country is in focus", "A bomb went off in Tel Zarkoun, Syria."],
  ] as const)("%s", ([, text]) => {
    const { places, regions } = read(text, [aPlace()]);
    expect(regions).toEqual(["SY-ID", "SY"]);
    expect(places[0]).toMatchObject({ canonical: "Zarqun Bala", geonamesId: 99_000_001 });
  });

  test("stands beside the others of its name, and alone where only it is meant", () => {
    const tripoli = aPlace({ names: ["Tripoli"], population: 50_000 });
    expect(read("A bomb hit Tripoli.", [tripoli]).country).toBe("LY");
    expect(read("A bomb hit Tripoli.", [{ ...tripoli, only: true }]).country).toBe("SY");
  });

  test("is not added twice where the gazetteer has its number", () => {
    const [known] = gazetteer.find("azaz")?.candidates ?? [];
    const again = aPlace({ names: ["Azaz"], geonamesId: known?.entity.geonamesId ?? 0, lat: 0 });
    expect(read("A bomb hit Azaz in Syria.", [again]).places[0]?.lat).toBeGreaterThan(30);
  });
});

test("a name an operator refuses is no place", () => {
  expect(read("A bomb hit Aleppo.", []).regions).toEqual(["SY-HL", "SY"]);
  expect(read("A bomb hit Aleppo.", [], ["Aleppo"]).regions).toEqual([]);
});

const ROW = {
  id: "1",
  name: "Atmeh",
  ascii: "Atmeh",
  alternates: "Atma,أطمة,阿",
  lat: "36.31",
  lon: "36.69",
  class: "P",
  code: "PPL",
  country: "SY",
};

function dumpLine(over: Partial<typeof ROW> = {}): string {
  const row = { ...ROW, ...over };
  return [
    ...Object.values(row),
    "",
    "12",
    "",
    "",
    "",
    "5000",
    "",
    "",
    "Asia/Damascus",
    "2020-01-01",
  ].join("\t");
}

describe("a line of a GeoNames country dump", () => {
  test("is a populated place with the names tocsin can read", () => {
    expect(readDumpLine(dumpLine())).toMatchObject({
      kind: "place",
      place: { names: ["Atmeh", "Atmeh", "Atma", "أطمة"], country: "SY", population: 5_000 },
      admin1: "SY.12",
    });
  });

  test.for([
    ["a river", { class: "H", code: "STM" }],
    ["an abandoned village", { code: "PPLQ" }],
  ] as const)("is left out where it is %s", ([, over]) => {
    expect(readDumpLine(dumpLine(over))).toEqual({ kind: "other" });
  });

  test("a refugee camp counts", () => {
    expect(readDumpLine(dumpLine({ class: "S", code: "CMPRF" })).kind).toBe("place");
  });

  test.for([
    [{ id: "x" }, '"x" is no GeoNames number'],
    [{ lat: "" }, '"" is no latitude'],
    [{ lon: "181" }, '"181" is no longitude'],
    [{ country: "Syria" }, '"Syria" is no country'],
  ] as const)("is refused with a reason: %j", ([over, reason]) => {
    expect(readDumpLine(dumpLine(over))).toEqual({ kind: "fault", reason });
  });

  test("is refused where its columns are not GeoNames'", () => {
    expect(readDumpLine("a\tb")).toEqual({ kind: "fault", reason: "2 columns, 19 expected" });
  });
});

test("added places are kept as they are", () => {
  const places = [aPlace(), aPlace({ subdivision: null, names: ["Solo"] })];
  expect(parseAddedPlaces(formatAddedPlaces(places))).toEqual(places);
});
