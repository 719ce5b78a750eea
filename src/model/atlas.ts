import type { RegionCode } from "./region.ts";

export interface AtlasEntry {
  readonly code: RegionCode;
  /** English. */
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
}

/** What `data/atlas.json` holds: every ISO 3166 code and every UN M49 group. */
export interface AtlasData {
  readonly countries: readonly AtlasEntry[];
  readonly subdivisions: readonly AtlasEntry[];
  /** UN M49 groups by English name, with the countries each contains. */
  readonly groups: Readonly<Record<string, readonly RegionCode[]>>;
}

/** Which regions exist, and what they are called. */
export interface Atlas {
  find(code: string): AtlasEntry | undefined;
  /** Countries of a UN M49 group, by its English name in any case. */
  group(name: string): readonly RegionCode[] | undefined;
  /** Every code, country name and group name, for suggestions: the name, and what to write instead. */
  readonly vocabulary: readonly { readonly name: string; readonly write: string }[];
}

export function openAtlas(data: AtlasData): Atlas {
  const entries = new Map<string, AtlasEntry>();
  for (const entry of [...data.countries, ...data.subdivisions]) entries.set(entry.code, entry);
  const groups = new Map(
    Object.entries(data.groups).map(([name, codes]) => [name.toLowerCase(), codes]),
  );
  return {
    find: (code) => entries.get(code),
    group: (name) => groups.get(name.toLowerCase()),
    vocabulary: [
      ...[...entries.values()].flatMap(({ code, name }) => [
        { name: code, write: code },
        { name, write: code },
      ]),
      ...Object.keys(data.groups).map((name) => ({ name, write: name })),
    ],
  };
}
