import { describe, expect, test } from "vitest";

import { aToken, apiClient } from "../support/api-client.ts";
import { startTocsin } from "../support/tocsin.ts";

const FILE = `
id: in-a-file
to: [desk@example.org]
timezone: UTC
match: [{ regions: [FR] }]
deliver: [{ every: hour }]
`;

const desk = {
  to: ["desk@example.org"],
  timezone: "UTC",
  match: [{ name: "Mali", regions: ["ML"] }],
  deliver: [{ immediately: { severity: "minor", hold: "0s" } }],
};

const start = () => startTocsin({ subscriptions: { file: FILE } });
const ANY = { "if-match": "*" };

describe("PUT /v1/subscriptions/:id", () => {
  test("creates, shows, replaces and removes by the revision that was seen", async () => {
    const ask = apiClient(await start());
    const created = await ask("PUT", "/v1/subscriptions/desk", { body: desk });
    expect(created).toMatchObject({ status: 201, body: { outcome: "created", id: "desk" } });
    const etag = created.headers.get("etag") ?? "";

    const shown = await ask("GET", "/v1/subscriptions/desk");
    expect(shown.body).toMatchObject({ managedBy: "api", document: { id: "desk", ...desk } });
    expect(shown.headers.get("etag")).toBe(etag);

    const replaced = await ask("PUT", "/v1/subscriptions/desk", {
      body: { ...desk, name: "Desk" },
      headers: { "if-match": etag },
    });
    expect(replaced).toMatchObject({ status: 200, body: { outcome: "updated" } });
    const removed = await ask("DELETE", "/v1/subscriptions/desk", { headers: ANY });
    expect(removed.status).toBe(204);
    expect(await ask("GET", "/v1/subscriptions/desk")).toMatchObject({
      status: 404,
      body: { code: "unknown-subscription" },
    });
  });

  test("loses no update: who saw an older revision is told so, who says none is asked", async () => {
    const ask = apiClient(await start());
    const first = await ask("PUT", "/v1/subscriptions/desk", { body: desk });
    const seen = { "if-match": first.headers.get("etag") ?? "" };
    await ask("PUT", "/v1/subscriptions/desk", { body: { ...desk, name: "B" }, headers: seen });
    const late = { body: { ...desk, name: "C" }, headers: seen };
    expect(await ask("PUT", "/v1/subscriptions/desk", late)).toMatchObject({
      status: 412,
      body: { code: "revision-mismatch" },
    });
    expect(await ask("PUT", "/v1/subscriptions/desk", { body: desk })).toMatchObject({
      status: 428,
      body: { code: "revision-needed" },
    });
    const onlyNew = { body: desk, headers: { "if-none-match": "*" } };
    expect((await ask("PUT", "/v1/subscriptions/desk", onlyNew)).status).toBe(412);
    expect((await ask("DELETE", "/v1/subscriptions/desk")).status).toBe(428);
  });

  test("says every fault at once, by its field, as a file's are said", async () => {
    const ask = apiClient(await start());
    const bad = {
      ...desk,
      timezone: "Europe/Londn",
      match: [{ regions: ["Malli"], wrods: ["x"] }],
      tests: [{ report: { text: "" }, expect: "none" }],
    };
    const refused = await ask("PUT", "/v1/subscriptions/desk", { body: bad });
    expect(refused).toMatchObject({ status: 422, body: { code: "invalid-subscription" } });
    expect(refused.body["errors"]).toEqual([
      {
        path: "timezone",
        level: "error",
        message: 'unknown time zone "Europe/Londn"; did you mean "Europe/London"?',
      },
      {
        path: "match.0.regions.0",
        level: "error",
        message: 'unknown region "Malli"; did you mean "ML"?',
      },
      { path: "match.0.wrods", level: "error", message: 'unknown key; did you mean "words"?' },
      { path: "tests.0.report.text", level: "error", message: "empty text" },
    ]);
  });

  test("refuses what fails its own tests", async () => {
    const ask = apiClient(await start());
    const report = { title: "Quiet day in Paris", text: "Nothing happened in Paris, police said." };
    const body = { ...desk, tests: [{ report, expect: { rule: "Mali" } }] };
    const refused = await ask("PUT", "/v1/subscriptions/desk", { body });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body["errors"])).toMatch(/"tests\.0".*test failed/);
  });

  test.for([
    ["a body that is not JSON", "PUT", "/v1/subscriptions/desk", "{", 400, "malformed-json"],
    [
      "an id that the path does not say",
      "PUT",
      "/v1/subscriptions/other",
      { id: "desk", ...desk },
      422,
      "invalid-subscription",
    ],
    ["a file's own", "PUT", "/v1/subscriptions/in-a-file", desk, 409, "managed-by-file"],
    [
      "to remove a file's own",
      "DELETE",
      "/v1/subscriptions/in-a-file",
      undefined,
      409,
      "managed-by-file",
    ],
    [
      "to remove what is not there",
      "DELETE",
      "/v1/subscriptions/none",
      undefined,
      404,
      "unknown-subscription",
    ],
    [
      "a page after no id",
      "GET",
      "/v1/subscriptions?cursor=A%20B",
      undefined,
      400,
      "invalid-query",
    ],
  ] as const)("refuses %s", async ([, method, path, body, status, code]) => {
    const ask = apiClient(await start());
    const answer = await ask(method, path, { body, headers: method === "DELETE" ? ANY : {} });
    expect(answer).toMatchObject({ status, body: { code } });
  });
});

