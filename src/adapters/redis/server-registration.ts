import { once } from "node:events";
import { open, readFile, rename } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";

import { z } from "zod";

import { ProcessMark, stillRuns } from "./process-mark.ts";

/** What the next start in the same folder must know about this one. */
export type Registration = z.infer<typeof Registration>;

const Registration = z.object({
  owner: ProcessMark,
  server: ProcessMark,
  port: z.int().positive(),
  password: z.string().min(32),
});

type Address = Pick<Registration, "port" | "password">;

export async function readRegistration(dir: string): Promise<Registration | undefined> {
  try {
    return Registration.parse(JSON.parse(await readFile(join(dir, "server.json"), "utf8")));
  } catch (fault) {
    if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return undefined;
    throw fault;
  }
}

/** Durable before the server is told to start: no server runs that the next start cannot know of. */
export async function writeRegistration(dir: string, registration: Registration): Promise<void> {
  const file = join(dir, "server.json");
  {
    await using draft = await open(`${file}.new`, "w", 0o600);
    await draft.writeFile(JSON.stringify(registration));
    await draft.sync();
  }
  await rename(`${file}.new`, file);
}

export function urlOf({ port, password }: Address): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}

/** True while the registered server may still write to its files, though it be frozen. */
export async function serverRuns(registration: Registration): Promise<boolean> {
  const state = await askState(registration);
  if (state === "ready" || state === "loading") return true;
  const { server } = registration;
  // Without a start time its number may long be another program's, which holds no port of ours.
  return (server.started !== undefined || state === "mute") && (await stillRuns(server));
}

/** `other`: it answers, but not as ours would. `mute`: it takes connections and says nothing. */
export type ServerState = "ready" | "loading" | "mute" | "other" | "absent";

export async function askState(address: Address): Promise<ServerState> {
  const said = await ask(address, "PING");
  if (said === undefined) return "absent";
  if (said === "") return "mute";
  // Both answers count: a stranger's Redis on that port knows another password, or none.
  if (said.startsWith("+OK\r\n+PONG")) return "ready";
  return said.startsWith("+OK\r\n-LOADING") ? "loading" : "other";
}

/** What the server answers before it hangs up; undefined where nobody listens. */
export async function ask(
  { port, password }: Address,
  command: string,
): Promise<string | undefined> {
  const socket = connect({ host: "127.0.0.1", port });
  const chunks: Buffer[] = [];
  let reached = false;
  socket.once("connect", () => (reached = true));
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.setTimeout(1_000, () => socket.destroy());
  socket.write(`AUTH ${password}\r\n${command}\r\nQUIT\r\n`);
  await once(socket, "close").catch(() => {});
  return reached ? Buffer.concat(chunks).toString() : undefined;
}
