import { once } from "node:events";
import { createServer, type Socket } from "node:net";

import { onTestFinished } from "vitest";

/** What the server does at a step instead of saying yes. */
export type Fault =
  | { readonly reply: string }
  | { readonly hangUp: true }
  /** At the dot: the message is thrown away, and nothing is said. */
  | { readonly loseAndHangUp: true }
  | { readonly reset: true }
  | { readonly silent: true }
  /** A reply whose lines never end. */
  | { readonly trickleEveryMs: number }
  /** It does say yes, but late. */
  | { readonly lateMs: number };

export type Step = "greeting" | "EHLO" | "MAIL" | "RCPT" | "DATA" | "dot";

export interface ScriptedSmtp {
  readonly port: number;
  /** Messages taken, with their envelope, in the order of their final dots. */
  readonly taken: { readonly from: string; readonly to: string; readonly message: string }[];
  /** The step's next occurrence goes wrong. At `dot` the message is taken all the same unless refused by a reply. */
  fail(step: Step, fault: Fault): void;
  /** Every occurrence of the step goes wrong, until told otherwise. */
  failAlways(step: Step, fault: Fault | undefined): void;
  /** Connections taken so far. */
  readonly connections: number;
  /** Commands of every connection, without their arguments. */
  readonly commands: readonly string[];
  /** Ends every connection that is open. */
  hangUp(): void;
}

/** A mail server that does as it is told, byte by byte; with `extensions` in its answer to EHLO. */
export async function startScriptedSmtp(extensions: readonly string[] = []): Promise<ScriptedSmtp> {
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const faults = new Map<Step, Fault>();
  const lasting = new Map<Step, Fault | undefined>();
  const taken: ScriptedSmtp["taken"] = [];
  const takeFault = (step: Step) => {
    const fault = faults.get(step) ?? lasting.get(step);
    faults.delete(step);
    return fault;
  };
  const hello = ["scripted", ...extensions]
    .map((line, at) => `250${at === extensions.length ? " " : "-"}${line}`)
    .join("\r\n");
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    converse(socket, takeFault, { taken, commands, hello });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    taken,
    commands,
    get connections() {
      return connections;
    },
    hangUp() {
      for (const socket of sockets) socket.destroy();
    },
    fail: (step, fault) => void faults.set(step, fault),
    failAlways: (step, fault) => void lasting.set(step, fault),
  };
}

const END = "\r\n.\r\n";

function converse(
  socket: Socket,
  takeFault: (step: Step) => Fault | undefined,
  { taken, commands, hello }: Pick<ScriptedSmtp, "taken"> & { commands: string[]; hello: string },
): void {
  let pending = "";
  let inData = false;
  let envelope: { from: string; to: string } | undefined;
  const answer = (step: Step, reply: string): Fault | undefined => {
    const fault = takeFault(step);
    if (fault === undefined) socket.write(`${reply}\r\n`);
    else goWrong(socket, fault, reply);
    return fault;
  };
  const steps: Readonly<Record<string, (address: string) => void>> = {
    EHLO: () => void answer("EHLO", hello),
    MAIL(from) {
      if (envelope) socket.write("503 one at a time\r\n");
      else if (!answer("MAIL", "250 ok")) envelope = { from, to: "" };
    },
    RCPT(to) {
      if (!envelope) socket.write("503 no sender\r\n");
      else if (!answer("RCPT", "250 ok")) envelope = { ...envelope, to };
    },
    DATA() {
      if (!envelope?.to) socket.write("503 no recipient\r\n");
      else inData = answer("DATA", "354 go ahead") === undefined;
    },
  };
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    commands.push(verb);
    const step = steps[verb];
    if (step) step(/<(.*?)>/.exec(line)?.[1] ?? "");
    else socket.write(verb === "QUIT" ? "221 bye\r\n" : "502 5.5.1 not here\r\n");
  };
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    pending += chunk.toString("latin1");
    for (;;) {
      const at = pending.indexOf(inData ? END : "\r\n");
      if (at === -1) return;
      const piece = pending.slice(0, at);
      pending = pending.slice(at + (inData ? END.length : 2));
      if (!inData) {
        command(piece);
        continue;
      }
      inData = false;
      const fault = answer("dot", "250 queued");
      const refused = fault !== undefined && ("reply" in fault || "loseAndHangUp" in fault);
      if (!refused && envelope) taken.push({ ...envelope, message: piece });
      envelope = undefined;
    }
  });
  answer("greeting", "220 scripted");
}

function goWrong(socket: Socket, fault: Fault, reply: string): void {
  if ("reply" in fault) socket.write(`${fault.reply}\r\n`);
  else if ("reset" in fault) socket.resetAndDestroy();
  else if ("hangUp" in fault || "loseAndHangUp" in fault) socket.destroy();
  else if ("lateMs" in fault) setTimeout(() => socket.write(`${reply}\r\n`), fault.lateMs);
  else if ("trickleEveryMs" in fault) {
    const more = setInterval(() => socket.write("250-and more\r\n"), fault.trickleEveryMs);
    socket.once("close", () => clearInterval(more));
  }
}