test("a list goes through the files' and the stored ones in the order of ids", async () => {
  const ask = apiClient(await start());
  for (const id of ["zulu", "alpha", "mike"]) {
    await ask("PUT", `/v1/subscriptions/${id}`, { body: desk });
  }
  const pages = [];
  let path = "/v1/subscriptions?limit=2";
  for (let cursor: unknown = ""; cursor !== null;) {
    const { body } = await ask("GET", path);
    pages.push((body["subscriptions"] as { id: string }[]).map(({ id }) => id));
    cursor = body["cursor"];
    path = `/v1/subscriptions?limit=2&cursor=${String(cursor)}`;
  }
  expect(pages).toEqual([
    ["alpha", "in-a-file"],
    ["mike", "zulu"],
  ]);
});

describe("POST /v1/subscriptions", () => {
  test("imports a line each, with a verdict for each, and repeats safely", async () => {
    const ask = apiClient(await start());
    const lines = [
      JSON.stringify({ id: "one", ...desk }),
      "{",
      "",
      JSON.stringify({ id: "two", ...desk, timezone: "Mars" }),
      JSON.stringify({ id: "in-a-file", ...desk }),
      JSON.stringify({ id: "long", name: "x".repeat(300_000) }),
      JSON.stringify({ id: "three", ...desk }),
    ];
    const asked = {
      body: lines.join("\n"),
      headers: { "content-type": "application/x-ndjson" },
    };
    const verdicts = async () => {
      const { body } = await ask("POST", "/v1/subscriptions", asked);
      return String(body["text"])
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .map(({ line, outcome, code }) => [line, outcome, code].filter(Boolean).join(" "));
    };
    expect(await verdicts()).toEqual([
      "1 created",
      "2 refused malformed-json",
      "4 refused invalid-subscription",
      "5 refused managed-by-file",
      "6 refused line-too-long",
      "7 created",
    ]);
    expect((await verdicts()).at(-1)).toBe("7 unchanged");
  });
});

describe("a token", () => {
  test("may do what its scopes say, and nothing else", async () => {
    const tocsin = await start();
    const reads = apiClient(tocsin, await aToken(tocsin, ["incidents:read"]));
    expect((await reads("GET", "/v1/incidents")).status).toBe(200);
    expect(await reads("GET", "/v1/subscriptions")).toMatchObject({
      status: 403,
      body: { code: "missing-scope" },
    });
    const lists = apiClient(tocsin, await aToken(tocsin, ["subscriptions:read"]));
    expect((await lists("GET", "/v1/subscriptions")).status).toBe(200);
    expect((await lists("PUT", "/v1/subscriptions/desk", { body: desk })).status).toBe(403);
  });

  test("is refused once it has expired or was revoked", async () => {
    const tocsin = await start();
    const expiresAt = tocsin.clock.now().add({ minutes: 5 }).toString();
    const token = await aToken(tocsin, ["incidents:read"], { expiresAt });
    const ask = apiClient(tocsin, token);
    expect((await ask("GET", "/v1/incidents")).status).toBe(200);
    const [known] = await tocsin.service.stores.tokens.list();
    expect(known?.lastUsedAt).toBeDefined();
    tocsin.advance({ minutes: 5 });
    expect((await ask("GET", "/v1/incidents")).status).toBe(401);
    expect(await tocsin.service.stores.tokens.revoke(known?.id ?? "")).toBe(true);
    expect(await tocsin.service.stores.tokens.list()).toEqual([]);
  });

  test("that asks more than its rate is told when to come again", async () => {
    const tocsin = await start();
    const ask = apiClient(tocsin, await aToken(tocsin, ["incidents:read"], { perMinute: 2 }));
    await ask("GET", "/v1/incidents");
    await ask("GET", "/v1/incidents");
    const refused = await ask("GET", "/v1/incidents");
    expect(refused).toMatchObject({ status: 429, body: { code: "token-rate-limited" } });
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    tocsin.advance({ seconds: wait });
    expect((await ask("GET", "/v1/incidents")).status).toBe(200);
  });
});
