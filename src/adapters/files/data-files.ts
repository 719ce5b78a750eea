import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

import type { AtlasData } from "../../model/atlas.ts";

const DATA = new URL("../../../data/", import.meta.url);

/** The gazetteer shipped with tocsin, unpacked. */
export async function readGazetteerData(): Promise<Uint8Array> {
  return promisify(gunzip)(await readFile(new URL("gazetteer.bin.gz", DATA)));
}

export async function readAtlasData(): Promise<AtlasData> {
  return JSON.parse(await readFile(new URL("atlas.json", DATA), "utf8")) as AtlasData;
}

/** What the relate stage has learned, as JSON. */
export function readStoryModelData(): Promise<string> {
  return readFile(new URL("story-model.json", DATA), "utf8");
}
