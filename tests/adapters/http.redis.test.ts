import { describe, expect, test } from "vitest";

import { signedPost } from "../support/posting.ts";
import { API_TOKEN, startTocsin, type Tocsin } from "../support/tocsin.ts";

const SUBSCRIPTION = `
id: any
name: Any
to: [desk@example.org]
timezone: UTC
match: [{ regions: [ML] }]
deliver: [{ every: hour }]
`;

const report = {
  externalId: "story-1",
  title: "Kidnapping near Gao, Mali",
  text: "Gunmen kidnapped two aid workers near Gao in Mali on Friday, the governor said.",
};

const start = () => startTocsin({ subscriptions: { any: SUBSCRIPTION } });

const authorized = { headers: { authorization: `Bearer ${API_TOKEN}` } };

async function answerTo(tocsin: Tocsin, init: RequestInit, path = "/v1/reports/wire") {
  const answer = await fetch(`${tocsin.url}${path}`, { method: "POST", ...init });
  return { answer, body: (await answer.json()) as Record<string, unknown> };
}

function signedInit(
  tocsin: Tocsin,
  body: string | object | Buffer,
  over: Record<string, string> = {},
): RequestInit {
  const post = signedPost(body, { at: tocsin.clock.now() });
  return {
    body: new Uint8Array(post.body),
    headers: {
      "content-type": "application/json",
      "webhook-id": post.webhookId,
      "webhook-timestamp": post.timestamp,
      "webhook-signature": post.signature,
      ...over,
    },
  };
}

describe("POST /v1/reports", () => {
  test("answers a batch with a verdict a line, the same when it is sent again", async () => {
    const tocsin = await start();
    const lines = [JSON.stringify(report), '{"text":7}', "no json"].join("\n");
    const init = signedInit(tocsin, lines, { "content-type": "application/x-ndjson" });
    const verdicts = async () => {
      const answer = await fetch(`${tocsin.url}/v1/reports/wire`, { method: "POST", ...init });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toContain("application/x-ndjson");
      return (await answer.text())
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as object);
    };
    expect(await verdicts()).toMatchObject([
      { line: 1, status: "accepted", id: expect.stringMatching(/^r-/) },
      { line: 2, status: "refused", code: "invalid-report", errors: [{ path: "text" }] },
      { line: 3, status: "refused", code: "malformed-json" },
    ]);
    expect(await verdicts()).toMatchObject([{ line: 1, status: "duplicate" }, {}, {}]);
    await tocsin.filed();
  });

  test("takes a CAP alert, and its cancellation withdraws what it told", async () => {
    const tocsin = await start();
    const cap = (id: string, rest: string) =>
      `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${id}</identifier><sent>2026-11-27T16:00:00Z</sent><status>Actual</status>${rest}<info><event>Flood</event><description>${report.text}</description></info></alert>`;
    const send = (xml: string) =>
      answerTo(tocsin, signedInit(tocsin, xml, { "content-type": "application/cap+xml" }));
    const first = await send(cap("A-1", "<msgType>Alert</msgType>"));
    expect(first.answer.status).toBe(202);
    await send(cap("A-2", "<msgType>Cancel</msgType><references>s,A-1,t</references>"));
    await tocsin.filed();
    const incident = `i-${String(first.body["id"]).slice(2)}`;
    expect(await tocsin.service.stores.log.find(incident)).toMatchObject({ retracted: true });
  });

  test("answers 202 once, 200 to the same again, 409 to another body under the same id", async () => {
    const tocsin = await start();
    const first = await tocsin.post(report, "msg_1");
    expect(first.status).toBe(202);
    const receipt = (await first.json()) as { id: string; status: string };
    expect(receipt.status).toBe("accepted");

    const again = await tocsin.post(report, "msg_1");
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ id: receipt.id, status: "duplicate" });

    const changed = await tocsin.post({ ...report, text: "Something else." }, "msg_1");
    expect(changed.status).toBe(409);
    const sameStory = await tocsin.post({ ...report, title: "Other" }, "msg_2");
    expect(await sameStory.json()).toMatchObject({ status: 409, code: "conflict" });
    await tocsin.settled();
  });

  test("lets one of many concurrent doubles in", async () => {
    const tocsin = await start();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => tocsin.post(report, "msg_1")),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...Array.from({ length: 19 }, () => 200), 202]);
    await tocsin.settled();
  });

  test("refuses with one answer and no hint whatever is wrong with the signature", async () => {
    const tocsin = await start();
    const stale = signedPost(report, { at: tocsin.clock.now().subtract({ minutes: 10 }) });
    const bodies = await Promise.all([
      answerTo(tocsin, { body: "{}", headers: { "content-type": "application/json" } }),
      answerTo(tocsin, signedInit(tocsin, report, { "webhook-signature": "v1,AAAA" })),
      answerTo(tocsin, signedInit(tocsin, report, { "webhook-timestamp": stale.timestamp })),
      answerTo(tocsin, signedInit(tocsin, report), "/v1/reports/nobody"),
    ]);
    for (const { answer, body } of bodies) {
      expect(answer.status).toBe(401);
      expect(body).toEqual(bodies[0]?.body);
    }
  });

  test("names every field at fault at once", async () => {
    const tocsin = await start();
    const { answer, body } = await answerTo(
      tocsin,
      signedInit(tocsin, { text: "", url: "ftp://x", when: 1 }),
    );
    expect(answer.status).toBe(422);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(body).toMatchObject({ code: "invalid-report" });
    const errors = body["errors"] as { path: string }[];
    expect(errors.map(({ path }) => path).toSorted()).toEqual(["text", "url", "when"]);
  });

  test.for([
    ["a body that is not JSON", "{", {}, 400, "malformed-json"],
    [
      "a media type it does not read",
      "<x/>",
      { "content-type": "text/plain" },
      415,
      "unsupported-media-type",
    ],
    ["a body over the limit", "x".repeat(1_100_000), {}, 413, "body-too-large"],
  ] as const)("refuses %s", async ([, body, headers, status, code]) => {
    const tocsin = await start();
    const refused = await answerTo(tocsin, signedInit(tocsin, body, headers));
    expect(refused.answer.status).toBe(status);
    expect(refused.body).toMatchObject({ status, code });
  });

  test("refuses a webhook-id with a dot, once its signature was found good", async () => {
    const tocsin = await start();
    const answer = await tocsin.post(report, "a.b");
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "webhook-id-invalid" });
  });

  test("counts every refusal under the code that the sender was told", async () => {
    const tocsin = await start();
    await answerTo(tocsin, signedInit(tocsin, "{"));
    const metrics = await (await fetch(`${tocsin.url}/metrics`)).text();
    expect(metrics).toContain(
      'tocsin_reports_received_total{source="wire",outcome="malformed-json"} 1',
    );
  });
});

