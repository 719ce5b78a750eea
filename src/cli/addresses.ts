import { join } from "node:path";

import { findTokenKey } from "../adapters/files/token-key.ts";
import { readSettings } from "../config/settings.ts";
import { ConfigError } from "../model/failure.ts";
import { addressId } from "../receive/return-path.ts";
import { openRules } from "./open-sorting.ts";
import { openRunningStores } from "./open-stores.ts";
import type { Terminal } from "./terminal.ts";

/** Addresses that nothing is sent to, because their mail came back for days. */
export async function addresses(
  verb: "list" | "resume",
  address: string | undefined,
  terminal: Terminal,
): Promise<void> {
  const settings = readSettings(terminal.env, terminal.readSecretFile);
  const key = settings.tokenKey ?? (await findTokenKey(join(settings.dataDir, "token-key")));
  if (!key) throw new ConfigError("set TOCSIN_TOKEN_KEY: addresses are known by it alone");
  await using open = await openRunningStores(terminal);
  const { bounces } = open.stores;
  if (verb === "resume") {
    const done = await bounces.resume(addressId(key, address ?? ""));
    if (!done) throw new ConfigError(`${address} is not paused`);
    terminal.out(`${address} gets mail again`);
    return;
  }
  const paused = await bounces.paused();
  if (paused.length === 0) terminal.talk("no address is paused");
  const names = paused.length === 0 ? new Map() : await addressesById(terminal, key);
  for (const { addressId: id, pausedAt, kind, detail } of paused)
    terminal.out(`${names.get(id) ?? id}  ${pausedAt}  ${kind}: ${detail}`);
}

async function addressesById(
  terminal: Terminal,
  key: Buffer,
): Promise<ReadonlyMap<string, string>> {
  const { knowledge } = await openRules(terminal);
  const all = knowledge.subscriptions.flatMap(({ to }) => to);
  return new Map(all.map((address) => [addressId(key, address), address]));
}
