import * as fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";

import { writeAtomFeed, writeCapFeed } from "#src/adapters/http/write-feed.ts";
import type { Incident } from "#src/model/incident.ts";
import { aClassification, anIncident } from "#tests/support/digests.ts";

const FRAME = { self: "https://tocsin.example.org/v1/feed.atom?region=ML&threat=crime" };

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => name === "entry",
});

interface Feed {
  readonly entry: readonly {
    readonly title: string;
    readonly id: string;
    readonly summary?: string;
    readonly link?: unknown;
    readonly content?: { readonly alert: Readonly<Record<string, unknown>> };
  }[];
  readonly link: Readonly<Record<string, string>>;
}

function read(xml: string): Feed {
  expect(XMLValidator.validate(xml)).toBe(true);
  return (parser.parse(xml) as { feed: Feed }).feed;
}

describe("a feed", () => {
  test("says of each incident what it is and where it was told", () => {
    const feed = read(writeAtomFeed([anIncident()], FRAME));
    expect(feed.link["@href"]).toBe(FRAME.self);
    expect(feed.entry[0]).toMatchObject({
      id: `urn:tocsin:incident:${anIncident().id}`,
      title: anIncident().headline,
    });
  });

  test("is well formed and keeps its shape whatever a report says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const incident = anIncident({ headline: `a${text}z`, summary: text });
        for (const write of [writeAtomFeed, writeCapFeed]) {
          const { entry } = read(write([incident, anIncident()], FRAME));
          expect(entry).toHaveLength(2);
          expect(entry[1]?.title).toBe(anIncident().headline);
        }
      }),
    );
  });

  test("escapes markup, and follows no link but one of the web", () => {
    const hostile = anIncident({
      headline: "</title><script>alert(1)</script>",
      toldBy: [{ ...anIncident().toldBy[0], url: "javascript:alert(1)" }],
    });
    const xml = writeAtomFeed([hostile], FRAME);
    expect(xml).not.toContain("<script>");
    expect(xml).not.toContain("javascript:");
    expect(read(xml).entry[0]?.link).toBeUndefined();
  });
});

describe("a CAP alert", () => {
  const alertOf = (over: Partial<Incident>) =>
    read(writeCapFeed([anIncident(over)], FRAME)).entry[0]?.content?.alert ?? {};

  test.for([
    [{ version: 1 }, "Alert"],
    [{ version: 3 }, "Update"],
    [{ version: 3, retracted: true }, "Cancel"],
  ] as const)("of %o is of type %s", ([over, type]) => {
    expect(alertOf(over)["msgType"]).toBe(type);
  });

  test("names severity as the standard does, and its time with an offset", () => {
    const alert = alertOf({
      updatedAt: "2027-01-10T12:00:00.123Z",
      classification: aClassification({ severity: "severe" }),
    });
    expect(alert["sent"]).toBe("2027-01-10T12:00:00-00:00");
    expect(alert["info"]).toMatchObject({ severity: "Severe", certainty: "Unknown" });
  });
});
