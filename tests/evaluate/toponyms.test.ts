import { expect, test } from "vitest";

import { geotagging } from "#src/evaluate/geotagging.ts";
import type { Subject } from "#src/evaluate/scorer.ts";
import { toponymResolution } from "#src/evaluate/toponym-resolution.ts";
import type { Place } from "#src/model/classification.ts";
import { gazetteer, region } from "#tests/classify/place/shipped-gazetteer.ts";

import { labelledSets } from "./labelled-sets.ts";

const TEXT = "Rebels in Gao and Syrian Kidal";
const GAO = { start: 10, end: 13, name: "Gao", lat: 16.27, lon: -0.04, country: "ML" };
const SYRIAN = { start: 18, end: 24, name: "Syrian", country: "SY", demonym: true };
const KIDAL = { start: 25, end: 30, name: "Kidal", lat: 18.44, lon: 1.41, country: "ML" };

function aFind(start: number, end: number, more: Partial<Place> = {}): Place {
  return {
    name: TEXT.slice(start, end),
    start,
    end,
    role: "mentioned",
    canonical: "",
    kind: "place",
    country: region("ML"),
    subdivision: null,
    lat: 16.3,
    lon: 0,
    geonamesId: 0,
    confidence: 1,
    alternatives: [],
    rule: "gazetteer",
    ...more,
  };
}

function figuresFor(places: readonly Place[], source = "gwn", other: readonly object[] = []) {
  const sets = labelledSets({
    toponyms: [{ text: TEXT, source, toponyms: [GAO, SYRIAN, KIDAL], other }],
  });
  const subject = { classify: () => ({ places }) } as unknown as Subject;
  const figures = geotagging.score(sets, subject);
  return (measure: string, set = "news") =>
    figures.find((figure) => figure.measure === measure && figure.set === set);
}

test("a name counts by its exact span, and a demonym neither way", () => {
  const find = figuresFor([aFind(10, 13), aFind(18, 24, { demonym: true }), aFind(0, 6)]);
  expect(find("place names F1")).toMatchObject({ value: 0.5, n: 2 });
  const inside = figuresFor([aFind(10, 12), aFind(25, 30)]);
  expect(inside("place names F1")).toMatchObject({ value: 0.5 });
});

test("a span that may or may not be a name is neutral, unless every type is asked for", () => {
  const other = [{ start: 0, end: 6, name: "Rebels", type: "Metonymic" }];
  const places = [aFind(0, 6), aFind(10, 13), aFind(18, 24, { demonym: true }), aFind(25, 30)];
  const find = figuresFor(places, "gwn", other);
  expect(find("place names F1")?.value).toBe(1);
  expect(find("all toponyms F1", "gwn")).toMatchObject({ value: 1, n: 4 });
  const expression = [{ start: 0, end: 6, name: "Rebels", type: "Non_Lit_Expression" }];
  expect(figuresFor(places, "gwn", expression)("all toponyms F1", "gwn")?.value).toBe(6 / 7);
});

test("a point is right within 161 km, an area also by its code", () => {
  const find = figuresFor([
    aFind(10, 13),
    aFind(18, 24, { demonym: true, country: region("SY") }),
    aFind(25, 30, { lat: 0, lon: 0, kind: "country" }),
  ]);
  expect(find("of those found, within 161 km")).toMatchObject({ value: 0.5, n: 2 });
  expect(find("found and within 161 km")).toMatchObject({ value: 0.5, n: 2 });
  expect(find("found and right, areas by code")).toMatchObject({ value: 1, n: 2 });
  expect(find("of those found, right country")).toMatchObject({ value: 1, n: 3 });
});

test("web pages are no news", () => {
  expect(figuresFor([aFind(10, 13)], "tudloc")("found and within 161 km")?.n).toBe(0);
});

test("given names are located, save those whose point is a convention", () => {
  const text = "Rebels in Gao, far from Europe and Xyzzyton";
  const toponyms = [
    GAO,
    { start: 24, end: 30, name: "Europe", lat: 48, lon: 9 },
    { start: 35, end: 43, name: "Xyzzyton", lat: 1, lon: 1 },
  ];
  const sets = labelledSets({ toponyms: [{ text, source: "lgl", toponyms, other: [] }] });
  expect(toponymResolution.score(sets, { gazetteer } as unknown as Subject)).toMatchObject([
    { set: "lgl", value: 0.5, n: 2, target: { value: 0.85 } },
  ]);
});
