import { describe, expect, test } from "vitest";

import { examineDelivery, reportId } from "#src/receive/receive-report.ts";

import { aSource, FIELD_KEY, signedPost } from "../support/posting.ts";

const now = Temporal.Instant.from("2026-11-21T07:00:00Z");
const wire = aSource();
const field = aSource({ id: "field-reports", secrets: [FIELD_KEY], language: "fr" });
const minimal = { text: "Gunmen attacked a convoy near Gao." };

const examine = (
  body: Parameters<typeof signedPost>[0],
  over: {
    source?: string | undefined;
    sources?: readonly (typeof wire)[];
    webhookId?: string;
    key?: Buffer;
  } = {},
) =>
  examineDelivery(
    { source: "source" in over ? over.source : "wire", ...signedPost(body, { at: now, ...over }) },
    over.sources ?? [wire, field],
    now,
  );

describe("a signed report", () => {
  test("is accepted under an id made from its source and webhook-id alone", () => {
    const one = examine(minimal, { webhookId: "msg_1" });
    expect(one).toMatchObject({
      ok: true,
      arrival: { report: { id: reportId("wire", "msg_1"), source: "wire", text: minimal.text } },
    });
    expect(reportId("wire", "msg_1")).not.toBe(reportId("field-reports", "msg_1"));
    expect(reportId("wire", "msg_1")).not.toBe(reportId("wire", "msg_2"));
  });

  test("takes its source's language where it says none, and its own where it does", () => {
    const french = examine(minimal, { source: "field-reports", key: FIELD_KEY });
    expect(french).toMatchObject({ arrival: { report: { language: "fr" } } });
    const spanish = examine({ ...minimal, language: "es" });
    expect(spanish).toMatchObject({ arrival: { report: { language: "es" } } });
  });

  test("needs no source in the path where just one is configured", () => {
    expect(examine(minimal, { source: undefined, sources: [wire] })).toMatchObject({ ok: true });
  });

  test("loses a lone surrogate, which UTF-8 cannot carry", () => {
    const answer = examine(String.raw`{"text": "Blast \ud800 in Gao"}`);
    expect(answer).toMatchObject({ arrival: { report: { text: "Blast \ufffd in Gao" } } });
  });
});

describe("who is refused without a hint", () => {
  test.for([
    ["an unknown source", { source: "rumours" }, "unknown-source"],
    [
      "the plain path where several sources are configured",
      { source: undefined },
      "unknown-source",
    ],
    ["another source's key", { key: FIELD_KEY }, "no-match"],
  ] as const)("%s", ([, over, cause]) => {
    expect(examine(minimal, over)).toEqual({ ok: false, code: "unauthorized", cause });
  });

  test.for(["webhookId", "timestamp", "signature"] as const)("a delivery without %s", (header) => {
    const post = { source: "wire", ...signedPost(minimal, { at: now }), [header]: undefined };
    expect(examineDelivery(post, [wire], now)).toEqual({
      ok: false,
      code: "unauthorized",
      cause: "missing-header",
    });
  });
});

test.for(["msg.1", "msg 1", "x".repeat(257)])("a webhook-id like %s is refused", (webhookId) => {
  expect(examine(minimal, { webhookId })).toEqual({ ok: false, code: "webhook-id-invalid" });
});

test("an unsigned sender is not told that its webhook-id is wrong, which would tell that the source exists", () => {
  const answer = examine(minimal, { webhookId: "msg.1", key: FIELD_KEY });
  expect(answer).toMatchObject({ ok: false, code: "unauthorized" });
});

describe("a body that cannot be read", () => {
  test("is named as not JSON", () => {
    expect(examine("{text:")).toMatchObject({ ok: false, code: "malformed-json" });
  });

  test("is named as not UTF-8", () => {
    expect(examine(Buffer.from([0x22, 0xff, 0x22]))).toMatchObject({ code: "invalid-utf8" });
  });

  test("has every fault named at once", () => {
    const answer = examine({
      text: "",
      title: 7,
      url: "javascript:alert(1)",
      publishedAt: "yesterday",
      language: "english language",
      publishedat: "2026-11-21",
    });
    const paths = answer.ok || !answer.errors ? [] : answer.errors.map(({ path }) => path);
    expect(paths.toSorted()).toEqual([
      "language",
      "publishedAt",
      "publishedat",
      "text",
      "title",
      "url",
    ]);
  });

  test.for([
    ["2026-11-21", true],
    ["2026-11-21T07:00:00Z", true],
    ["2026-11-21T07:00:00.5+01:00", true],
    ["2026-02-30", false],
    ["2026-11-21T25:00:00Z", false],
    ["21/11/2026", false],
  ] as const)("publishedAt %s is a date: %s", ([publishedAt, ok]) => {
    expect(examine({ ...minimal, publishedAt }).ok).toBe(ok);
  });

  test.for(["retracts", "corrects"])("may not say of itself that it %s it", (way) => {
    const answer = examine({ ...minimal, externalId: "a", [way]: "a" });
    expect(answer).toMatchObject({ code: "invalid-report", errors: [{ path: way }] });
  });

  test("may not retract and correct at once", () => {
    const answer = examine({ ...minimal, retracts: "a", corrects: "b" });
    expect(answer).toMatchObject({ errors: [{ path: "corrects" }] });
  });
});
