import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** What becomes of connections while it lasts. */
export const WEATHER = [
  "latency",
  "trickle",
  "half-open",
  "cut",
  "reset",
  "swallow-reply",
] as const;

export type Weather = (typeof WEATHER)[number];

export interface FaultProxy extends AsyncDisposable {
  readonly port: number;
  /**
   * `cut` and `reset` end every connection, once. `swallow-reply` lets each connection's next request
   * through and ends it when the reply comes. The others last until the weather is fair again.
   */
  bring(weather: Weather): void;
  clear(): void;
}

const LATENCY_MS = 120;
const TRICKLE = { bytes: 64, everyMs: 5 };

interface Pipe {
  readonly near: Socket;
  readonly far: Socket;
  /** The next bytes that come back are thrown away, and the connection with them. */
  swallows: boolean;
}

/** Stands between a client and the server on `target`, and spoils what goes through it. */
export async function startFaultProxy(target: number): Promise<FaultProxy> {
  const pipes = new Set<Pipe>();
  let weather: Weather | undefined;
  const server = createServer((near) => {
    const far = connect({ host: "127.0.0.1", port: target });
    const pipe: Pipe = { near, far, swallows: false };
    pipes.add(pipe);
    const end = (): void => {
      pipes.delete(pipe);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on("error", end);
      socket.on("close", end);
    }
    const forward = forwarder(() => weather);
    near.on("data", forward(far));
    const back = forward(near);
    far.on("data", (chunk: Buffer) => {
      if (!pipe.swallows) return back(chunk);
      near.resetAndDestroy();
      return end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    bring(next) {
      if (next === "cut") for (const { near } of pipes) near.destroy();
      else if (next === "reset") for (const { near } of pipes) near.resetAndDestroy();
      else if (next === "swallow-reply") for (const pipe of pipes) pipe.swallows = true;
      else weather = next;
    },
    clear() {
      // What was half open has lost bytes: it cannot go on.
      if (weather === "half-open") for (const { near } of pipes) near.destroy();
      weather = undefined;
    },
    async [Symbol.asyncDispose]() {
      for (const { near } of pipes) near.destroy();
      server.close();
    },
  };
}

/** Bytes keep their order whatever the weather: each chunk waits for the one before it. */
function forwarder(weather: () => Weather | undefined) {
  return (to: Socket): ((chunk: Buffer) => void) => {
    let before = Promise.resolve();
    let waiting = 0;
    return (chunk) => {
      const now = weather();
      if (now === "half-open") return;
      if (waiting === 0 && now !== "latency" && now !== "trickle") return void to.write(chunk);
      waiting += 1;
      const inTurn = async (earlier: Promise<void>): Promise<void> => {
        await earlier;
        if (now === "latency") await after(LATENCY_MS);
        if (now === "trickle") await writeSlowly(to, chunk);
        else to.write(chunk);
        waiting -= 1;
      };
      before = inTurn(before);
    };
  };
}

async function writeSlowly(to: Socket, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length && !to.destroyed; at += TRICKLE.bytes) {
    to.write(chunk.subarray(at, at + TRICKLE.bytes));
    await after(TRICKLE.everyMs);
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
