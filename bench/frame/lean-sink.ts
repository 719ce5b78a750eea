import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

/** A mail server in a thread of its own that reads no more than it must: it takes everything and keeps nothing. */
export interface LeanSink extends AsyncDisposable {
  readonly url: string;
  taken(): number;
}

export async function startLeanSink(): Promise<LeanSink> {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(import.meta.url), { workerData: counter });
  const [port] = (await once(worker, "message")) as [number];
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken: () => Atomics.load(counter, 0),
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}

const END = Buffer.from("\r\n.\r\n");

function serve(onTaken: () => void) {
  return createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.write("220 sink ESMTP\r\n");
    converse(socket, onTaken);
  });
}

function converse(socket: Socket, onTaken: () => void): void {
  let inData = false;
  let rest: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = inData ? rest.indexOf(END) : rest.indexOf("\r\n");
      if (end === -1) {
        // Of a message just what may be the beginning of its end.
        if (inData) rest = rest.subarray(Math.max(0, rest.length - END.length));
        return;
      }
      const command = inData ? "" : rest.toString("latin1", 0, 4).toUpperCase();
      rest = rest.subarray(end + (inData ? END.length : 2));
      if (inData) {
        inData = false;
        onTaken();
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

if (!isMainThread) {
  const counter = workerData as Int32Array<SharedArrayBuffer>;
  const server = serve(() => void Atomics.add(counter, 0, 1));
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
    parentPort?.postMessage(port);
  });
}
