import { readAddedLists } from "../adapters/files/added-places.ts";
import { type ConfigFolder, readConfigFolder } from "../adapters/files/config-folder.ts";
import {
  readAtlasData,
  readGazetteerData,
  readLanguageData,
  readStoryModelData,
  readThreatModel,
} from "../adapters/files/data-files.ts";
import { type Classifier, createClassifier, summaryOf } from "../classify/classify.ts";
import { withPlaces } from "../classify/place/added-places.ts";
import { type Gazetteer, openGazetteer } from "../classify/place/gazetteer.ts";
import { parseAddedPlaces } from "../classify/place/geonames-dump.ts";
import { type DetectLanguage, languageDetector } from "../classify/text/detect-language.ts";
import { openLanguageModel } from "../classify/text/language-model.ts";
import type { ActorKnowledge } from "../classify/threat/knowledge.ts";
import { type LinearModel, openModel } from "../classify/threat/learned/linear-model.ts";
import { readActors } from "../config/actors.ts";
import { checkTests } from "../config/check-tests.ts";
import { parseConfiguration } from "../config/configuration.ts";
import { parseDisputed } from "../config/disputed.ts";
import type { ConfigFile, Fault } from "../config/fault.ts";
import { readMailTemplates } from "../config/mail-templates.ts";
import { parsePlaces } from "../config/places.ts";
import { readReaderKeys, type ReaderKeys } from "../config/reader-keys.ts";
import type { ReadSecret } from "../config/sources.ts";
import { readThreats } from "../config/threats.ts";
import type { Names } from "../config/vocabulary.ts";
import type { MailTemplates } from "../email/mail-templates.ts";
import { compileInhibitions, type Inhibitions } from "../match/inhibition.ts";
import { type Atlas, openAtlas } from "../model/atlas.ts";
import type { Incident } from "../model/incident.ts";
import { parseRegionCode } from "../model/region.ts";
import type { Report } from "../model/report.ts";
import type { Source } from "../model/source.ts";
import type { Subscription, SubscriptionTest } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import type { ReadReport } from "../pipeline/file-report.ts";
import { relateReport } from "../relate/relate-report.ts";
import { parseStoryModel, type StoryModel } from "../relate/story-model.ts";

/** What does not change while the process runs. */
export interface World {
  readonly atlas: Atlas;
  readonly gazetteer: Gazetteer;
  readonly detectLanguage: DetectLanguage;
  readonly stories: StoryModel;
  readonly threatModel: LinearModel;
}

/** With a data folder, the places that `tocsin gazetteer add` put there are part of the gazetteer. */
export async function openWorld(dataDir?: string): Promise<World> {
  const [atlas, gazetteer, languages, stories, model, lists] = await Promise.all([
    readAtlasData(),
    readGazetteerData(),
    readLanguageData(),
    readStoryModelData(),
    readThreatModel(),
    dataDir === undefined ? [] : readAddedLists(dataDir),
  ]);
  return {
    atlas: openAtlas(atlas),
    gazetteer: withPlaces(
      openGazetteer(gazetteer),
      { places: lists.flatMap(parseAddedPlaces), never: [] },
      1,
    ),
    detectLanguage: languageDetector(openLanguageModel(languages)),
    stories: parseStoryModel(stories),
    threatModel: openModel(model),
  };
}

/** Everything an operator's files say, checked and made ready together: one set, replaced whole. */
export interface Knowledge {
  readonly sources: readonly Source[];
  readonly subscriptions: readonly Subscription[];
  readonly inhibitions: Inhibitions;
  /** OpenPGP keys by file. */
  readonly keys: ReadonlyMap<string, ReaderKeys>;
  /** What a subscription may name, wherever it is written. */
  readonly names: Names;
  readonly taxonomy: Taxonomy;
  readonly templates: MailTemplates;
  readonly classify: Classifier;
  /** The classify stage with the hints that a report's source gives. */
  readonly read: ReadReport;
}

export interface KnowledgeReading {
  /** Undefined when any fault is an error. */
  readonly knowledge?: Knowledge | undefined;
  readonly faults: readonly Fault[];
}

