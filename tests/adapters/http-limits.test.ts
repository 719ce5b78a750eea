import { once } from "node:events";
import { connect } from "node:net";

import type { FastifyInstance } from "fastify";
import { describe, expect, onTestFinished, test, vi } from "vitest";

import { limitInFlight } from "#src/adapters/http/limit-in-flight.ts";
import { startHttpServer } from "#src/adapters/http/server.ts";

import { quietLogger } from "../support/steps.ts";

const LIMITS = { requestMs: 300, lookForSlowMs: 50, connections: 2 };

async function aServer(addRoutes: (server: FastifyInstance) => void, limits?: typeof LIMITS) {
  const address = { host: "127.0.0.1", port: 0 };
  const server = await startHttpServer(address, quietLogger, addRoutes, limits);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server.port;
}

describe("too many requests at once", () => {
  async function busyServer(most: number) {
    const held: (() => void)[] = [];
    const refused: string[] = [];
    const port = await aServer((server) => {
      limitInFlight(server, () => refused.push("overloaded"), most);
      server.get("/slow", async () => {
        await new Promise<void>((resolve) => held.push(resolve));
        return "done";
      });
    });
    const release = () => {
      for (const done of held.splice(0)) done();
    };
    const ask = (signal?: AbortSignal) =>
      fetch(`http://127.0.0.1:${port}/slow`, signal ? { signal } : {});
    const underWay = (count: number) => vi.waitFor(() => expect(held).toHaveLength(count));
    return { ask, release, underWay, refused };
  }

  test("are told at once to come back, and those under way are answered", async () => {
    const { ask, release, underWay, refused } = await busyServer(2);
    const first = [ask(), ask()];
    await underWay(2);
    const third = await ask();
    expect(third.status).toBe(503);
    expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await third.json()).toMatchObject({ code: "overloaded" });
    expect(refused).toEqual(["overloaded"]);
    release();
    for (const answer of await Promise.all(first)) expect(answer.status).toBe(200);
  });

  test("leave no place taken, whether answered or broken off", async () => {
    const { ask, release, underWay } = await busyServer(1);
    const leaving = new AbortController();
    const left = ask(leaving.signal).catch(() => "left");
    await underWay(1);
    leaving.abort();
    expect(await left).toBe("left");
    release();
    await vi.waitFor(async () => {
      const next = ask();
      await underWay(1);
      release();
      expect((await next).status).toBe(200);
    });
  });
});

describe("a sender that is slow", () => {
  test.for<readonly [string, string]>([
    ["sends nothing", ""],
    ["never ends its headers", "POST /slow HTTP/1.1\r\nhost: x\r\nx-a: b\r\n"],
    [
      "never ends its body",
      "POST /slow HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
    ],
  ])("and %s is hung up on", async ([, sent]) => {
    const port = await aServer((server) => server.post("/slow", async () => "done"), LIMITS);
    const socket = connect({ host: "127.0.0.1", port });
    socket.resume().write(sent);
    await once(socket, "close");
    expect(socket.destroyed).toBe(true);
  });
});

test("connections over the limit are closed, and a free place is given again", async () => {
  const port = await aServer((server) => server.get("/", async () => "done"), {
    ...LIMITS,
    requestMs: 60_000,
  });
  const [first, second] = [
    connect({ host: "127.0.0.1", port }),
    connect({ host: "127.0.0.1", port }),
  ];
  await Promise.all([once(first, "connect"), once(second, "connect")]);
  const third = connect({ host: "127.0.0.1", port });
  third.on("error", () => {});
  await once(third.resume(), "close");
  first.destroy();
  second.destroy();
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200));
});
