import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readWorldData } from "#src/adapters/files/data-files.ts";
import { clusterMarks, type Mark } from "#src/email/map/cluster-marks.ts";
import { drawMap, type MapGround } from "#src/email/map/draw-map.ts";
import { MAP_SIZE } from "#src/email/map/frame-map.ts";
import { openMapWorld } from "#src/email/map/map-world.ts";
import { overlaps } from "#src/email/map/place-labels.ts";
import type { MapArea, MapPlan, MapPoint } from "#src/email/map/plan-map.ts";
import { SEVERITIES } from "#src/model/severity.ts";
import { code } from "#tests/support/digests.ts";

const data = await readWorldData();
const NAMES = new Map([
  ["SY", "Syria"],
  ["IQ", "Iraq <&>"],
  ["FJ", "Fiji"],
  ["FR", "France"],
]);
const GROUND: MapGround = {
  near: openMapWorld(data.near, data.codes),
  wide: openMapWorld(data.wide, data.codes),
  placeName: (region) => NAMES.get(region) ?? region,
  font: "Istok Web",
};

function point(over: Partial<MapPoint> = {}): MapPoint {
  return {
    number: 1,
    severity: "severe",
    lat: 33.5,
    lon: 36.3,
    country: code("SY"),
    withinKm: 0,
    ...over,
  };
}

function area(over: Partial<MapArea> = {}): MapArea {
  return { number: 9, severity: "minor", country: code("IQ"), ...over };
}

function draw({ points = [], areas = [] }: Partial<MapPlan>): string {
  return drawMap({ points, areas }, GROUND);
}

