import { systemClock } from "../adapters/observe/clock.ts";
import { ConfigError } from "../model/failure.ts";
import { type DeadLetter, deadLetters } from "../pipeline/dead-letters.ts";
import { openRunningStores } from "./open-stores.ts";
import type { Terminal } from "./terminal.ts";

export async function dead(
  verb: "list" | "show" | "replay" | "drop",
  id: string | undefined,
  options: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> {
  await using open = await openRunningStores(terminal);
  const store = deadLetters({ ...open.stores, clock: systemClock });
  const letters = await store.list();
  const chosen = id === undefined ? letters : letters.filter((letter) => letter.id === id);
  if (id !== undefined && chosen.length === 0) throw new ConfigError(`no dead letter ${id}`);
  if (verb === "replay" || verb === "drop") {
    for (const letter of chosen) await store.settle(letter.id, verb);
    terminal.out(`${verb === "replay" ? "put back" : "dropped"} ${id}`);
    return;
  }
  if (options.json) terminal.out(JSON.stringify(chosen, null, 2));
  else for (const letter of chosen) terminal.out(describe(letter));
  if (letters.length === 0) terminal.talk("no dead letters");
}

function describe(letter: DeadLetter): string {
  const { kind, id, reason } = letter;
  return letter.kind === "report"
    ? `${kind}  ${id}  ${letter.buriedAt}  ${reason}  ${letter.detail}`
    : `${kind}  ${id}  ${letter.at}  ${letter.state}: ${reason}`;
}
