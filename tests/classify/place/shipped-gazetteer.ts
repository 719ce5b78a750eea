import { readGazetteerData } from "#src/adapters/files/data-files.ts";
import { openGazetteer } from "#src/classify/place/gazetteer.ts";
import { type PlacesRead, readPlaces } from "#src/classify/place/read-places.ts";
import { readDocument } from "#src/classify/text/document.ts";
import { parseRegionCode, type RegionCode } from "#src/model/region.ts";
import { detectLanguage } from "#tests/classify/shipped-language.ts";

/** The gazetteer tocsin ships: what these tests say holds for its real names. */
export const gazetteer = openGazetteer(await readGazetteerData());

interface Telling {
  readonly title?: string;
  readonly eventSentences?: readonly number[];
  readonly backgroundSentences?: readonly number[];
  readonly sourceCountry?: RegionCode;
  readonly language?: string;
}

export function placesIn(text: string, telling: Telling = {}): PlacesRead {
  const document = readDocument(telling.title, text);
  return readPlaces({
    document,
    gazetteer,
    eventSentences: telling.eventSentences ?? [0],
    backgroundSentences: new Set(telling.backgroundSentences),
    sourceCountry: telling.sourceCountry,
    language: detectLanguage(document.text, telling.language),
  });
}

export function region(code: string): RegionCode {
  const parsed = parseRegionCode(code);
  if (parsed === undefined) throw new Error(`${code} is no region`);
  return parsed;
}

export function namesWithRole({ places }: PlacesRead, role: "event" | "mentioned"): string[] {
  return places.filter((place) => place.role === role).map(({ name }) => name);
}
