import { describe, expect, test } from "vitest";

import { readPosted } from "#src/receive/read-posted.ts";

const read = (body: string, contentType?: string) =>
  readPosted(new TextEncoder().encode(body), contentType);

describe("JSON lines", () => {
  test("are read each by itself", () => {
    const body = '{"text":"Blast in Gao"}\n\n{"text":5}\nno json\n{"text":"Blast in Kidal"}\n';
    expect(read(body, "application/x-ndjson; charset=utf-8")).toMatchObject({
      ok: true,
      isBatch: true,
      readings: [
        { ok: true, report: { text: "Blast in Gao" } },
        { ok: false, code: "invalid-report", errors: [{ path: "text" }] },
        { ok: false, code: "malformed-json" },
        { ok: true, report: { text: "Blast in Kidal" } },
      ],
    });
  });

  test("are at most a thousand", () => {
    expect(read("{}\n".repeat(1_001), "application/x-ndjson")).toEqual({
      ok: false,
      code: "batch-too-long",
    });
  });
});

const alert = (over: { head?: string; info?: string } = {}) => `<?xml version="1.0"?>
<cap:alert xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2">
  <cap:identifier>KSTO-1</cap:identifier><cap:sender>w@example.org</cap:sender>
  <cap:sent>2026-11-27T16:00:00-00:00</cap:sent>
  ${over.head ?? "<cap:status>Actual</cap:status><cap:msgType>Alert</cap:msgType>"}
  ${
    over.info ??
    `<cap:info><cap:language>en-US</cap:language><cap:event>Flood</cap:event>
    <cap:headline>Flood warning &amp; evacuation</cap:headline><cap:description>The river rises.</cap:description>
    <cap:instruction>Leave.</cap:instruction><cap:web>https://example.org/a</cap:web>
    <cap:area><cap:areaDesc>Gao</cap:areaDesc></cap:area></cap:info>
    <cap:info><cap:language>fr</cap:language><cap:event>Crue</cap:event></cap:info>`
  }
</cap:alert>`;

const referring = (msgType: string) =>
  `<cap:status>Actual</cap:status><cap:msgType>${msgType}</cap:msgType>
   <cap:references>w@example.org,KSTO-0,2026-11-27T14:00:00-00:00 w@example.org,KSTO-00,2026-11-27T15:00:00-00:00</cap:references>`;

const reportOf = (xml: string) => {
  const reading = read(xml, "application/cap+xml");
  const [only] = reading.ok ? reading.readings : [];
  return only?.ok ? only.report : reading;
};

describe("a CAP 1.2 alert", () => {
  test("is a report in the first of its languages", () => {
    expect(reportOf(alert())).toEqual({
      externalId: "KSTO-1",
      title: "Flood warning & evacuation",
      text: "The river rises.\n\nGao\n\nLeave.",
      url: "https://example.org/a",
      publishedAt: "2026-11-27T16:00:00-00:00",
      language: "en-US",
    });
  });

  test("is named by its event where it says no more", () => {
    const info = "<cap:info><cap:event>Flood</cap:event></cap:info>";
    expect(reportOf(alert({ info }))).toMatchObject({ title: "Flood", text: "Flood" });
  });

  test.for([
    ["Update", "corrects"],
    ["Cancel", "retracts"],
  ] as const)("that is an %s %s the last message it refers to", ([msgType, field]) => {
    expect(reportOf(alert({ head: referring(msgType) }))).toMatchObject({ [field]: "KSTO-00" });
  });

  test("that cancels in no words is a retraction all the same", () => {
    expect(reportOf(alert({ head: referring("Cancel"), info: "" }))).toMatchObject({
      retracts: "KSTO-00",
      text: "Cancelled",
    });
  });

  test.for([
    ["an exercise", { head: "<cap:status>Exercise</cap:status><cap:msgType>Alert</cap:msgType>" }],
    [
      "an acknowledgement",
      { head: "<cap:status>Actual</cap:status><cap:msgType>Ack</cap:msgType>" },
    ],
    ["one that says nothing", { info: "" }],
  ] as const)("is refused with the field at fault where it is %s", ([, over]) => {
    expect(reportOf(alert(over))).toMatchObject({ ok: false, code: "invalid-report" });
  });

  test.for([
    ["cut off", "<alert><identifier>x</alert>"],
    ["with a document type", `<!DOCTYPE a [<!ENTITY x "y">]>${alert()}`],
    ["no XML", "hello"],
    ["with a declaration that is not closed", alert().replace('"1.0"?>', '"1.0?>')],
  ] as const)("is not read where it is %s", ([, xml]) => {
    expect(read(xml, "application/cap+xml")).toEqual({ ok: false, code: "malformed-xml" });
  });
});

describe("a CloudEvent", () => {
  const event = (over: object = {}) =>
    JSON.stringify({
      specversion: "1.0",
      id: "7",
      source: "/wire",
      type: "report",
      time: "2026-11-27T16:00:00Z",
      data: { text: "Blast in Gao" },
      ...over,
    });
  const first = (body: string) => {
    const reading = read(body, "application/cloudevents+json");
    return reading.ok ? reading.readings[0] : reading;
  };

  test("is the report in its data, known by its source and id", () => {
    expect(first(event())).toMatchObject({
      report: {
        externalId: "/wire#7",
        publishedAt: "2026-11-27T16:00:00Z",
        text: "Blast in Gao",
      },
    });
    const data = { text: "Blast", externalId: "own" };
    expect(first(event({ data }))).toMatchObject({ report: { externalId: "own" } });
  });

  test("of another form is refused by its fields", () => {
    expect(first(event({ specversion: "0.3" }))).toMatchObject({
      code: "invalid-report",
      errors: [{ path: "specversion" }],
    });
    expect(first("{")).toEqual({ ok: false, code: "malformed-json" });
  });
});

test("a body that is not UTF-8 is refused whatever it says it is", () => {
  expect(readPosted(new Uint8Array([0xff]), "application/x-ndjson")).toEqual({
    ok: false,
    code: "invalid-utf8",
  });
});
