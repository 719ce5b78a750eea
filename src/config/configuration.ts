import type { Atlas } from "../model/atlas.ts";
import type { Inhibition } from "../model/inhibition.ts";
import type { Source } from "../model/source.ts";
import type { RegionClause, Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import type { ConfigFile, Fault } from "./fault.ts";
import { parseInhibitions } from "./inhibitions.ts";
import { NO_PRESETS, parseNearPresets } from "./near-presets.ts";
import type { ReaderKeys } from "./reader-keys.ts";
import { parseRegions } from "./regions.ts";
import { type ReadSecret, parseSources } from "./sources.ts";
import { parseSubscriptions } from "./subscriptions.ts";
import { type Names, openVocabulary } from "./vocabulary.ts";

/** The files of a configuration folder that say who sends and who reads. */
export interface ConfigurationFiles {
  readonly sources: ConfigFile;
  readonly regions?: ConfigFile | undefined;
  readonly near?: ConfigFile | undefined;
  readonly inhibitions?: ConfigFile | undefined;
  readonly subscriptions: readonly ConfigFile[];
}

export interface ConfigurationContext {
  readonly atlas: Atlas;
  readonly taxonomy: Taxonomy;
  /** Names and lists of actors.yaml. */
  readonly actorNames: readonly string[];
  /** The environment variable of that name, or the file its `_FILE` names. */
  readonly secrets: ReadSecret;
  /** OpenPGP keys by file of `keys/`; undefined: not looked at. */
  readonly keys?: ReadonlyMap<string, ReaderKeys> | undefined;
}

export interface Configuration {
  readonly sources: readonly Source[];
  readonly subscriptions: readonly Subscription[];
  readonly inhibitions: readonly Inhibition[];
  /** What subscriptions may name. */
  readonly names: Names;
}

export interface ConfigurationReading {
  /** Undefined when any fault is an error. */
  readonly configuration?: Configuration | undefined;
  /** In the order of files, lines and columns. */
  readonly faults: readonly Fault[];
}

/** Checks all files and reports every fault at once. */
export function parseConfiguration(
  files: ConfigurationFiles,
  { atlas, taxonomy, actorNames, secrets, keys }: ConfigurationContext,
): ConfigurationReading {
  const faults: Fault[] = [];
  const customRegions = files.regions
    ? parseRegions(files.regions, atlas, faults)
    : new Map<string, RegionClause>();
  const near = files.near ? parseNearPresets(files.near, taxonomy, faults) : NO_PRESETS;
  const names: Names = {
    atlas,
    taxonomy,
    customRegions,
    near,
    actorNames,
    sourceIds: undefined,
    keys,
  };
  const sources = parseSources(
    files.sources,
    { vocabulary: openVocabulary(names), secrets },
    faults,
  );
  const withSources = { ...names, sourceIds: sources?.map(({ id }) => id) };
  const subscriptions = parseSubscriptions(files.subscriptions, withSources, faults);
  const ids = subscriptions.map(({ id }) => id);
  const inhibitions = files.inhibitions
    ? parseInhibitions(files.inhibitions, withSources, ids, faults)
    : [];
  const isRefused = sources === undefined || faults.some(({ level }) => level === "error");
  return {
    configuration:
      isRefused || !inhibitions
        ? undefined
        : { sources, subscriptions, inhibitions, names: withSources },
    faults: faults.toSorted(byPlace),
  };
}

function byPlace(a: Fault, b: Fault): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}
