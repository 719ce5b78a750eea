import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

/** A mail server in a thread of its own that reads no more than it must: it takes everything and keeps nothing. */
export interface LeanSink extends AsyncDisposable {
  readonly url: string;
  taken(): number;
  /** Processor time of its thread so far, in milliseconds: no part of what is measured against it. */
  work(): Promise<number>;
}

/** Messages are told apart by this mark and the six digits behind it, as often as that stands in them. */
export interface Marking {
  readonly mark: string;
  /** `at`: milliseconds since the epoch, when the message was taken. */
  readonly onMarked: (nth: number, at: number) => void;
}

export async function startLeanSink(marking?: Marking): Promise<LeanSink> {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const task: SinkTask = { counter, mark: marking?.mark };
  const worker = new Worker(new URL(import.meta.url), { workerData: task });
  const [port] = (await once(worker, "message")) as [number];
  worker.on("message", ({ nth, at }: Marked) => marking?.onMarked(nth, at));
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken: () => Atomics.load(counter, 0),
    async work() {
      const { user, system } = await worker.cpuUsage();
      return (user + system) / 1000;
    },
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}

interface SinkTask {
  readonly counter: Int32Array<SharedArrayBuffer>;
  readonly mark: string | undefined;
}

interface Marked {
  readonly nth: number;
  readonly at: number;
}

const END = Buffer.from("\r\n.\r\n");

interface Taking {
  /** Else no more of a message is held than may be its end. */
  readonly holdsMessages: boolean;
  readonly onTaken: (message: Buffer) => void;
}

function serve(taking: Taking) {
  return createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.write("220 sink ESMTP\r\n");
    converse(socket, taking);
  });
}

function converse(socket: Socket, { holdsMessages, onTaken }: Taking): void {
  let inData = false;
  let rest: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = inData ? rest.indexOf(END) : rest.indexOf("\r\n");
      if (end === -1) {
        // Of a message just what may be the beginning of its end.
        if (inData && !holdsMessages) rest = rest.subarray(Math.max(0, rest.length - END.length));
        return;
      }
      const command = inData ? "" : rest.toString("latin1", 0, 4).toUpperCase();
      const message = rest.subarray(0, end);
      rest = rest.subarray(end + (inData ? END.length : 2));
      if (inData) {
        inData = false;
        onTaken(message);
        socket.write("250 taken\r\n");
      } else if (command === "DATA") {
        inData = true;
        socket.write("354 go ahead\r\n");
      } else if (command === "EHLO") socket.write("250-sink\r\n250-8BITMIME\r\n250 PIPELINING\r\n");
      else if (command === "QUIT") socket.end("221 bye\r\n");
      else socket.write("250 ok\r\n");
    }
  });
}

/** Quoted-printable may break a line within a mark. */
function tellMarks(message: Buffer, mark: string): void {
  const text = message.toString("latin1").replaceAll("=\r\n", "");
  const at = Date.now();
  for (const [, digits] of text.matchAll(new RegExp(`${mark}(\\d{6})`, "g"))) {
    const marked: Marked = { nth: Number(digits), at };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
    parentPort?.postMessage(marked);
  }
}

if (!isMainThread) {
  const { counter, mark } = workerData as SinkTask;
  const server = serve({
    holdsMessages: mark !== undefined,
    onTaken(message) {
      Atomics.add(counter, 0, 1);
      if (mark !== undefined) tellMarks(message, mark);
    },
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
    parentPort?.postMessage(port);
  });
}
