import { readSettings } from "../config/settings.ts";
import type { Terminal } from "./terminal.ts";

const LIMIT_MS = 3_000;

/** Asks the process itself, never Redis: restarting a container does not mend Redis. */
export async function healthcheck({ env, readSecretFile, talk }: Terminal): Promise<void> {
  const { host, port } = readSettings(env, readSecretFile).http;
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const url = `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}/healthz`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
    if (answer.ok) return;
    talk(`${url} answered ${answer.status}`);
  } catch (error) {
    talk(`${url} does not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
  process.exitCode = 1;
}
