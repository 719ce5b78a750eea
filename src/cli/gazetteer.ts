import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";

import { addedLists, readAddedLists, writeAddedList } from "../adapters/files/added-places.ts";
import { readDivisionCodes } from "../adapters/files/data-files.ts";
import type { AddedPlace } from "../classify/place/added-places.ts";
import {
  formatAddedPlaces,
  parseAddedPlaces,
  readDumpLine,
} from "../classify/place/geonames-dump.ts";
import { readSettings } from "../config/settings.ts";
import { ConfigError } from "../model/failure.ts";
import { parseRegionCode, type RegionCode } from "../model/region.ts";
import { openWorld, type World } from "../roles/knowledge.ts";
import type { Terminal } from "./terminal.ts";

/** Past these a file is of another kind altogether. */
const MOST_FAULTS = 10;

/** Adds the populated places of GeoNames country dumps to the gazetteer, a list for each file. */
export async function addToGazetteer(files: readonly string[], terminal: Terminal): Promise<void> {
  const { dataDir } = readSettings(terminal.env, terminal.readSecretFile);
  const [world, codes] = await Promise.all([openWorld(), readDivisionCodes()]);
  const divisionOf = (place: AddedPlace, admin1: string): RegionCode | null =>
    knownCode(codes[admin1], world) ??
    world.gazetteer.nearest(place.lat, place.lon, place.country)?.subdivision ??
    null;
  for (const file of files) {
    const places = readDump(file, await readFile(file, "utf8"), divisionOf);
    const list = basename(file, extname(file));
    await writeAddedList(dataDir, list, formatAddedPlaces(places));
    terminal.out(
      `${list}: ${places.length} places added; a running tocsin reads them at its next start`,
    );
  }
}

function knownCode(code: string | undefined, { atlas }: World): RegionCode | undefined {
  return code !== undefined && atlas.find(code) ? parseRegionCode(code) : undefined;
}

function readDump(
  file: string,
  text: string,
  divisionOf: (place: AddedPlace, admin1: string) => RegionCode | null,
): AddedPlace[] {
  const [places, faults]: [AddedPlace[], string[]] = [[], []];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === "") continue;
    const read = readDumpLine(line);
    if (read.kind === "fault") faults.push(`${file}:${index + 1}:1: ${read.reason}`);
    if (faults.length >= MOST_FAULTS) break;
    if (read.kind !== "place") continue;
    places.push({ ...read.place, subdivision: divisionOf(read.place, read.admin1) });
  }
  if (faults.length > 0) throw new ConfigError(faults.join("\n"));
  if (places.length === 0) throw new ConfigError(`${file}: no populated place in it`);
  return places;
}

/** The lists that were added, and how many places they hold together. */
export async function listGazetteer(terminal: Terminal): Promise<void> {
  const { dataDir } = readSettings(terminal.env, terminal.readSecretFile);
  const [lists, texts] = await Promise.all([addedLists(dataDir), readAddedLists(dataDir)]);
  const places = texts.flatMap(parseAddedPlaces);
  terminal.out(
    lists.length === 0 ? "nothing added" : `${lists.join(", ")}: ${places.length} places`,
  );
}
