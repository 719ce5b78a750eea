import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

import { expect, test, vi } from "vitest";

import { CHILD_ENV } from "../support/child-env.ts";
import { startScriptedSmtp } from "../support/scripted-smtp.ts";
import { startTocsin } from "../support/tocsin.ts";

const READERS = ["a", "b", "c", "d", "e", "f"].map((name) => `${name}@example.org`);
const URGENT = `
id: urgent
to: [${READERS.join(", ")}]
timezone: UTC
match: [{ name: Mali, regions: [ML] }]
deliver: [{ immediately: { severity: minor, hold: 0s } }]
`;
const report = {
  title: "Car bomb kills 14 at market in Gao, Mali",
  text: "A car bomb exploded at a crowded market in Gao in northern Mali on Friday, killing at least 14 civilians and wounding 30, the governor said.",
};

async function command(env: Readonly<Record<string, string>>, ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, ["src/main.ts", ...args], {
    env: { ...CHILD_ENV, ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  return (await text(child.stdout)).trim();
}

test(
  "a relay that refuses us pauses the sending to all; nobody is struck off, and all get their mail when it is mended",
  { timeout: 60_000 },
  async () => {
    const relay = await startScriptedSmtp();
    relay.failAlways("MAIL", { reply: "550 5.7.1 we do not know you" });
    const tocsin = await startTocsin({
      subscriptions: { urgent: URGENT },
      smtpUrl: `smtp://127.0.0.1:${relay.port}`,
    });
    await tocsin.send(report);
    const paused = await vi.waitFor(
      async () => {
        const pause = await tocsin.service.stores.relay.pause();
        if (!pause) throw new Error("not paused yet");
        return pause;
      },
      { timeout: 30_000 },
    );
    expect(paused.reason).toContain("we do not know you");
    expect(await command(tocsin.env, "relay", "status")).toContain("we do not know you");
    const metrics = await (await fetch(`${tocsin.url}/metrics`)).text();
    expect(metrics).toMatch(/^tocsin_relay_paused 1$/m);

    relay.failAlways("MAIL", undefined);
    expect(await command(tocsin.env, "relay", "resume")).toBe("sending goes on");
    expect(await command(tocsin.env, "relay", "status")).toBe("sending is not paused");
    tocsin.advance({ minutes: 6 });
    await vi.waitFor(() => expect(relay.taken).toHaveLength(READERS.length), { timeout: 20_000 });
    expect(relay.taken.map(({ to }) => to).toSorted()).toEqual(READERS);
    expect(await tocsin.service.stores.outbox.dead()).toEqual([]);
  },
);
