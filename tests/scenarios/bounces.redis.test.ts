import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

import { expect, test } from "vitest";

import { sign } from "#src/receive/verify-signature.ts";

import { aDeliveryStatus } from "../support/bounces.ts";
import { CHILD_ENV } from "../support/child-env.ts";
import { startTocsin, type Tocsin, WIRE_SECRET } from "../support/tocsin.ts";

const SECRET = Buffer.alloc(32, 9);
const DESK = "desk@example.org";
const URGENT = `
id: urgent
to: [${DESK}, other@example.org]
timezone: UTC
match: [{ name: Mali, regions: [ML] }]
deliver: [{ immediately: { severity: minor, hold: 0s } }]
`;
const attack = (place: string) => ({
  title: `Car bomb kills 14 at market in ${place}, Mali`,
  text: `A car bomb exploded at a crowded market in ${place} in Mali on Friday, killing at least 14 civilians and wounding 30, the governor said.`,
});

async function postBounce(
  tocsin: Tocsin,
  body: Buffer | string,
  over: Record<string, string> = {},
) {
  const id = `msg_${crypto.randomUUID()}`;
  const timestamp = String(Math.floor(tocsin.clock.now().epochMilliseconds / 1000));
  const signature = sign(Buffer.from(body), { id, timestamp }, SECRET).toString("base64");
  return fetch(`${tocsin.url}/v1/bounces`, {
    method: "POST",
    headers: {
      "content-type": typeof body === "string" ? "application/json" : "message/rfc822",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
      ...over,
    },
    body: new Uint8Array(Buffer.from(body)),
  });
}

async function command(tocsin: Tocsin, ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, ["src/main.ts", "addresses", ...args], {
    env: { ...CHILD_ENV, ...tocsin.env, WIRE_SECRET },
    stdio: ["ignore", "pipe", "ignore"],
  });
  return (await text(child.stdout)).trim();
}

test(
  "mail that comes back for five days pauses its address and no other, until an operator resumes it",
  { timeout: 60_000 },
  async () => {
    const tocsin = await startTocsin({
      subscriptions: { urgent: URGENT },
      env: {
        TOCSIN_BOUNCE_ADDRESS: "bounces@alerts.example.org",
        TOCSIN_BOUNCE_SECRET: `whsec_${SECRET.toString("base64")}`,
      },
    });
    await tocsin.send(attack("Gao"));
    const first = await tocsin.mailbox(DESK).expectDigest(/Gao/);
    const other = await tocsin.mailbox("other@example.org").expectDigest(/Gao/);
    expect(first.from).toMatch(/^bounces\+[a-z2-7]{26}@alerts\.example\.org$/);
    expect(other.from).not.toBe(first.from);

    for (let day = 0; day < 5; day += 1) {
      const taken = await postBounce(tocsin, aDeliveryStatus({ to: first.from }));
      expect(taken.status).toBe(204);
      tocsin.advance({ hours: 24 });
    }
    const metrics = await (await fetch(`${tocsin.url}/metrics`)).text();
    expect(metrics).toMatch(/^tocsin_addresses_paused 1$/m);
    expect(await command(tocsin, "list")).toContain(`${DESK}  `);

    await tocsin.send(attack("Kidal"));
    await tocsin.mailbox("other@example.org").expectDigest(/Kidal/);
    await tocsin.mailbox(DESK).expectNothing();

    expect(await command(tocsin, "resume", DESK)).toBe(`${DESK} gets mail again`);
    await tocsin.send(attack("Mopti"));
    await tocsin.mailbox(DESK).expectDigest(/Mopti/);
    await tocsin.mailbox("other@example.org").expectDigest(/Mopti/);
  },
);

test("a bounce that is not signed, or says nothing, is refused", { timeout: 30_000 }, async () => {
  const tocsin = await startTocsin({
    subscriptions: { urgent: URGENT },
    env: { TOCSIN_BOUNCE_SECRET: `whsec_${SECRET.toString("base64")}` },
  });
  const notice = JSON.stringify({ address: DESK, kind: "complaint" });
  expect((await postBounce(tocsin, notice)).status).toBe(204);
  expect((await postBounce(tocsin, notice, { "webhook-signature": "v1,AAAA" })).status).toBe(401);
  expect((await postBounce(tocsin, notice, { "webhook-timestamp": "1" })).status).toBe(401);
  expect((await postBounce(tocsin, JSON.stringify({ address: DESK }))).status).toBe(422);
});

test("where no secret is set nothing takes bounces", { timeout: 30_000 }, async () => {
  const tocsin = await startTocsin({ subscriptions: { urgent: URGENT } });
  expect((await postBounce(tocsin, "{}")).status).toBe(404);
});