/** The classify stage alone: it needs no sources and no secrets. */
export interface Sorting {
  readonly taxonomy: Taxonomy;
  /** Actors and their lists, as rules may name them. */
  readonly actorNames: readonly string[];
  readonly classify: Classifier;
}

type SortingFiles = Pick<ConfigFolder, "threats" | "actors"> &
  Partial<Pick<ConfigFolder, "places" | "disputed">>;

/** Faults go to `faults`; undefined when one is an error. */
export function readSorting(
  folder: SortingFiles,
  world: World,
  faults: Fault[],
): Sorting | undefined {
  const threats = readThreats(folder.threats, faults);
  const actors = readActors(folder.actors ?? missing("actors.yaml"), faults);
  const places = folder.places && parsePlaces(folder.places, world.atlas, faults);
  const disputed = folder.disputed && parseDisputed(folder.disputed, world.atlas, faults);
  if (!threats || !actors || faults.some(({ level }) => level === "error")) return undefined;
  const gazetteer = places ? withPlaces(world.gazetteer, places, 2) : world.gazetteer;
  const classify = createClassifier({
    gazetteer,
    detectLanguage: world.detectLanguage,
    threats: { ...threats, model: world.threatModel },
    actors,
    disputed,
  });
  return { taxonomy: threats.taxonomy, actorNames: namesOf(actors), classify };
}

function namesOf({ actors }: ActorKnowledge): readonly string[] {
  const lists = actors.flatMap(({ designations }) => designations.map(({ list }) => list));
  return [...actors.map(({ name }) => name), ...new Set(lists)];
}

/** Reads and checks a configuration folder, and runs the tests that stand in it. */
export async function readKnowledge(
  dir: string,
  world: World,
  secrets: ReadSecret,
): Promise<KnowledgeReading> {
  const folder = await readConfigFolder(dir);
  const faults: Fault[] = [];
  const sorting = readSorting(folder, world, faults);
  const templates = readMailTemplates(folder.templates, faults);
  if (!sorting) return { faults };
  const { taxonomy, actorNames, classify } = sorting;
  const keys = await readReaderKeys(folder.keys, Temporal.Now.instant());
  const { configuration, faults: found } = parseConfiguration(folder, {
    atlas: world.atlas,
    taxonomy,
    actorNames,
    secrets,
    keys,
  });
  faults.push(...found);
  if (!configuration) return { faults };

  const { sources, subscriptions, names } = configuration;
  const inhibitions = compileInhibitions(configuration.inhibitions, taxonomy);
  const read = readerFor(classify, sources);
  const evaluate = (report: SubscriptionTest["report"]) => incidentOf(report, read);
  for (const subscription of subscriptions) {
    faults.push(...checkTests(subscription, evaluate, taxonomy));
  }
  if (faults.some(({ level }) => level === "error")) return { faults };
  const rules = { sources, subscriptions, inhibitions, names, keys, taxonomy };
  return { knowledge: { ...rules, templates, classify, read }, faults };
}

function readerFor(classify: Classifier, sources: readonly Source[]): ReadReport {
  const hints = new Map(
    sources.map(({ id, country, language }) => [
      id,
      {
        sourceCountry: country === undefined ? undefined : parseRegionCode(country),
        sourceLanguage: language,
      },
    ]),
  );
  return (report) => {
    const classification = classify(report, hints.get(report.source));
    return { classification, ...summaryOf(report, classification) };
  };
}

/** The incident that a report alone would open: what `check`, `explain` and `preview` reason about. */
export function incidentOf(
  report: Partial<Report> & Pick<Report, "text">,
  read: ReadReport,
): Incident {
  const whole: Report = {
    id: "r-rehearsal",
    source: "rehearsal",
    receivedAt: "1970-01-01T00:00:00Z",
    ...report,
  };
  return relateReport({ report: whole, ...read(whole) }, {}).incident;
}

function missing(path: string): ConfigFile {
  return { path, text: "" };
}
