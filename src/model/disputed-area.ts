import type { RegionCode } from "./region.ts";

/** An area that more than one state claims: where the gazetteer files it, and whose rules hear of it as well. */
export interface DisputedArea {
  readonly name: string;
  /** Codes it is filed under; a country stands for all of it. */
  readonly codes: readonly RegionCode[];
  /** Names of it that have no code of their own. */
  readonly names: readonly string[];
  readonly alsoHeardBy: readonly RegionCode[];
}

/** The regions with those that hear of a disputed area too, behind the others. */
export function withDisputed(
  regions: readonly RegionCode[],
  eventNames: readonly string[],
  areas: readonly DisputedArea[],
): readonly RegionCode[] {
  const also = areas
    .filter(
      ({ codes, names }) =>
        codes.some((code) => regions.includes(code)) ||
        names.some((name) => eventNames.includes(name)),
    )
    .flatMap(({ alsoHeardBy }) => alsoHeardBy);
  return [...new Set([...regions, ...also])];
}
