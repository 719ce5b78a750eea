import { once } from "node:events";
import { createServer, type Socket } from "node:net";

export const STEPS = ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "dot"] as const;

export type Step = (typeof STEPS)[number];

/** What the server does at a step instead of saying yes. */
export type MailFault =
  | { readonly at: Step; readonly does: "reply"; readonly reply: string }
  | { readonly at: Step; readonly does: "reset" | "hang-up" }
  /** Says nothing for so long, then hangs up. */
  | { readonly at: Step; readonly does: "hang"; readonly ms: number }
  /** Says yes, a byte at a time. */
  | { readonly at: Step; readonly does: "trickle"; readonly ms: number }
  /** In the middle of the message. */
  | { readonly at: "DATA"; readonly does: "cut-message" }
  /** The message is thrown away, and the connection with it. */
  | { readonly at: "dot"; readonly does: "drop-and-reset" | "drop-and-hang-up" };

export interface MailServer extends AsyncDisposable {
  readonly port: number;
  /** The next occurrence of its step goes wrong like this. */
  fail(fault: MailFault): void;
  /** Forgets faults that nobody has met. */
  heal(): void;
}

export type OnStored = (raw: string, to: string) => void;

/** A mail server that does as it is told, and hands over each message that it took whole. */
export async function startMailServer(onStored: OnStored): Promise<MailServer> {
  const faults: MailFault[] = [];
  const sockets = new Set<Socket>();
  const take = (step: Step) => {
    const at = faults.findIndex((fault) => fault.at === step);
    return at === -1 ? undefined : faults.splice(at, 1)[0];
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    converse(socket, take, onStored);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    fail: (fault) => void faults.push(fault),
    heal: () => void faults.splice(0),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const END = "\r\n.\r\n";
const YES: Readonly<Record<Step, string>> = {
  greeting: "220 chaos",
  EHLO: "250-chaos\r\n250 PIPELINING",
  MAIL: "250 ok",
  RCPT: "250 ok",
  DATA: "354 go ahead",
  dot: "250 stored",
};

/** False: the step went wrong, and the conversation does not go on by it. */
type Answer = (step: Step, fault: MailFault | undefined) => boolean;

function converse(
  socket: Socket,
  take: (step: Step) => MailFault | undefined,
  onStored: OnStored,
): void {
  const answer = answerOn(socket);
  let pending = "";
  let envelope = { from: false, to: "" };
  let mode: "commands" | "message" | "cut" = "commands";
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO") answer("EHLO", take("EHLO"));
    else if (verb === "MAIL") envelope = { from: answer("MAIL", take("MAIL")), to: "" };
    else if (verb === "RCPT") takeRecipient(line);
    else if (verb === "DATA") beginMessage();
    else if (verb === "QUIT") socket.end("221 bye\r\n");
    else socket.write("250 ok\r\n");
  };
  const takeRecipient = (line: string): void => {
    if (!envelope.from) return void socket.write("503 no sender\r\n");
    if (answer("RCPT", take("RCPT"))) envelope.to = /<(.*?)>/.exec(line)?.[1] ?? "";
  };
  const beginMessage = (): void => {
    if (envelope.to === "") return void socket.write("503 no recipient\r\n");
    const fault = take("DATA");
    const isCut = fault?.does === "cut-message";
    if (answer("DATA", isCut ? undefined : fault)) mode = isCut ? "cut" : "message";
  };
  const endMessage = (raw: string): void => {
    mode = "commands";
    const fault = take("dot");
    const isDropped =
      fault !== undefined && (fault.does === "reply" || fault.does.startsWith("drop"));
    if (!isDropped) onStored(raw, envelope.to);
    envelope = { from: false, to: "" };
    answer("dot", fault);
  };
  socket.on("data", (chunk) => {
    pending += chunk.toString("latin1");
    for (;;) {
      if (mode === "cut") return void socket.destroy();
      const end = mode === "message" ? END : "\r\n";
      const at = pending.indexOf(end);
      if (at === -1) return;
      const piece = pending.slice(0, at);
      pending = pending.slice(at + end.length);
      if (mode === "message") endMessage(piece);
      else command(piece);
    }
  });
  answer("greeting", take("greeting"));
}

function answerOn(socket: Socket): Answer {
  return (step, fault) => {
    switch (fault?.does) {
      case undefined:
        socket.write(`${YES[step]}\r\n`);
        return true;
      case "reply":
        socket.write(`${fault.reply}\r\n`);
        return false;
      case "reset":
      case "drop-and-reset":
        socket.resetAndDestroy();
        return false;
      case "hang":
        setTimeout(() => socket.destroy(), fault.ms);
        return false;
      case "trickle":
        trickle(socket, `${YES[step]}\r\n`, fault.ms);
        return true;
      case "hang-up":
      case "cut-message":
      case "drop-and-hang-up":
        socket.end();
        return false;
    }
  };
}

function trickle(socket: Socket, reply: string, everyMs: number): void {
  const bytes = reply.split("");
  const timer = setInterval(() => {
    const next = bytes.shift();
    if (next === undefined || socket.destroyed) clearInterval(timer);
    else socket.write(next);
  }, everyMs);
}
