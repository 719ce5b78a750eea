import { expect, test } from "vitest";

import { readAtlasData } from "#src/adapters/files/data-files.ts";
import { openAtlas } from "#src/model/atlas.ts";

const data = await readAtlasData();
const atlas = openAtlas(data);

test("the atlas knows every country and Kosovo", () => {
  expect(data.countries.length).toBe(250);
  expect(atlas.find("XK")).toMatchObject({ name: "Kosovo" });
});

test.for([
  ["SY-RD", "Rif Dimashq"],
  ["US-TX", "Texas"],
  ["FR-69", "Rhône"],
  ["ML-7", "Gao"],
] as const)("the atlas calls %s %s", ([code, name]) => {
  expect(atlas.find(code)?.name).toBe(name);
});

test.for([
  ["Western Asia", "SY"],
  ["Sub-Saharan Africa", "ML"],
  ["Northern Africa", "SD"],
  ["Latin America and the Caribbean", "HT"],
  ["Eastern Europe", "UA"],
  ["Southern Europe", "XK"],
] as const)("%s holds %s", ([group, country]) => {
  expect(atlas.group(group)).toContain(country);
});

test("every point lies on the Earth, and every group holds known countries only", () => {
  for (const { lat, lon } of [...data.countries, ...data.subdivisions]) {
    expect(Math.abs(lat)).toBeLessThanOrEqual(90);
    expect(Math.abs(lon)).toBeLessThanOrEqual(180);
  }
  for (const code of Object.values(data.groups).flat()) expect(atlas.find(code)).toBeDefined();
});