/** Middles of the texts of that content. */
function textsIn(svg: string, content: string): { readonly x: number; readonly y: number }[] {
  const texts = svg.matchAll(/<text x="([-\d.]+)" y="([-\d.]+)"[^>]*>([^<]*)<\/text>/g);
  return [...texts]
    .filter(([, , , text]) => text === content)
    .map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

describe("a map", () => {
  test("of one place has it in the middle, names its country and gives a scale", () => {
    const svg = draw({ points: [point()] });
    const [mark] = textsIn(svg, "1");
    expect(mark?.x).toBeCloseTo(MAP_SIZE.width / 2, -1);
    expect(textsIn(svg, "Syria")).toHaveLength(1);
    expect(textsIn(svg, "200 km")).toHaveLength(1);
  });

  test("is the same whenever it is drawn", () => {
    const plan = { points: [point(), point({ number: 2, lat: 35 })], areas: [area()] };
    expect(draw(plan)).toBe(draw(plan));
  });

  test("shades a country, once, by the worst told of it, and marks it in white", () => {
    const svg = draw({ areas: [area(), area({ number: 10, severity: "extreme" })] });
    expect(svg.match(/fill-opacity="0.28"/g)).toHaveLength(1);
    expect(svg).toContain('fill="#7a0c2e" fill-opacity="0.28"');
    expect(textsIn(svg, "9, 10")).toHaveLength(1);
    expect(svg).toMatch(/fill="#ffffff" stroke="#7a0c2e"/);
  });

  test("rings what is known within some distance only", () => {
    expect(draw({ points: [point({ withinKm: 40 })] })).toContain('fill-opacity="0.18"');
    expect(draw({ points: [point({ withinKm: undefined })] })).not.toContain('fill-opacity="0.18"');
  });

  test("spans the line of date without turning around the world", () => {
    const suva = point({ lat: -17.8, lon: 178, country: code("FJ") });
    const svg = draw({ points: [suva, point({ number: 2, lat: -13.8, lon: -171.7 })] });
    const [[one], [two]] = [textsIn(svg, "1"), textsIn(svg, "2")];
    expect((two?.x ?? 0) - (one?.x ?? 0)).toBeGreaterThan(100);
    expect(textsIn(svg, "Fiji")).toHaveLength(1);
  });

  test("of the whole world gives no scale, as none would hold", () => {
    const far = [
      point(),
      point({ number: 2, lat: 19, lon: -99 }),
      point({ number: 3, lat: -33, lon: 151 }),
    ];
    const svg = draw({ points: far });
    expect(svg).not.toContain(" km</text>");
    for (const number of ["1", "2", "3"]) expect(textsIn(svg, number)).toHaveLength(1);
  });

  test("of a country looks at its mainland", () => {
    const svg = draw({ areas: [area({ country: code("FR") })] });
    expect(textsIn(svg, "9")).toHaveLength(1);
    expect(svg).toContain("km</text>");
  });

  test("leaves out a country that it has no ground for, and says so of nobody", () => {
    expect(
      textsIn(draw({ points: [point()], areas: [area({ country: code("BV") })] }), "9"),
    ).toEqual([]);
  });

  test("makes no markup of a name", () => {
    expect(draw({ areas: [area({ number: 1 })], points: [point({ number: 2 })] })).not.toContain(
      "Iraq <&>",
    );
  });

  test.for<readonly [string, Partial<MapPlan>]>([
    ["a place", { points: [point()] }],
    ["the line of date", { points: [point({ lat: -17.8, lon: 178 })] }],
    ["the far north", { points: [point({ lat: 78.2, lon: 15.6 })] }],
    ["a wide country", { areas: [area({ country: code("RU") })] }],
  ])("around %s shows all the land that is there", ([, { points = [], areas = [] }]) => {
    const everywhere = GROUND.near.map((country) => ({ ...country, reach: Math.PI }));
    const whole = drawMap({ points, areas }, { ...GROUND, near: everywhere });
    const drawn = (svg: string) => svg.split("\n").filter((line) => line !== "");
    expect(drawn(draw({ points, areas }))).toEqual(drawn(whole));
  });

  test("holds every mark within itself, wherever on Earth", () => {
    const anywhere = fc.record({
      lat: fc.integer({ min: -85, max: 85 }),
      lon: fc.integer({ min: -180, max: 180 }),
    });
    fc.assert(
      fc.property(fc.array(anywhere, { minLength: 1, maxLength: 6 }), (places) => {
        const points = places.map((place, at) => point({ ...place, number: 101 + at }));
        const svg = draw({ points });
        const texts = svg.matchAll(/<text x="([-\d.]+)" y="([-\d.]+)"[^>]*>(1\d\d[^<]*)<\/text>/g);
        let shown = 0;
        for (const [, x, y, text = ""] of texts) {
          shown += text.match(/\b1\d\d\b/g)?.length ?? 0;
          shown += Number(/\+(\d+)/.exec(text)?.[1] ?? 0);
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeLessThanOrEqual(MAP_SIZE.width);
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeLessThanOrEqual(MAP_SIZE.height);
        }
        expect(shown).toBe(places.length);
      }),
      { numRuns: 25 },
    );
  });
});

describe("marks that would cover each other", () => {
  const mark = (over: Partial<Mark> = {}): Mark => ({
    number: 1,
    severity: "minor",
    x: 100,
    y: 100,
    country: null,
    vague: false,
    ...over,
  });

  test("become one, of the worst, with their numbers in order", () => {
    expect(
      clusterMarks([mark({ number: 3 }), mark({ number: 2, severity: "extreme", x: 110 })]),
    ).toMatchObject([{ numbers: [2, 3], label: "2, 3", severity: "extreme", x: 105 }]);
  });

  test("count what is beyond three", () => {
    const marks = [1, 2, 3, 4, 5].map((number) => mark({ number }));
    expect(clusterMarks(marks)).toMatchObject([{ label: "1, 2, 3 +2" }]);
  });

  test("are vague only together", () => {
    expect(clusterMarks([mark({ vague: true }), mark({ vague: true })])[0]?.vague).toBe(true);
    expect(clusterMarks([mark({ vague: true }), mark()])[0]?.vague).toBe(false);
  });

  test("never overlap, and none is lost", () => {
    const anyMark = fc.record({
      number: fc.integer({ min: 1, max: 40 }),
      severity: fc.constantFrom(...SEVERITIES),
      x: fc.integer({ min: 0, max: 600 }),
      y: fc.integer({ min: 0, max: 320 }),
      country: fc.constant(null),
      vague: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyMark, { maxLength: 30 }), (marks) => {
        const clusters = clusterMarks(marks);
        for (const [at, one] of clusters.entries())
          for (const other of clusters.slice(at + 1))
            expect(overlaps(one.box, other.box)).toBe(false);
        const numbers = clusters.flatMap((cluster) => cluster.numbers);
        const given = marks.map(({ number }) => number);
        expect(numbers.toSorted((a, b) => a - b)).toEqual(given.toSorted((a, b) => a - b));
      }),
    );
  });
});
