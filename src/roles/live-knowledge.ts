import { watchConfigFolder } from "../adapters/files/config-folder.ts";
import { type Fault, formatFault } from "../config/fault.ts";
import type { ReadSecret } from "../config/sources.ts";
import { ConfigError } from "../model/failure.ts";
import type { StepLogger } from "../pipeline/ports.ts";
import { type Knowledge, readKnowledge, type World } from "./knowledge.ts";

/** The configuration in force. */
export interface LiveKnowledge {
  current(): Knowledge;
  /** Faults of the last attempt to reload; empty when what stands in the files is in force. */
  readonly reloadFaults: readonly string[];
}

export interface LiveKnowledgeOptions {
  readonly dir: string;
  readonly world: World;
  readonly secrets: ReadSecret;
  readonly logger: StepLogger;
  readonly stop: AbortSignal;
}

/** Throws a ConfigError with every fault where the folder cannot be used from the start. */
export async function openKnowledge(options: LiveKnowledgeOptions): Promise<LiveKnowledge> {
  const { dir, world, secrets, logger, stop } = options;
  const first = await readKnowledge(dir, world, secrets);
  if (!first.knowledge) throw new ConfigError(first.faults.map(formatFault).join("\n"));
  warn(first.faults, logger);

  let current = first.knowledge;
  let reloadFaults: readonly string[] = [];
  const reload = async (): Promise<void> => {
    const { knowledge, faults } = await readKnowledge(dir, world, secrets);
    if (!knowledge) {
      reloadFaults = faults.filter(({ level }) => level === "error").map(formatFault);
      logger.error({ faults: reloadFaults }, "configuration refused, the last good one stays");
      return;
    }
    warn(faults, logger);
    current = knowledge;
    reloadFaults = [];
    logger.info({ subscriptions: knowledge.subscriptions.length }, "configuration reloaded");
  };
  let reloading = Promise.resolve();
  const queueReload = () => {
    reloading = reloading.then(reload).catch((error: unknown) => {
      reloadFaults = [error instanceof Error ? error.message : String(error)];
      logger.error({ err: error }, "configuration refused, the last good one stays");
    });
  };
  watchConfigFolder(dir, queueReload, stop, (error) =>
    logger.warn({ err: error }, "the configuration folder cannot be watched; SIGHUP reloads it"),
  );
  return {
    current: () => current,
    get reloadFaults() {
      return reloadFaults;
    },
  };
}

function warn(faults: readonly Fault[], logger: StepLogger): void {
  for (const fault of faults) logger.warn({ fault: formatFault(fault) }, "configuration warning");
}
