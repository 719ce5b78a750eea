import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import type { RedisClient } from "./connection.ts";

const NAMES = [
  "accept",
  "accept-fresh",
  "start",
  "start-together",
  "settle",
  "bury",
  "revive",
  "file",
  "close-window",
  "enroll",
  "enroll-round",
  "give-back",
  "seal",
  "judge",
  "notice-raise",
  "notice-claim",
  "due-wake",
  "due-claim",
  "due-settle",
  "outbox-claim",
  "outbox-close",
  "outbox-mark",
  "outbox-put-off",
  "outbox-record",
  "outbox-renew",
  "outbox-revive",
  "outbox-set-aside",
  "advance",
  "bounce-note",
  "relay-admit",
  "relay-answered",
  "relay-failed",
  "subscription-put",
  "token-use",
  "confirmation-ask",
  "confirmation-claim",
  "silence-change",
  "silence-hit",
  "index-whole",
] as const;

export type ScriptName = (typeof NAMES)[number];

/** Bytes where a text is long and made once: the client copies them as they are. */
export type Argument = string | number | Buffer;

interface Script {
  readonly lua: string;
  readonly sha: string;
}

const SCRIPTS: ReadonlyMap<ScriptName, Script> = new Map(
  NAMES.map((name) => {
    const lua = readFileSync(new URL(`scripts/${name}.lua`, import.meta.url), "utf8");
    return [name, { lua, sha: createHash("sha1").update(lua).digest("hex") }];
  }),
);

/**
 * Runs a script by its hash, and by its text where Redis has forgotten it
 * (restart, failover, SCRIPT FLUSH). Every state change is one such call.
 */
export async function runScript(
  redis: RedisClient,
  name: ScriptName,
  keys: readonly string[],
  args: readonly Argument[],
): Promise<unknown> {
  const script = scriptOf(name);
  try {
    return await redis.evalsha(script.sha, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
    return redis.eval(script.lua, keys.length, ...keys, ...args);
  }
}

/** For a transaction, in which a script that Redis has forgotten fails. */
export function scriptText(name: ScriptName): string {
  return scriptOf(name).lua;
}

function scriptOf(name: ScriptName): Script {
  const script = SCRIPTS.get(name);
  if (!script) throw new Error(`no script named ${name}`);
  return script;
}
