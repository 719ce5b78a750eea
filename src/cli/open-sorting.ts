import { readConfigFolder } from "../adapters/files/config-folder.ts";
import { type Fault, formatFault } from "../config/fault.ts";
import { readSettings, readVariable } from "../config/settings.ts";
import type { ReadSecret } from "../config/sources.ts";
import { ConfigError } from "../model/failure.ts";
import {
  type Knowledge,
  openWorld,
  readKnowledge,
  readSorting,
  type Sorting,
  type World,
} from "../roles/knowledge.ts";
import type { Terminal } from "./terminal.ts";

/** The classify stage as the configuration folder sets it up. */
export async function openSorting({
  env,
  readSecretFile,
  talk,
}: Terminal): Promise<Sorting & { readonly world: World }> {
  const { configDir, dataDir } = readSettings(env, readSecretFile);
  const [folder, world] = await Promise.all([readConfigFolder(configDir), openWorld(dataDir)]);
  const faults: Fault[] = [];
  const sorting = readSorting(folder, world, faults);
  if (!sorting) throw new ConfigError(faults.map(formatFault).join("\n"));
  for (const fault of faults) talk(formatFault(fault));
  return { ...sorting, world };
}

export interface OpenKnowledge {
  readonly knowledge: Knowledge;
  readonly world: World;
}

/** Rules and sources too; nothing is received, so the sources' secrets need not be at hand. */
export async function openRules(terminal: Terminal): Promise<OpenKnowledge> {
  const { configDir, dataDir } = readSettings(terminal.env, terminal.readSecretFile);
  const world = await openWorld(dataDir);
  const { knowledge, faults } = await readKnowledge(
    configDir,
    world,
    lenientSecrets(terminal).read,
  );
  if (!knowledge) throw new ConfigError(faults.map(formatFault).join("\n"));
  return { knowledge, world };
}

const STAND_IN = `whsec_${Buffer.alloc(32).toString("base64")}`;

/** Real secrets where there are any, and the names of those that stand in for missing ones. */
export function lenientSecrets({ env, readSecretFile }: Terminal): {
  readonly read: ReadSecret;
  readonly missing: Set<string>;
} {
  const missing = new Set<string>();
  return {
    missing,
    read(name) {
      const found = readVariable(env, readSecretFile, name);
      if (found === undefined) missing.add(name);
      return found ?? STAND_IN;
    },
  };
}
