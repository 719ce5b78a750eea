import { describe, expect, test } from "vitest";

import { DARK, LIGHT, STYLE, TLP_COLOURS } from "#src/email/mail-style.ts";
import { SEVERITY_SCALE } from "#src/email/severity-scale.ts";

/** Contrast by WCAG 2.2, 1 to 21. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/[0-9a-f]{2}/g) ?? []).map((hex) => {
    const channel = Number.parseInt(hex, 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const SCHEMES = [
  ["light", LIGHT],
  ["dark", DARK],
] as const;
const PAIRS: readonly (readonly [name: string, text: string, ground: string])[] = [
  ...SCHEMES.map(([scheme, { ink, sheet }]) => [`${scheme} text`, ink, sheet] as const),
  ...SCHEMES.map(([scheme, { quiet, sheet }]) => [`${scheme} quiet text`, quiet, sheet] as const),
  ...SCHEMES.map(([scheme, { link, sheet }]) => [`${scheme} link`, link, sheet] as const),
  ...SCHEMES.map(([scheme, { late }]) => [`${scheme} late`, late.text, late.ground] as const),
  ...SCHEMES.map(([scheme, { mark }]) => [`${scheme} mark`, mark.text, mark.ground] as const),
  ...Object.values(SEVERITY_SCALE).flatMap(({ word, light, dark }) => [
    [`light ${word}`, light.text, light.ground] as const,
    [`dark ${word}`, dark.text, dark.ground] as const,
  ]),
  ...Object.entries(TLP_COLOURS).map(([tlp, colour]) => [`TLP ${tlp}`, colour, "#000000"] as const),
];

describe("colours", () => {
  test.for(PAIRS)("%s is readable", ([, text, ground]) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test("of severities differ, and so do their words and shapes", () => {
    const levels = Object.values(SEVERITY_SCALE);
    for (const seen of [
      levels.map(({ light }) => light.ground),
      levels.map(({ dark }) => dark.ground),
      levels.map(({ word }) => word),
      levels.map(({ shape }) => shape),
    ])
      expect(new Set(seen).size).toBe(levels.length);
  });
});

test("the style closes whatever it opens", () => {
  expect(STYLE.match(/\{/g)?.length).toBe(STYLE.match(/\}/g)?.length);
  expect(STYLE).not.toContain("<");
});
