import { once } from "node:events";
import { createServer, type Socket } from "node:net";

import { onTestFinished } from "vitest";

/** What the server does at a step instead of saying yes. */
export type Fault =
  | { readonly reply: string }
  | { readonly hangUp: true }
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
}

/** A mail server that does as it is told, byte by byte. */
export async function startScriptedSmtp(): Promise<ScriptedSmtp> {
  const faults = new Map<Step, Fault>();
  const taken: ScriptedSmtp["taken"] = [];
  const takeFault = (step: Step) => {
    const fault = faults.get(step);
    faults.delete(step);
    return fault;
  };
  const server = createServer((socket) => converse(socket, takeFault, taken));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    taken,
    fail: (step, fault) => void faults.set(step, fault),
  };
}

const END = "\r\n.\r\n";

function converse(
  socket: Socket,
  takeFault: (step: Step) => Fault | undefined,
  taken: ScriptedSmtp["taken"],
): void {
  let pending = "";
  let inData = false;
  let envelope = { from: "", to: "" };
  const answer = (step: Step, reply: string): Fault | undefined => {
    const fault = takeFault(step);
    if (fault === undefined) socket.write(`${reply}\r\n`);
    else goWrong(socket, fault, reply);
    return fault;
  };
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    const address = /<(.*?)>/.exec(line)?.[1] ?? "";
    if (verb === "EHLO") answer("EHLO", "250 scripted");
    else if (verb === "MAIL") {
      envelope = { from: address, to: "" };
      answer("MAIL", "250 ok");
    } else if (verb === "RCPT") {
      envelope = { ...envelope, to: address };
      answer("RCPT", "250 ok");
    } else if (verb === "DATA") inData = answer("DATA", "354 go ahead") === undefined;
    else socket.write("221 bye\r\n");
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
      const refused = fault !== undefined && "reply" in fault;
      if (!refused) taken.push({ ...envelope, message: piece });
    }
  });
  answer("greeting", "220 scripted");
}

function goWrong(socket: Socket, fault: Fault, reply: string): void {
  if ("reply" in fault) socket.write(`${fault.reply}\r\n`);
  else if ("reset" in fault) socket.resetAndDestroy();
  else if ("hangUp" in fault) socket.destroy();
  else if ("lateMs" in fault) setTimeout(() => socket.write(`${reply}\r\n`), fault.lateMs);
  else if ("trickleEveryMs" in fault) {
    const more = setInterval(() => socket.write("250-and more\r\n"), fault.trickleEveryMs);
    socket.once("close", () => clearInterval(more));
  }
}
