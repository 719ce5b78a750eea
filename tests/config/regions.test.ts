import { expect, test } from "vitest";

import { readTexts } from "./files.ts";

test.for([
  ["{ name: x }", 'regions.yaml:1:11: region "x" has neither codes nor circles nor polygons'],
  [
    "{ name: x, codes: [] }",
    "regions.yaml:1:29: regions.0.codes: an empty list matches nothing: leave the key out, or fill it",
  ],
  [
    "{ name: x, codes: [Syira] }",
    'regions.yaml:1:30: regions.0.codes.0: unknown region "Syira"; did you mean "SY"?',
  ],
  [
    "{ name: Gulf, codes: [SA] }",
    'regions.yaml:1:19: regions.0.name: "Gulf" is not an id: 1 to 64 small letters, digits and hyphens',
  ],
  [
    "{ name: x, codes: [SA] }, { name: x, codes: [AE] }",
    'regions.yaml:1:45: a second region is named "x"',
  ],
  [
    "{ name: x, circles: [{ name: y, lat: 1, lon: 181, km: 1 }] }",
    "regions.yaml:1:56: regions.0.circles.0.lon: 181 is more than 180",
  ],
  [
    "{ name: x, polygon: [[1, 2]] }",
    'regions.yaml:1:22: regions.0.polygon: unknown key; did you mean "polygons"?',
  ],
  [
    "{ name: x, polygons: [{ name: y, coordinates: [[[1, 2], [3, 4], [5, 6], [7, 8]]] }] }",
    "regions.yaml:1:58: regions.0.polygons.0.coordinates.0: a ring ends where it begins",
  ],
] as const)("%s is refused", ([region, fault]) => {
  const { configuration, faults } = readTexts({ regions: `regions: [${region}]` });
  expect(faults).toEqual([fault]);
  expect(configuration).toBeUndefined();
});

test("a folder may name no regions at all", () => {
  expect(readTexts({ regions: "regions: []" }).faults).toEqual([]);
});

test("a region may be drawn, as GeoJSON draws it", () => {
  const ring = "[[36.3, 33.5], [36.5, 33.5], [36.5, 33.6], [36.3, 33.5]]";
  const faults = readTexts({
    regions: `regions: [{ name: ghouta, polygons: [{ name: Ghouta, coordinates: [${ring}] }] }]`,
  }).faults.filter((fault) => fault.startsWith("regions.yaml"));
  expect(faults).toEqual([]);
});
