import { describe, expect, test, vi } from "vitest";

import { apiClient } from "../support/api-client.ts";
import { startTocsin } from "../support/tocsin.ts";

const DESK = `
id: desk
to: [desk@example.org]
timezone: UTC
match: [{ name: Mali, regions: [ML] }]
deliver: [{ every: hour }]
`;

const kidnapping = {
  title: "Two aid workers kidnapped near Gao, Mali",
  text: "Gunmen kidnapped two aid workers near Gao in northern Mali on Friday, the governor said.",
};

const start = () => startTocsin({ subscriptions: { desk: DESK } });
const PATIENCE = { timeout: 10_000, interval: 25 };

describe("POST /v1/explain", () => {
  test("tells who hears of a report, by which delivery and rule, and who does not and why", async () => {
    const ask = apiClient(await start());
    const heard = await ask("POST", "/v1/explain", { body: { report: kidnapping } });
    expect(heard.body["traces"]).toMatchObject([
      { subscription: "desk", matched: true, deliveries: [{ kind: "hourly" }] },
    ]);
    const elsewhere = {
      ...kidnapping,
      title: "Two kidnapped in Paris",
      text: "Two were kidnapped in Paris.",
    };
    const missed = await ask("POST", "/v1/explain", { body: { report: elsewhere } });
    expect(missed.body["traces"]).toMatchObject([
      { matched: false, deliveries: [], misses: [{ rule: "Mali", failed: { clause: "regions" } }] },
    ]);
  });

  test("tells of a stored incident, of those asked about alone, and of a silence", async () => {
    const tocsin = await start();
    const ask = apiClient(tocsin);
    await tocsin.send(kidnapping);
    const { body } = await ask("GET", "/v1/incidents");
    const [incident] = body["incidents"] as { id: string }[];
    const silence = {
      match: { regions: ["ML"] },
      reason: "Drill",
      endsAt: tocsin.clock.now().add({ hours: 1 }).toString(),
    };
    expect((await ask("POST", "/v1/silences", { body: silence })).status).toBe(201);
    await vi.waitFor(async () => {
      const question = { incident: incident?.id, subscriptions: ["desk"] };
      const told = await ask("POST", "/v1/explain", { body: question });
      expect(told.body["traces"]).toMatchObject([
        { deliveries: [{ silencedBy: { reason: "Drill", author: "bootstrap" } }] },
      ]);
    }, PATIENCE);
    await tocsin.settled();
  });

  test.for([
    ["neither report nor incident", {}, 422, "invalid-question"],
    ["an incident that is not there", { incident: "i-none" }, 404, "unknown-incident"],
    ["no JSON", "{", 400, "malformed-json"],
  ] as const)("refuses %s", async ([, body, status, code]) => {
    const ask = apiClient(await start());
    const refused = await ask("POST", "/v1/explain", { body });
    expect(refused).toMatchObject({ status, body: { code } });
  });
});

describe("dead letters", () => {
  test("are listed, shown, put back and ended", async () => {
    const tocsin = await start();
    const ask = apiClient(tocsin);
    const { inbox } = tocsin.service.stores;
    const id = "r-set-aside";
    const receivedAt = tocsin.clock.now().toString();
    const report = { id, source: "wire", ...kidnapping, receivedAt };
    await inbox.accept([{ report, bodyHash: "hash" }]);
    await inbox.bury(id, "unclassifiable", "for a test");
    expect((await ask("GET", "/v1/dead")).body["letters"]).toMatchObject([{ id, kind: "report" }]);
    expect((await ask("GET", `/v1/dead/${id}`)).body).toMatchObject({ reason: "unclassifiable" });
    expect((await ask("POST", `/v1/dead/${id}/replay`)).status).toBe(204);
    await tocsin.filed();
    expect(await ask("DELETE", `/v1/dead/${id}`)).toMatchObject({
      status: 404,
      body: { code: "unknown-dead-letter" },
    });
    await tocsin.settled();
  });
});

describe("silences", () => {
  test("are added with a reason and an end, listed, and ended", async () => {
    const tocsin = await start();
    const ask = apiClient(tocsin);
    const endsAt = tocsin.clock.now().add({ hours: 4 }).toString();
    const body = { subscriptions: ["desk"], reason: "Holiday", author: "duty", endsAt };
    const { body: added } = await ask("POST", "/v1/silences", { body });
    const path = `/v1/silences/${String(added["id"])}`;
    const listed = async () => (await ask("GET", "/v1/silences")).body["silences"];
    expect(await listed()).toMatchObject([{ ...body, hits: 0, state: "in force" }]);
    tocsin.advance({ minutes: 1 });
    expect((await ask("DELETE", path)).status).toBe(204);
    expect(await listed()).toMatchObject([{ state: "ended" }]);
    expect((await ask("DELETE", path)).body).toMatchObject({ code: "unknown-silence" });
  });

  test.for([
    [
      "no reason",
      { subscriptions: ["desk"], endsAt: "2099-01-01T00:00:00Z" },
      422,
      "invalid-silence",
    ],
    ["no JSON", "{", 400, "malformed-json"],
  ] as const)("are refused with %s", async ([, body, status, code]) => {
    const ask = apiClient(await start());
    expect(await ask("POST", "/v1/silences", { body })).toMatchObject({ status, body: { code } });
  });
});

test("feeds hold what the list of incidents holds", async () => {
  const tocsin = await start();
  const ask = apiClient(tocsin);
  await tocsin.send(kidnapping);
  for (const path of ["/v1/feed.atom", "/v1/feed.cap"]) {
    const found = await ask("GET", `${path}?region=ML`);
    expect(found.headers.get("content-type")).toContain("application/atom+xml");
    expect(found.body["text"]).toContain(kidnapping.title);
    expect((await ask("GET", `${path}?region=FR`)).body["text"]).not.toContain("<entry>");
    expect((await ask("GET", `${path}?region=Mali`)).status).toBe(400);
  }
  await tocsin.settled();
});

describe("GET /v1/subscriptions/:id/preview", () => {
  test("shows the mail of a window, and says where nothing would be told", async () => {
    const tocsin = await start();
    const ask = apiClient(tocsin);
    const path = "/v1/subscriptions/desk/preview";
    expect((await ask("GET", path)).body).toEqual({ mail: null });
    await tocsin.send(kidnapping);
    tocsin.advance({ seconds: 1 });
    const shown = await ask("GET", path);
    expect(shown.body["mail"]).toMatchObject({ items: 1, subject: expect.stringMatching(/Gao/) });
    expect(await ask("GET", "/v1/subscriptions/none/preview")).toMatchObject({
      status: 404,
      body: { code: "unknown-subscription" },
    });
    const backwards = `${path}?from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z`;
    expect((await ask("GET", backwards)).body).toMatchObject({ code: "invalid-query" });
    await tocsin.settled();
  });
});
