import { type FSWatcher, watch } from "node:fs";
import { readFile, readdir, realpath, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { ConfigError } from "../../model/failure.ts";

/** A file as it was read; `path` as messages print it. */
export interface FolderFile {
  readonly path: string;
  readonly text: string;
}

/** Every file of a configuration folder, its gaps filled from the shipped one. */
export interface ConfigFolder {
  readonly sources: FolderFile;
  readonly regions: FolderFile | undefined;
  readonly near: FolderFile | undefined;
  readonly inhibitions: FolderFile | undefined;
  /** In the order of their names. */
  readonly subscriptions: readonly FolderFile[];
  readonly threats: readonly FolderFile[];
  readonly actors: FolderFile | undefined;
  readonly places: FolderFile | undefined;
  readonly disputed: FolderFile | undefined;
  /** Of mails; those not here are as shipped with the code. */
  readonly templates: readonly FolderFile[];
  /** OpenPGP public keys of readers. */
  readonly keys: readonly FolderFile[];
}

const SHIPPED = fileURLToPath(new URL("../../../config", import.meta.url));
/** Far above any honest file; a wrong mount should not fill the memory. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const QUIET_MS = 300;
const YAML = /^[^.].*\.ya?ml$/;
const ETA = /^[^.].*\.eta$/;

/**
 * Reads a configuration folder. It must hold `sources.yaml` and
 * `subscriptions/`; any other file it lacks is read from `shipped`. Throws a
 * ConfigError that lists every file it could not read.
 */
export async function readConfigFolder(dir: string, shipped = SHIPPED): Promise<ConfigFolder> {
  const faults: string[] = [];
  const own = await openFolder(dir, faults);
  const fallback = await openFolder(shipped, faults);
  if (!own || !fallback) throw new ConfigError(faults.join("\n"));

  const orShipped = async (name: string) => (await own.file(name)) ?? fallback.file(name);
  const sources = await own.file("sources.yaml");
  const subscriptions = await own.files("subscriptions");
  const keys = (await own.files("keys", /^[^.].*\.asc$/)) ?? [];
  const regions = await orShipped("regions.yaml");
  const near = await orShipped("near.yaml");
  const inhibitions = await orShipped("inhibitions.yaml");
  const actors = await orShipped("actors.yaml");
  const places = await orShipped("places.yaml");
  const disputed = await orShipped("disputed.yaml");
  const threats = overlay(await fallback.files("threats"), await own.files("threats"));
  const templates = (await own.files("mail", ETA)) ?? [];
  if (!sources) faults.push(`${join(dir, "sources.yaml")}: missing`);
  if (!subscriptions) faults.push(`${join(dir, "subscriptions")}: missing`);
  if (!sources || !subscriptions || faults.length > 0) throw new ConfigError(faults.join("\n"));
  const inside = { sources, regions, near, inhibitions, subscriptions, threats };
  return { ...inside, actors, places, disputed, templates, keys };
}

/** A file of the operator's replaces the shipped one of the same name; the others stand beside it. */
function overlay(
  shipped: readonly FolderFile[] = [],
  own: readonly FolderFile[] = [],
): readonly FolderFile[] {
  const byName = new Map([...shipped, ...own].map((file) => [basename(file.path), file]));
  return [...byName.values()];
}

interface OpenFolder {
  file(name: string): Promise<FolderFile | undefined>;
  /** The files of a folder inside, YAML unless told otherwise; undefined where there is no such folder. */
  files(name: string, kind?: RegExp): Promise<readonly FolderFile[] | undefined>;
}

async function openFolder(dir: string, faults: string[]): Promise<OpenFolder | undefined> {
  const root = await unlessAbsent(realpath(dir));
  if (root === undefined) {
    faults.push(`${dir}: no such folder`);
    return undefined;
  }
  const file = async (name: string): Promise<FolderFile | undefined> => {
    const path = join(dir, name);
    try {
      const text = await readInside(root, path);
      return text === undefined ? undefined : { path, text };
    } catch (error) {
      faults.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const files = async (name: string, kind = YAML) => {
    const names = await unlessAbsent(readdir(join(dir, name)));
    if (!names) return undefined;
    const yaml = names.filter((one) => kind.test(one)).toSorted();
    const read = await Promise.all(yaml.map((one) => file(join(name, one))));
    return read.flatMap((one) => one ?? []);
  };
  return { file, files };
}

/** Undefined where there is no such file. Links are followed, as mounted volumes need, but not out of `root`. */
async function readInside(root: string, path: string): Promise<string | undefined> {
  const real = await unlessAbsent(realpath(path));
  if (real === undefined) return undefined;
  const inside = relative(root, real);
  if (inside === ".." || inside.startsWith(`..${sep}`)) {
    throw new Error("a link that leads out of the folder");
  }
  const found = await stat(real);
  if (!found.isFile()) throw new Error("not a file");
  if (found.size > MAX_FILE_BYTES) throw new Error(`more than ${MAX_FILE_BYTES} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(real));
  } catch (error) {
    if (error instanceof TypeError) throw new Error("not UTF-8 text", { cause: error });
    throw error;
  }
}

async function unlessAbsent<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Calls `onChange` once after each burst of changes in the folder, and at each
 * SIGHUP, until `signal` aborts. Where the system cannot watch (no inotify
 * left, a network volume), `onFault` is told and SIGHUP alone remains.
 */
export function watchConfigFolder(
  dir: string,
  onChange: () => void,
  signal: AbortSignal,
  onFault: (error: unknown) => void = () => undefined,
): void {
  if (signal.aborted) return;
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
  };
  const watcher = startWatcher(dir, changed, onFault);
  process.on("SIGHUP", changed);
  signal.addEventListener(
    "abort",
    () => {
      clearTimeout(timer);
      process.off("SIGHUP", changed);
      watcher?.close();
    },
    { once: true },
  );
}

function startWatcher(
  dir: string,
  changed: () => void,
  onFault: (error: unknown) => void,
): FSWatcher | undefined {
  try {
    const watcher = watch(dir, { recursive: true, persistent: false }, changed);
    watcher.on("error", (error) => {
      watcher.close();
      onFault(error);
    });
    return watcher;
  } catch (error) {
    onFault(error);
    return undefined;
  }
}
