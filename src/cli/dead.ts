import { ConfigError } from "../model/failure.ts";
import type { BuriedReport, DeadDigest } from "../pipeline/ports.ts";
import type { Stores } from "../roles/service.ts";
import { openRunningStores } from "./open-stores.ts";
import type { Terminal } from "./terminal.ts";

type DeadLetter =
  | ({ readonly kind: "report" } & BuriedReport)
  | ({ readonly kind: "digest" } & DeadDigest);

export async function dead(
  verb: "list" | "show" | "replay" | "drop",
  id: string | undefined,
  options: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> {
  await using open = await openRunningStores(terminal);
  const letters = await readLetters(open.stores);
  const chosen = id === undefined ? letters : letters.filter((letter) => letter.id === id);
  if (id !== undefined && chosen.length === 0) throw new ConfigError(`no dead letter ${id}`);
  if (verb === "replay" || verb === "drop") {
    for (const letter of chosen) await settle(open.stores, letter, verb);
    terminal.out(`${verb === "replay" ? "put back" : "dropped"} ${id}`);
    return;
  }
  if (options.json) terminal.out(JSON.stringify(chosen, null, 2));
  else for (const letter of chosen) terminal.out(describe(letter));
  if (letters.length === 0) terminal.talk("no dead letters");
}

async function readLetters({ inbox, outbox }: Stores): Promise<DeadLetter[]> {
  const [reports, digests] = await Promise.all([inbox.buried(), outbox.dead()]);
  return [
    ...reports.map((report) => ({ kind: "report" as const, ...report })),
    ...digests.map((digest) => ({ kind: "digest" as const, ...digest })),
  ];
}

async function settle(
  { inbox, outbox }: Stores,
  { kind, id }: DeadLetter,
  verb: "replay" | "drop",
): Promise<void> {
  if (kind === "report") await (verb === "replay" ? inbox.revive(id) : inbox.drop(id));
  else if (verb === "replay") await outbox.revive(id, Temporal.Now.instant());
  else await outbox.drop(id);
}

function describe(letter: DeadLetter): string {
  const { kind, id, reason } = letter;
  return letter.kind === "report"
    ? `${kind}  ${id}  ${letter.buriedAt}  ${reason}  ${letter.detail}`
    : `${kind}  ${id}  ${letter.at}  ${letter.state}: ${reason}`;
}