test("with Redis down a report is answered 503 with Retry-After within two seconds", async () => {
  const tocsin = await startTocsin({
    subscriptions: { any: SUBSCRIPTION },
    env: { REDIS_URL: "redis://127.0.0.1:1" },
  });
  const asked = performance.now();
  const answer = await tocsin.post(report);
  expect(performance.now() - asked).toBeLessThan(2_000);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: "storage-unavailable" });
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await fetch(`${tocsin.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${tocsin.url}/readyz`)).status).toBe(503);
});

describe("GET /v1/incidents", () => {
  test("shows the filed incident with its classification, by region and by threat", async () => {
    const tocsin = await start();
    await tocsin.send(report);
    const found = await fetch(
      `${tocsin.url}/v1/incidents?region=ML&threat=crime/kidnapping`,
      authorized,
    );
    const { incidents } = (await found.json()) as { incidents: { id: string; headline: string }[] };
    expect(incidents.map(({ headline }) => headline)).toEqual([report.title]);
    const severities = ["minor", "extreme"].map(async (severity) => {
      const page = await fetch(`${tocsin.url}/v1/incidents?severity=${severity}`, authorized);
      return ((await page.json()) as { incidents: unknown[] }).incidents.length;
    });
    // This or worse, as in a rule.
    expect(await Promise.all(severities)).toEqual([1, 0]);
    const one = await fetch(`${tocsin.url}/v1/incidents/${String(incidents[0]?.id)}`, authorized);
    expect(await one.json()).toMatchObject({ classification: { country: "ML", relevant: true } });
    await tocsin.settled();
  });

  test.for([
    ["/v1/incidents", {}, 401, "unauthorized"],
    [
      "/v1/incidents",
      { headers: { authorization: "Bearer wrong-token-altogether" } },
      401,
      "unauthorized",
    ],
    ["/v1/incidents?region=Mali&since=now", authorized, 400, "invalid-query"],
    ["/v1/incidents/nothing", authorized, 404, "unknown-incident"],
    ["/nowhere", authorized, 404, "not-found"],
  ] as const)("%s answers %s with a code", async ([path, init, status, code]) => {
    const tocsin = await start();
    const answer = await fetch(`${tocsin.url}${path}`, init);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code });
  });
});

test("a link that was made up opens nothing", async () => {
  const tocsin = await start();
  const answer = await fetch(`${tocsin.url}/m/made-up.token`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain("not one of ours");
});

test("it says when it is ready", async () => {
  const tocsin = await start();
  const answer = await fetch(`${tocsin.url}/readyz`);
  expect(await answer.json()).toEqual({ status: "ready", checks: { redis: null, draining: null } });
});
