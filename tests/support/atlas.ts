import type { AtlasEntry } from "#src/model/atlas.ts";
import { openAtlas } from "#src/model/atlas.ts";
import { type RegionCode, parseRegionCode } from "#src/model/region.ts";

export function aRegion(code: string): RegionCode {
  const parsed = parseRegionCode(code);
  if (!parsed) throw new Error(`${code} is not an ISO 3166 code`);
  return parsed;
}

function entry(code: string, name: string, [lat, lon]: readonly [number, number]): AtlasEntry {
  return { code: aRegion(code), name, lat, lon };
}

/** A world of a few countries. */
export const SMALL_ATLAS = openAtlas({
  countries: [
    entry("SY", "Syria", [35, 38]),
    entry("LB", "Lebanon", [33.83, 35.83]),
    entry("IQ", "Iraq", [33, 44]),
    entry("JO", "Jordan", [31, 36]),
    entry("IL", "Israel", [31.5, 34.75]),
    entry("SA", "Saudi Arabia", [25, 45]),
    entry("AE", "United Arab Emirates", [23.75, 54.5]),
    entry("QA", "Qatar", [25.5, 51.25]),
    entry("ML", "Mali", [18, -2]),
    entry("NE", "Niger", [18, 9]),
    entry("NG", "Nigeria", [10, 8]),
    entry("UA", "Ukraine", [49, 32]),
    entry("FR", "France", [46, 2]),
    entry("GB", "United Kingdom", [54, -2]),
    entry("NO", "Norway", [62, 10]),
    entry("CO", "Colombia", [4, -73.25]),
    entry("US", "United States", [39.76, -98.5]),
  ],
  subdivisions: [
    entry("SY-RD", "Rif Dimashq", [33.5, 36.9]),
    entry("SY-HL", "Halab", [36.2, 37.4]),
    entry("IQ-AN", "Al Anbar", [33.4, 43.3]),
    entry("ML-7", "Gao", [16.3, 0]),
    entry("NG-BO", "Borno", [11.8, 13.2]),
    entry("FR-75C", "Paris", [48.86, 2.35]),
  ],
  groups: {
    "Western Asia": ["SY", "LB", "IQ", "JO", "IL", "SA", "AE", "QA"].map(aRegion),
    "Western Africa": ["ML", "NE", "NG"].map(aRegion),
    "Northern Europe": ["GB", "NO"].map(aRegion),
  },
});
