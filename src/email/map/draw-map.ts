import {
  geoCentroid,
  geoCircle,
  geoDistance,
  geoPath,
  type GeoPath,
  type GeoProjection,
} from "d3-geo";

import { distanceKm } from "../../model/great-circle.ts";
import type { RegionCode } from "../../model/region.ts";
import { severityRank, type Severity } from "../../model/severity.ts";
import type { PlaceName } from "../describe-place.ts";
import { SEVERITY_SCALE } from "../severity-scale.ts";
import { clusterMarks, MARK, type Cluster, type Mark } from "./cluster-marks.ts";
import { frameMap, MAP_SIZE, mainland } from "./frame-map.ts";
import type { CountryShape } from "./map-world.ts";
import { boxAround, liesWithin, overlaps, textWidth, type Box } from "./place-labels.ts";
import type { MapPlan } from "./plan-map.ts";

export interface MapGround {
  /** Shapes for a part of the world, and plainer ones for much of it. */
  readonly near: readonly CountryShape[];
  readonly wide: readonly CountryShape[];
  readonly placeName: PlaceName;
  /** Family name of the one font there is. */
  readonly font: string;
}

/** Middling tones: legible on a white page and no lamp on a black one. */
const COLOURS = {
  sea: "#c9d6df",
  land: "#f1efe9",
  border: "#a3a39b",
  label: "#4d545c",
  ink: "#16191d",
  paper: "#ffffff",
} as const;

/** On a telephone the map is half as wide, and so are its letters. */
const LABEL_SIZE = 18;
/** Square pixels of a country that is named for its ground alone. */
const SMALLEST_NAMED = 1500;
const WHOLE: Box = { left: 6, top: 6, right: MAP_SIZE.width - 6, bottom: MAP_SIZE.height - 6 };

interface Canvas {
  readonly projection: GeoProjection;
  readonly path: GeoPath;
}

/** The map as SVG: land, shaded countries, their names, numbered marks, a scale. */
export function drawMap(plan: MapPlan, ground: MapGround): string {
  const { projection, isWide } = frameMap(plan.points, areasOf(plan, shapesOf(ground.wide)));
  const countries = isWide ? ground.wide : inSight(ground.near, projection);
  const shapes = shapesOf(countries);
  const canvas: Canvas = { projection, path: geoPath(projection).digits(1) };
  const marks = clusterMarks(marksOf(plan, shapes, projection));
  const scale = isWide ? undefined : drawScale(projection);
  const taken = [...marks.map(({ box }) => box), ...(scale === undefined ? [] : [scale.box])];
  const { width, height } = MAP_SIZE;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${ground.font}">`,
    `<rect width="${width}" height="${height}" fill="${COLOURS.sea}"/>`,
    `<g fill="${COLOURS.land}" stroke="${COLOURS.border}" stroke-width="1" stroke-linejoin="round">`,
    ...countries.map(({ shape }) => pathOf(canvas.path(shape))),
    "</g>",
    ...shadeAreas(plan, shapes, canvas),
    ...ringsOf(plan, canvas),
    ...labelCountries(countries, taken, { ...canvas, marks, placeName: ground.placeName }),
    scale?.svg ?? "",
    ...marks.toReversed().map(drawMark),
    "</svg>",
  ].join("\n");
}

/** To project a country that lies elsewhere takes as long as one that is shown. */
function inSight(countries: readonly CountryShape[], projection: GeoProjection): CountryShape[] {
  const { width, height } = MAP_SIZE;
  const middle = projection.invert?.([width / 2, height / 2]);
  if (!middle) return [...countries];
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ] as const;
  const sight = Math.max(
    ...corners.map(([x, y]) => geoDistance(middle, projection.invert?.([x, y]) ?? middle)),
  );
  return countries.filter(
    (country) => geoDistance(middle, country.middle) <= sight + country.reach,
  );
}

function shapesOf(countries: readonly CountryShape[]): ShapesByCode {
  return new Map(countries.map(({ code, shape }) => [code, shape]));
}

function areasOf({ areas }: MapPlan, shapes: ShapesByCode): CountryShape["shape"][] {
  return areas.flatMap(({ country }) => shapes.get(country) ?? []);
}

type ShapesByCode = ReadonlyMap<RegionCode | undefined, CountryShape["shape"]>;

function marksOf(plan: MapPlan, shapes: ShapesByCode, projection: GeoProjection): Mark[] {
  const points = plan.points.map(({ lat, lon, withinKm, ...rest }) => ({
    ...rest,
    at: projection([lon, lat]),
    vague: withinKm === undefined,
  }));
  const areas = plan.areas.map(({ country, ...rest }) => {
    const shape = shapes.get(country);
    const middle = shape && geoCentroid(mainland(shape));
    return { ...rest, country, at: middle && projection(middle), vague: true };
  });
  return [...points, ...areas].flatMap(({ at, ...mark }) =>
    at ? [{ ...mark, x: at[0], y: at[1] }] : [],
  );
}

/** A country is shaded once, by the worst that is told of it. */
function shadeAreas({ areas }: MapPlan, shapes: ShapesByCode, { path }: Canvas): string[] {
  return [...Map.groupBy(areas, ({ country }) => country)].flatMap(([country, told]) => {
    const shape = shapes.get(country);
    const colour = groundOf(worstOf(told.map(({ severity }) => severity)));
    const style = `fill="${colour}" fill-opacity="0.28" stroke="${colour}" stroke-width="1.5"`;
    return shape === undefined ? [] : [pathOf(path(shape), style)];
  });
}

