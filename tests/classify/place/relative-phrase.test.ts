import { describe, expect, test } from "vitest";

import { relativePhraseAt } from "#src/classify/place/relative-phrase.ts";
import { readWords } from "#src/classify/place/words.ts";
import { readDocument } from "#src/classify/text/document.ts";
import { distanceKm, pointAt } from "#src/model/great-circle.ts";

function read(text: string): { km: number; bearing: number } | undefined {
  const phrase = relativePhraseAt(readWords(readDocument(undefined, text)), 0);
  return phrase && { km: Math.round(phrase.km), bearing: phrase.bearing };
}

describe("how far and which way", () => {
  test.for([
    ["25km north of Damascus", 25, 0],
    ["25 km north of Damascus", 25, 0],
    ["25 kilometres to the north of Damascus", 25, 0],
    ["2.5 km south of Gao", 3, 180],
    ["10 miles east of Mosul", 16, 90],
    ["ten miles west of Mosul", 16, 270],
    ["60 miles north-east of Nyala", 97, 45],
    ["60 miles north east of Nyala", 97, 45],
    ["60 MILES SOUTHWEST OF NYALA", 97, 225],
    ["30 km al norte de Bogotá", 30, 0],
  ] as const)("%s", ([text, km, bearing]) => {
    expect(read(text)).toEqual({ km, bearing });
  });

  test.for([
    "25 people north of Damascus",
    "25km north",
    "5000 km north of Gao",
    "north of Gao",
    "km north of Gao",
    "",
  ])("is not said in: %s", (text) => {
    expect(read(text)).toBeUndefined();
  });
});

test.for([0, 45, 90, 135, 180, 225, 270, 315])(
  "a point on a bearing of %d degrees lies as far off, and as far north, as asked",
  (bearing) => {
    const from = { lat: 33.5, lon: 36.3 };
    const to = pointAt(from, bearing, 120);
    expect(distanceKm(from, to)).toBeCloseTo(120, 1);
    const north = (Math.cos((bearing * Math.PI) / 180) * 120) / 111.2;
    expect(Math.abs(to.lat - from.lat - north)).toBeLessThan(0.02);
  },
);

test("a point beyond the date line is written on the other side", () => {
  expect(pointAt({ lat: 0, lon: 179.9 }, 90, 50).lon).toBeLessThan(-179);
});
