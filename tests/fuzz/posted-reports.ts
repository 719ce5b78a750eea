import assert from "node:assert/strict";

import * as fc from "fast-check";

import { type LineReading, type PostedReading, readPosted } from "#src/receive/read-posted.ts";

import { fuzzTarget } from "./frame/fuzz-target.ts";
import { hostileText, mutated, webAddress } from "./frame/mutations.ts";
import { varyBytes, varyText } from "./frame/variations.ts";

const FIELDS = new Set([
  "externalId",
  "title",
  "text",
  "url",
  "publishedAt",
  "language",
  "retracts",
  "corrects",
  "backfill",
]);
const CODES = new Set([
  "malformed-json",
  "malformed-xml",
  "invalid-utf8",
  "batch-too-long",
  "invalid-report",
]);

const report = fc.record(
  {
    externalId: fc.oneof(fc.constant("story-1"), hostileText),
    title: hostileText,
    text: hostileText,
    url: fc.oneof(webAddress, fc.constantFrom("javascript:alert(1)", "http://[", "https://a@b/")),
    publishedAt: fc.constantFrom("2026-11-20", "2026-11-20T10:00:00Z", "2026-02-30", "soon"),
    language: fc.constantFrom("en", "pt-BR", "", "x".repeat(100)),
    corrects: hostileText,
    backfill: fc.oneof(fc.boolean(), fc.constant("yes")),
  },
  { requiredKeys: ["text"] },
);
const json = fc.oneof(
  { weight: 3, arbitrary: report.map((fields) => JSON.stringify(fields)) },
  fc.json(),
);
const event = report.map((data) =>
  JSON.stringify({ specversion: "1.0", type: "report", id: "7", source: "/wire", data }),
);
const alert = fc.tuple(hostileText, hostileText, hostileText).map(
  ([identifier, event_, description]) => `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>s</sender>
<sent>2026-11-20T10:00:00+02:00</sent><status>Actual</status><msgType>Update</msgType><scope>Public</scope>
<references>s,A-1,2026-11-20T09:00:00+02:00</references><info><language>en</language><event>${event_}</event>
<description>${description}</description><area><areaDesc>Gao</areaDesc></area></info></alert>`,
);
/** An entity that stands for ten of another, thirty deep, would fill any memory. */
const bomb = fc.integer({ min: 1, max: 30 }).map((depth) => {
  const entities = Array.from(
    { length: depth },
    (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`,
  );
  return `<!DOCTYPE alert [<!ENTITY e0 "x">${entities.join("")}]><alert>&e${depth};</alert>`;
});
const external = fc
  .constantFrom("file:///etc/passwd", "http://169.254.169.254/latest/meta-data/")
  .map(
    (url) =>
      `<!DOCTYPE a [<!ENTITY x SYSTEM "${url}">]><alert><identifier>&x;</identifier></alert>`,
  );

/** Invalid UTF-8 now and then, as a body is bytes. */
function bytes(texts: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(mutated(texts), fc.option(fc.uint8Array({ maxLength: 8 }), { freq: 8 }))
    .map(([text, tail]) => Buffer.concat([Buffer.from(text), tail ?? Buffer.alloc(0)]));
}

function target(name: string, mediaType: string, weight: number, texts: fc.Arbitrary<string>) {
  return fuzzTarget({
    name,
    weight,
    inputs: bytes(texts),
    vary: varyBytes,
    check: (body) => holdsToItsWord(readPosted(body, mediaType)),
  });
}

function holdsToItsWord(reading: PostedReading): void {
  if (!reading.ok) {
    assert.ok(CODES.has(reading.code), reading.code);
    return;
  }
  assert.ok(reading.isBatch || reading.readings.length === 1);
  for (const line of reading.readings) lineHolds(line);
  assert.equal(Reflect.get({}, "polluted"), undefined);
}

function lineHolds(line: LineReading): void {
  if (!line.ok) {
    assert.ok(CODES.has(line.code), line.code);
    return;
  }
  assert.equal(Object.getPrototypeOf(line.report), Object.prototype);
  for (const [field, value] of Object.entries(line.report)) {
    assert.ok(FIELDS.has(field), field);
    assert.ok(typeof value !== "object", field);
  }
  const { title = "", text, url } = line.report;
  assert.ok(title.isWellFormed() && text.isWellFormed());
  // A character outside of the basic plane is one.
  assert.ok(Array.from(title).length <= 500 && Array.from(text).length <= 200_000);
  if (url !== undefined) assert.match(new URL(url).protocol, /^https?:$/);
}

/** Whatever is posted is read as reports or refused by one of the known codes. */
export const POSTED_REPORTS = [
  target("json", "application/json", 30, json),
  target(
    "ndjson",
    "application/x-ndjson",
    15,
    fc.array(json, { maxLength: 6 }).map((lines) => lines.join("\n")),
  ),
  target("cloud-event", "application/cloudevents+json; charset=utf-8", 15, event),
  target("cap", "application/cap+xml", 20, alert),
  fuzzTarget({
    name: "xml-entities",
    weight: 3,
    inputs: mutated(fc.oneof(bomb, external)),
    vary: varyText(),
    check: (xml) => {
      const reading = readPosted(Buffer.from(xml), "application/cap+xml");
      holdsToItsWord(reading);
      assert.ok(!reading.ok, "a document type was read");
    },
  }),
];
