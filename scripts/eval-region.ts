/**
 * Measures the place reader on a folder of labelled sets: `node scripts/eval-region.ts <dir> [suffix]`
 * with toponyms.<suffix>.jsonl, documents.<suffix>.jsonl and events.<suffix>.jsonl (suffix: `dev`).
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { readGazetteerData } from "#src/adapters/files/data-files.ts";
import { openGazetteer } from "#src/classify/place/gazetteer.ts";
import { type PlacesRead, readPlaces } from "#src/classify/place/read-places.ts";
import { readDocument } from "#src/classify/text/document.ts";
import { distanceKm } from "#src/model/great-circle.ts";

interface Span {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly country?: string;
  readonly subdivision?: string;
  readonly demonym?: boolean;
  readonly multi?: boolean;
}

interface ToponymRow {
  readonly id: string;
  readonly text: string;
  readonly source: string;
  readonly toponyms: readonly Span[];
  readonly other: readonly Span[];
}

interface DocumentRow {
  readonly id: string;
  readonly text: string;
  readonly source: string;
  readonly focusCountry: string;
  readonly focusSubdivision?: string;
}

interface EventRow {
  readonly id: string;
  readonly text: string;
  readonly mixedCaseText?: string;
  readonly eventCountry: string;
  readonly eventSubdivisions?: Readonly<Record<string, number>>;
}

const HIT_KM = 161;
const [folder = "", suffix = "dev"] = process.argv.slice(2).filter((word) => word !== "-v");
const verbose = process.argv.includes("-v");
const gazetteer = openGazetteer(await readGazetteerData());
let spentMs = 0;
let readCharacters = 0;

function read(text: string): PlacesRead {
  const startedAt = performance.now();
  const document = readDocument(undefined, text);
  const eventSentences = document.sentences.slice(0, 4).map(({ index }) => index);
  const result = readPlaces({
    document,
    gazetteer,
    eventSentences,
    backgroundSentences: new Set(),
  });
  spentMs += performance.now() - startedAt;
  readCharacters += text.length;
  return result;
}

async function readRows<T>(name: string): Promise<T[]> {
  const text = await readFile(join(folder, `${name}.${suffix}.jsonl`), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : ((100 * part) / whole).toFixed(1);
}

class Tally {
  right = 0;
  wrong = 0;
  missed = 0;
  located = 0;
  near = 0;
  subdivision = 0;
  subdivisions = 0;

  toString(): string {
    const { right, wrong, missed } = this;
    const tagging = `P ${percent(right, right + wrong)} R ${percent(right, right + missed)} F1 ${percent(2 * right, 2 * right + wrong + missed)}`;
    return `${tagging} | @161 ${percent(this.near, this.located)} of ${this.located}, subdivision ${percent(this.subdivision, this.subdivisions)}`;
  }
}

const keyOf = ({ start, end }: { start: number; end: number }): string => `${start}-${end}`;

/** Place names only: demonyms are neutral on both sides, and so is a name that is no toponym here. */
function scoreToponyms(
  row: ToponymRow,
  tallies: readonly Tally[],
  misses: Map<string, number>,
): void {
  const { places } = read(row.text);
  const golds = new Map(row.toponyms.filter((one) => !one.demonym).map((one) => [keyOf(one), one]));
  const neutral = new Set([...row.other, ...row.toponyms].map(keyOf));
  let right = 0;
  for (const place of places.filter(({ demonym }) => demonym !== true)) {
    const gold = golds.get(keyOf(place));
    if (gold === undefined) {
      if (neutral.has(keyOf(place))) continue;
      for (const tally of tallies) tally.wrong += 1;
      count(misses, `+ ${place.name}`);
      continue;
    }
    right += 1;
    for (const tally of tallies) scorePoint(tally, gold, place);
    golds.delete(keyOf(place));
  }
  for (const gold of golds.values()) count(misses, `- ${gold.name}`);
  for (const tally of tallies) {
    tally.right += right;
    tally.missed += golds.size;
  }
}

function scorePoint(tally: Tally, gold: Span, place: PlacesRead["places"][number]): void {
  if (gold.subdivision !== undefined) {
    tally.subdivisions += 1;
    if (place.subdivision === gold.subdivision) tally.subdivision += 1;
  }
  if (gold.lat === undefined || gold.lon === undefined || gold.multi === true) return;
  tally.located += 1;
  const km = distanceKm(
    { lat: gold.lat, lon: gold.lon },
    { lat: place.lat ?? 90, lon: place.lon ?? 0 },
  );
  if (km <= HIT_KM) tally.near += 1;
  else if (verbose)
    console.log(
      `far ${Math.round(km)} km: ${gold.name} ${gold.subdivision ?? gold.country} read ${place.canonical} ${place.subdivision ?? place.country}`,
    );
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

async function evaluateToponyms(): Promise<void> {
  const tallies = new Map<string, Tally>();
  const misses = new Map<string, number>();
  const tallyOf = (name: string): Tally => tallies.getOrInsertComputed(name, () => new Tally());
  for (const row of await readRows<ToponymRow>("toponyms"))
    scoreToponyms(row, [tallyOf(row.source), tallyOf("all")], misses);
  for (const [name, tally] of tallies)
    console.log(`toponyms ${name.padEnd(9)} ${tally.toString()}`);
  if (!verbose) return;
  const worst = [...misses].toSorted(([, a], [, b]) => b - a).slice(0, 250);
  console.log(worst.map(([name, times]) => `${name}:${times}`).join(" | "));
}

async function evaluateDocuments(): Promise<void> {
  let [all, right, abroad, rightAbroad, subdivisions, rightSubdivisions] = [0, 0, 0, 0, 0, 0];
  for (const row of await readRows<DocumentRow>("documents")) {
    const { country, regions } = read(row.text);
    const isRight = country === row.focusCountry;
    all += 1;
    if (isRight) right += 1;
    else if (verbose) console.log(`focus ${row.id}: ${row.focusCountry}, read ${country}`);
    if (row.focusCountry !== "US") {
      abroad += 1;
      if (isRight) rightAbroad += 1;
    }
    if (row.focusSubdivision === undefined) continue;
    subdivisions += 1;
    if (regions.some((code) => code === row.focusSubdivision)) rightSubdivisions += 1;
  }
  console.log(
    `focus country ${percent(right, all)} of ${all}, outside the US ${percent(rightAbroad, abroad)}; subdivision among regions ${percent(rightSubdivisions, subdivisions)}`,
  );
}

async function evaluateEvents(): Promise<void> {
  const rows = await readRows<EventRow>("events");
  for (const name of ["text", "mixedCaseText"] as const) {
    let [all, right, subdivisions, rightSubdivisions] = [0, 0, 0, 0];
    for (const row of rows) {
      const text = row[name];
      if (text === undefined) continue;
      const { country, regions } = read(text);
      all += 1;
      if (country === row.eventCountry) right += 1;
      else if (verbose) console.log(`event ${row.id}: ${row.eventCountry}, read ${country}`);
      if (row.eventSubdivisions === undefined) continue;
      subdivisions += 1;
      if (Object.hasOwn(row.eventSubdivisions, regions[0] ?? "")) rightSubdivisions += 1;
    }
    console.log(
      `event country (${name}) ${percent(right, all)} of ${all}; narrowest region right ${percent(rightSubdivisions, subdivisions)} of ${subdivisions}`,
    );
  }
}

await evaluateToponyms();
await evaluateDocuments();
await evaluateEvents();
console.log(
  `${((readCharacters / 4_096 / spentMs) * 1_000).toFixed(0)} reports of 4 KB per second`,
);
