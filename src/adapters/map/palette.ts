type Colour = [number, number, number];

export interface Palette {
  readonly palette: Colour[];
  /** For each pixel its colour's place in the palette. */
  readonly indexes: Uint8Array;
}

/**
 * The picture in its `most` commonest colours, each other colour by the nearest of them.
 * For drawings of a few flat colours, where what is left over is the softening of edges.
 */
export function paletteOf(rgba: Uint8Array, most: number): Palette {
  const amounts = new Map<number, number>();
  for (const [colour, length] of runsOf(rgba))
    amounts.set(colour, (amounts.get(colour) ?? 0) + length);
  const commonest = [...amounts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most);
  const palette = commonest.map(([colour]) => channelsOf(colour));
  const places = new Map([...amounts.keys()].map((colour) => [colour, nearest(colour, palette)]));
  const indexes = new Uint8Array(rgba.length / 4);
  let at = 0;
  for (const [colour, length] of runsOf(rgba)) {
    indexes.fill(places.get(colour) ?? 0, at, at + length);
    at += length;
  }
  return { palette, indexes };
}

/** Neighbouring pixels of one colour, and how many: a drawing is mostly flat. */
function* runsOf(rgba: Uint8Array): Generator<readonly [colour: number, length: number]> {
  let colour = colourAt(rgba, 0);
  let length = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    const here = colourAt(rgba, at);
    if (here !== colour) {
      yield [colour, length];
      colour = here;
      length = 0;
    }
    length += 1;
  }
  yield [colour, length];
}

/** Red, green and blue as one number: alpha is left out, as nothing shines through a map. */
function colourAt(rgba: Uint8Array, at: number): number {
  return ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
}

function channelsOf(colour: number): Colour {
  return [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
}

function nearest(colour: number, palette: readonly Colour[]): number {
  const [red, green, blue] = channelsOf(colour);
  let [best, least] = [0, Infinity];
  for (const [at, [r, g, b]] of palette.entries()) {
    const far = (red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2;
    if (far < least) [best, least] = [at, far];
  }
  return best;
}
