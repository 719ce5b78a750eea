import type { Filed, Filing, IncidentLog } from "#src/pipeline/log-ports.ts";

/** Files one report's version by itself. */
export async function fileOne(log: Pick<IncidentLog, "file">, filing: Filing): Promise<Filed> {
  const [filed] = await log.file([filing]);
  if (!filed) throw new Error("the log did not answer");
  return filed;
}
