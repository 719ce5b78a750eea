import { parseRegionCode, type RegionCode } from "../../model/region.ts";
import type { AddedPlace } from "./added-places.ts";

/** Columns of a GeoNames country dump: geonames.org/export/dump/readme.txt. */
const COLUMNS = 19;
/** Abandoned, historical and destroyed places share their name with a living one nearby. */
const SKIPPED = new Set(["PPLH", "PPLQ", "PPLW", "PPLCH"]);
const REFUGEE_CAMP = "CMPRF";
const WRITTEN_SCRIPTS =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{M}\p{N}\p{P}\p{Zs}´`]+$/u;

export type DumpLine =
  | { readonly kind: "place"; readonly place: AddedPlace; readonly admin1: string }
  /** Rivers, farms, ruins: nothing a report's event is at. */
  | { readonly kind: "other" }
  | { readonly kind: "fault"; readonly reason: string };

/** One line of a country dump such as SY.txt; the subdivision is the reader's to find, by `admin1`. */
export function readDumpLine(line: string): DumpLine {
  const row = line.split("\t");
  const at = (column: number): string => row[column] ?? "";
  const reason = faultOf(row);
  const country = parseRegionCode(at(8));
  if (reason !== undefined || country === undefined) return { kind: "fault", reason: reason ?? "" };
  const isPlace = (at(6) === "P" && !SKIPPED.has(at(7))) || at(7) === REFUGEE_CAMP;
  if (!isPlace) return { kind: "other" };
  const others = [at(2), ...at(3).split(",")].filter(
    (name) => name.length > 2 && WRITTEN_SCRIPTS.test(name),
  );
  const place: AddedPlace = {
    names: [at(1), ...new Set(others)],
    country,
    subdivision: null,
    lat: Number(at(4)),
    lon: Number(at(5)),
    population: Number(at(14)) || 0,
    feature: at(7),
    geonamesId: Number(at(0)),
  };
  return { kind: "place", place, admin1: `${country}.${at(10)}` };
}

/** What in a row is not as GeoNames writes it. */
function faultOf(row: readonly string[]): string | undefined {
  if (row.length !== COLUMNS) return `${row.length} columns, ${COLUMNS} expected`;
  const bad = CHECKS.find(([column, holds]) => !holds(row[column] ?? ""));
  return bad && `${JSON.stringify(row[bad[0]])} is no ${bad[2]}`;
}

const CHECKS: readonly (readonly [
  column: number,
  holds: (text: string) => boolean,
  what: string,
])[] = [
  [0, (text) => /^\d+$/.test(text), "GeoNames number"],
  [4, (text) => text !== "" && Math.abs(Number(text)) <= 90, "latitude"],
  [5, (text) => text !== "" && Math.abs(Number(text)) <= 180, "longitude"],
  [8, (text) => parseRegionCode(text)?.length === 2, "country"],
];

/** One place a line: number, region, latitude, longitude, people, feature, names. */
export function formatAddedPlaces(places: readonly AddedPlace[]): string {
  return places
    .map(({ geonamesId, country, subdivision, lat, lon, population, feature, names }) =>
      [geonamesId, subdivision ?? country, lat, lon, population, feature, ...names].join("\t"),
    )
    .map((line) => `${line}\n`)
    .join("");
}

export function parseAddedPlaces(text: string): AddedPlace[] {
  return text.split("\n").flatMap((line) => {
    const [id, region = "", lat, lon, people, feature = "", name, ...others] = line.split("\t");
    const code = parseRegionCode(region);
    if (code === undefined || name === undefined) return [];
    const country = code.slice(0, 2) as RegionCode;
    return [
      {
        names: [name, ...others] as const,
        country,
        subdivision: code === country ? null : code,
        lat: Number(lat),
        lon: Number(lon),
        population: Number(people),
        feature,
        geonamesId: Number(id),
      },
    ];
  });
}
