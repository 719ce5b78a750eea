import { fileURLToPath } from "node:url";

import { renderAsync } from "@resvg/resvg-js";
import { encode } from "fast-png";

import { paletteOf } from "./palette.ts";

/** The one font of a painted picture: the machine's own would paint another on each. */
export const FONT_FAMILY = "Istok Web";

const FONT = fileURLToPath(
  import.meta.resolve("@expo-google-fonts/istok-web/400Regular/IstokWeb_400Regular.ttf"),
);

/** Pixels of the picture for one of the SVG: sharp on a telephone first. */
const ZOOMS = [2, 1.5, 1];
const COLOURS = [64, 24, 12];

/** A palette PNG, as sharp as `mostBytes` allows; undefined where nothing does. The same SVG always gives the same bytes. */
export async function paintSvg(svg: string, mostBytes: number): Promise<Uint8Array | undefined> {
  for (const zoom of ZOOMS) {
    const { width, height, pixels } = await renderAsync(svg, {
      fitTo: { mode: "zoom", value: zoom },
      font: { loadSystemFonts: false, fontFiles: [FONT], defaultFontFamily: FONT_FAMILY },
    });
    for (const colours of COLOURS) {
      const { palette, indexes } = paletteOf(pixels, colours);
      const picture = { width, height, data: indexes, channels: 1, depth: 8, palette } as const;
      const png = encode(picture, { zlib: { level: 6 } });
      if (png.length <= mostBytes) return png;
    }
  }
  return undefined;
}
