/**
 * Learns which country, and which of its subdivisions, a text's event lies in: `node scripts/train-event-place.ts <dir>`
 * reads documents.dev.jsonl and events.dev.jsonl there, prints how well each half is told by the weights of the other,
 * and writes the weights of all. A linear choice between the places a text names, by gradient descent.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { readConfigFolder } from "#src/adapters/files/config-folder.ts";
import { readGazetteerData, readLanguageData } from "#src/adapters/files/data-files.ts";
import { divisionsOf, type EventInput, groundTold } from "#src/classify/place/choose-event.ts";
import {
  countryCases,
  divisionCases,
  likeliest,
  type WhereCase,
} from "#src/classify/place/event-features.ts";
import { openGazetteer } from "#src/classify/place/gazetteer.ts";
import { readUsedPlaces } from "#src/classify/place/read-places.ts";
import { languageDetector } from "#src/classify/text/detect-language.ts";
import { readDocument } from "#src/classify/text/document.ts";
import { openLanguageModel } from "#src/classify/text/language-model.ts";
import { createIncidentReader } from "#src/classify/threat/read-incident.ts";
import { readActors } from "#src/config/actors.ts";
import { readThreats } from "#src/config/threats.ts";
import { parseRegionCode, type RegionCode } from "#src/model/region.ts";

const WEIGHTS = join(import.meta.dirname, "../data/event-place-model.json");
const STEPS = 400;
const RATE = 0.5;
const DECAY = 2e-3;
const LEAST_WEIGHT = 0.02;

type Weights = ReadonlyMap<string, number>;

interface Choice {
  readonly cases: readonly WhereCase[];
  readonly isRight: (code: string) => boolean;
}

interface LabelledText {
  readonly set: string;
  readonly input: EventInput;
  readonly country: RegionCode;
  readonly isDivision?: ((code: string) => boolean) | undefined;
}

interface Row {
  readonly text: string;
  readonly mixedCaseText?: string;
  readonly focusCountry?: string;
  readonly focusSubdivision?: string;
  readonly eventCountry?: string;
  readonly eventSubdivisions?: Readonly<Record<string, number>>;
}

const [dir = ""] = process.argv.slice(2);
const gazetteer = openGazetteer(await readGazetteerData());
const detectLanguage = languageDetector(openLanguageModel(await readLanguageData()));
const folder = await readConfigFolder(join(import.meta.dirname, "../config"));
const [threats, actors] = [
  readThreats(folder.threats, []),
  folder.actors && readActors(folder.actors, []),
];
if (threats === undefined || actors === undefined)
  throw new Error("config/ has faults: tocsin check");
const readIncident = createIncidentReader(threats, actors);

function inputOf(text: string): EventInput {
  const document = readDocument(undefined, text);
  const language = detectLanguage(document.text, undefined);
  const { eventSentences, backgroundSentences } = readIncident({
    document,
    language,
    publishedAt: undefined,
  });
  return readUsedPlaces({
    document,
    gazetteer,
    eventSentences,
    backgroundSentences: new Set(backgroundSentences),
    language,
  });
}

async function readRows(name: string): Promise<LabelledText[]> {
  const lines = (await readFile(join(dir, `${name}.dev.jsonl`), "utf8")).split("\n");
  return lines
    .filter((line) => line !== "")
    .flatMap((line) => labelled(name, JSON.parse(line) as Row));
}

function labelled(set: string, row: Row): LabelledText[] {
  const { focusSubdivision, eventSubdivisions } = row;
  const country = parseRegionCode(row.focusCountry ?? row.eventCountry ?? "");
  if (country === undefined) return [];
  const isDivision =
    focusSubdivision !== undefined
      ? (code: string) => code === focusSubdivision
      : eventSubdivisions && ((code: string) => Object.hasOwn(eventSubdivisions, code));
  return [row.text, row.mixedCaseText]
    .filter((text) => text !== undefined)
    .map((text) => ({ set, input: inputOf(text), country, isDivision }));
}

function countryChoice({ input, country }: LabelledText): Choice {
  return { cases: countryCases(input), isRight: (code) => code === country };
}

function divisionChoice({ input, country, isDivision }: LabelledText): Choice | undefined {
  return (
    isDivision && {
      cases: divisionCases(input, country, divisionsOf(groundTold(input, country))),
      isRight: isDivision,
    }
  );
}

/** Maximum likelihood of the right answers, where one of the cases is right. */
function train(choices: readonly Choice[]): Weights {
  const useful = choices
    .map(({ cases, isRight }) => ({ cases, right: cases.map(({ code }) => isRight(code)) }))
    .filter(({ cases, right }) => cases.length > 1 && right.includes(true));
  const weights = new Map<string, number>();
  const squares = new Map<string, number>();
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = new Map<string, number>();
    for (const { cases, right } of useful) {
      const odds = cases.map(({ features }) => Math.exp(Math.min(30, scoreOf(features, weights))));
      const all = odds.reduce((sum, one) => sum + one, 0);
      const good = odds.reduce((sum, one, at) => sum + (right[at] === true ? one : 0), 0);
      for (const [at, { features }] of cases.entries()) {
        const own = odds[at] ?? 0;
        const pull = own / all - (right[at] === true ? own / good : 0);
        for (const [name, amount] of features)
          gradient.set(name, (gradient.get(name) ?? 0) + (pull * amount) / useful.length);
      }
    }
    for (const [name, slope] of gradient) {
      const full = slope + DECAY * (weights.get(name) ?? 0);
      const square = (squares.get(name) ?? 1e-8) + full ** 2;
      squares.set(name, square);
      weights.set(name, (weights.get(name) ?? 0) - (RATE * full) / Math.sqrt(square));
    }
  }
  return weights;
}

function scoreOf(features: ReadonlyMap<string, number>, weights: Weights): number {
  let score = 0;
  for (const [name, amount] of features) score += amount * (weights.get(name) ?? 0);
  return score;
}

function report(
  what: string,
  texts: readonly LabelledText[],
  choiceOf: (text: LabelledText) => Choice | undefined,
): Weights {
  const halves = [0, 1].map((rest) => texts.filter((_, at) => at % 2 === rest));
  const tallies = new Map<string, { right: number; all: number }>();
  for (const [at, half] of halves.entries()) {
    const weights = train((halves[1 - at] ?? []).flatMap((text) => choiceOf(text) ?? []));
    for (const text of half) {
      const choice = choiceOf(text);
      if (choice === undefined) continue;
      const tally = tallies.getOrInsertComputed(text.set, () => ({ right: 0, all: 0 }));
      const code = likeliest(choice.cases, weights);
      tally.all += 1;
      if (code !== null && choice.isRight(code)) tally.right += 1;
    }
  }
  for (const [set, { right, all }] of tallies)
    console.log(`${what} ${set}: ${((100 * right) / all).toFixed(1)} of ${all}`);
  return train(texts.flatMap((text) => choiceOf(text) ?? []));
}

function written(weights: Weights): Record<string, number> {
  const kept = [...weights].filter(([, weight]) => Math.abs(weight) >= LEAST_WEIGHT);
  const rounded = kept.map(([name, weight]) => [name, Number(weight.toFixed(2))] as const);
  return Object.fromEntries(rounded.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const texts = [...(await readRows("documents")), ...(await readRows("events"))];
const country = report("country", texts, countryChoice);
const subdivision = report("subdivision, its country given,", texts, divisionChoice);
const tables = { country: written(country), subdivision: written(subdivision) };
await writeFile(WEIGHTS, `${JSON.stringify(tables, null, 2)}\n`);
