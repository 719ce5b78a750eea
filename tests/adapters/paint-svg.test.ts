import { decode } from "fast-png";
import { describe, expect, test } from "vitest";

import { paintSvg } from "#src/adapters/map/paint-svg.ts";
import { paletteOf } from "#src/adapters/map/palette.ts";

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30" viewBox="0 0 60 30">${inside}</svg>`;
const GROUND = '<rect width="60" height="30" fill="#c9d6df"/>';

/** More detail than few bytes can hold. */
const NOISE = Array.from({ length: 1500 }, (_, at) => {
  const shade = ((at * 7919) % 0xffffff).toString(16).padStart(6, "0");
  return `<rect x="${at % 60}" y="${at % 29}" width="1.3" height="1.7" fill="#${shade}"/>`;
}).join("");

describe("a painted picture", () => {
  test("is a palette PNG of twice the size", async () => {
    const png = await paintSvg(svg(GROUND), 40_000);
    const { width, height, channels, palette } = decode(png ?? new Uint8Array());
    expect({ width, height, channels, palette }).toEqual({
      width: 120,
      height: 60,
      channels: 1,
      palette: [[0xc9, 0xd6, 0xdf]],
    });
  });

  test("has its letters, with no font of the machine's", async () => {
    const text = '<text x="5" y="20" font-size="14" font-family="Istok Web">12</text>';
    const plain = await paintSvg(svg(GROUND), 40_000);
    const lettered = await paintSvg(svg(GROUND + text), 40_000);
    expect(lettered?.length).toBeGreaterThan((plain?.length ?? 0) + 100);
  });

  test("is the same bytes each time", async () => {
    const [first, second] = await Promise.all([
      paintSvg(svg(NOISE), 40_000),
      paintSvg(svg(NOISE), 40_000),
    ]);
    expect(first).toEqual(second);
  });

  test("gives up sharpness for size", async () => {
    const whole = (await paintSvg(svg(NOISE), 100_000))?.length ?? 0;
    const small = await paintSvg(svg(NOISE), Math.trunc(whole / 3));
    expect(small?.length).toBeLessThanOrEqual(whole / 3);
  });

  test("is none where no quality is small enough", async () => {
    expect(await paintSvg(svg(NOISE), 80)).toBeUndefined();
  });
});

test("a palette keeps the commonest colours and gives the rest the nearest of them", () => {
  const pixels = new Uint8Array(
    [
      [0, 0, 0],
      [0, 0, 0],
      [250, 250, 250],
      [250, 250, 250],
      [200, 210, 220],
    ].flatMap((colour) => [...colour, 255]),
  );
  const { palette, indexes } = paletteOf(pixels, 2);
  expect(palette).toEqual([
    [0, 0, 0],
    [250, 250, 250],
  ]);
  expect([...indexes]).toEqual([0, 0, 1, 1, 1]);
});