/** How far about a place an event may have been. */
function ringsOf({ points }: MapPlan, { path }: Canvas): string[] {
  return points.flatMap(({ lat, lon, withinKm = 0, severity }) => {
    if (withinKm === 0) return [];
    const ring = geoCircle()
      .center([lon, lat])
      .radius(withinKm / KM_PER_DEGREE)();
    const colour = groundOf(severity);
    const style = `fill="${colour}" fill-opacity="0.18" stroke="${colour}" stroke-width="1.2"`;
    return [pathOf(path(ring), style)];
  });
}

/** Mean radius of the Earth, IUGG, times a degree in radians. */
const KM_PER_DEGREE = 111.195;

interface Labelling extends Canvas {
  readonly marks: readonly Cluster[];
  readonly placeName: PlaceName;
}

/**
 * The largest first. A country with a mark, and without the ground for its name, is
 * named beside the mark; any other name that would cover a mark or not fit is left out.
 */
function labelCountries(
  countries: readonly CountryShape[],
  taken: readonly Box[],
  { path, placeName, marks }: Labelling,
): string[] {
  const boxes = [...taken];
  const seen = countries
    .map(({ code, shape }) => ({ code, shape, size: path.area(shape) }))
    .filter(({ size }) => size > 0)
    .toSorted((a, b) => b.size - a.size);
  return seen.flatMap(({ code, shape, size }) => {
    if (code === undefined) return [];
    const name = placeName(code);
    const [width, height] = [textWidth(name, LABEL_SIZE), LABEL_SIZE + 4];
    const own = marks.find(({ countries: marked }) => marked.includes(code));
    const [x, y] = path.centroid(shape);
    const [[left, top], [right, bottom]] = path.bounds(shape);
    const inland = boxAround(x, y, width, height);
    const ground = { left: left - 8, top, right: right + 8, bottom };
    const places = size > SMALLEST_NAMED && liesWithin(inland, ground) ? [inland] : [];
    if (own !== undefined)
      for (const side of [1, -1]) places.push(boxAround(own.x, own.y + side * 29, width, height));
    const free = places.find(
      (box) => liesWithin(box, WHOLE) && !boxes.some((other) => overlaps(box, other)),
    );
    if (free === undefined) return [];
    boxes.push(free);
    const at = { x: (free.left + free.right) / 2, y: (free.top + free.bottom) / 2 };
    return [textAt(name, { ...at, size: LABEL_SIZE, fill: COLOURS.label, halo: COLOURS.land })];
  });
}

function drawMark({ box, x, y, label, severity, vague }: Cluster): string {
  const { light } = SEVERITY_SCALE[severity];
  const [fill, text] = vague ? [COLOURS.paper, COLOURS.ink] : [light.ground, light.text];
  const stroke = vague ? light.ground : COLOURS.paper;
  const width = round(box.right - box.left);
  return [
    `<rect x="${round(box.left)}" y="${round(box.top)}" width="${width}" height="${MARK.height}" rx="${MARK.height / 2}" fill="${fill}" stroke="${stroke}" stroke-width="${vague ? 2.5 : 1.5}"/>`,
    textAt(label, { x, y, size: MARK.font, fill: text }),
  ].join("");
}

interface Text {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly halo?: string | undefined;
}

function textAt(text: string, { x, y, size, fill, halo }: Text): string {
  const around = halo ? ` stroke="${halo}" stroke-width="3" paint-order="stroke"` : "";
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${round(x)}" y="${round(y + size * 0.35)}" font-size="${size}" text-anchor="middle" fill="${fill}"${around}>${escaped}</text>`;
}

const WIDEST_SCALE = 120;
const SCALE_STEPS = [2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];

function drawScale(
  projection: GeoProjection,
): { readonly svg: string; readonly box: Box } | undefined {
  const y = MAP_SIZE.height - 16;
  const from = projection.invert?.([16, y]);
  const to = projection.invert?.([16 + WIDEST_SCALE, y]);
  if (!from || !to) return undefined;
  const across = distanceKm({ lat: from[1], lon: from[0] }, { lat: to[1], lon: to[0] });
  const km = SCALE_STEPS.find((step) => step <= across);
  if (km === undefined) return undefined;
  const end = 16 + (WIDEST_SCALE * km) / across;
  const line = `<path d="M16 ${y - 5}V${y}H${round(end)}V${y - 5}" fill="none" stroke="${COLOURS.ink}" stroke-width="1.5"/>`;
  const text = textAt(`${km} km`, {
    x: (16 + end) / 2,
    y: y - 13,
    size: 16,
    fill: COLOURS.ink,
    halo: COLOURS.sea,
  });
  return { svg: line + text, box: { left: 8, top: y - 28, right: end + 12, bottom: y + 8 } };
}

function pathOf(d: string | null, style = ""): string {
  return d === null ? "" : `<path d="${d}"${style === "" ? "" : ` ${style}`}/>`;
}

function groundOf(severity: Severity): string {
  return SEVERITY_SCALE[severity].light.ground;
}

function worstOf(severities: readonly Severity[]): Severity {
  return severities.reduce((a, b) => (severityRank(b) > severityRank(a) ? b : a));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
