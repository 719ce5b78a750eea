import { XMLBuilder } from "fast-xml-parser";

import type { Incident } from "../../model/incident.ts";

export interface FeedFrame {
  /** Where the feed was asked for. */
  readonly self: string;
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  suppressEmptyNode: true,
  processEntities: true,
});

/** XML 1.0 has no place for these, written as they are or as entities. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** RFC 4287: an entry for each incident. */
export function writeAtomFeed(incidents: readonly Incident[], frame: FeedFrame): string {
  return writeFeed(incidents, frame, (incident) => ({
    summary: clean(incident.summary),
    category: incident.classification.threats.map(({ type }) => ({ "@term": type })),
  }));
}

/** The same feed with a CAP 1.2 alert as the content of each entry. */
export function writeCapFeed(incidents: readonly Incident[], frame: FeedFrame): string {
  return writeFeed(incidents, frame, (incident) => ({
    content: { "@type": "application/cap+xml", alert: capAlert(incident) },
  }));
}

function writeFeed(
  incidents: readonly Incident[],
  { self }: FeedFrame,
  more: (incident: Incident) => object,
): string {
  const updated = incidents.map(({ updatedAt }) => updatedAt).toSorted();
  const entries = incidents.map((incident) => ({
    id: urn(incident),
    title: clean(incident.headline),
    updated: incident.updatedAt,
    published: incident.firstReceivedAt,
    link: linksOf(incident),
    ...more(incident),
  }));
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "utf-8" },
    feed: {
      "@xmlns": "http://www.w3.org/2005/Atom",
      id: "urn:tocsin:incidents",
      title: "Tocsin: security incidents",
      author: { name: "tocsin" },
      updated: updated.at(-1) ?? "1970-01-01T00:00:00Z",
      link: { "@rel": "self", "@href": clean(self) },
      entry: entries,
    },
  });
}

/** Only what a browser may follow. */
function linksOf({ toldBy }: Incident) {
  return toldBy.flatMap(({ url }) =>
    url !== undefined && /^https?:/i.test(url) ? [{ "@rel": "related", "@href": clean(url) }] : [],
  );
}

const CAP_CATEGORY = { hazards: "Other", "civil-unrest": "Security" } as const;

/** OASIS CAP 1.2. Certainty is what a report is before anyone has verified it. */
function capAlert(incident: Incident) {
  const { classification, version } = incident;
  const [leading] = classification.threats;
  const category = leading?.type.split("/")[0] ?? "";
  return {
    "@xmlns": "urn:oasis:names:tc:emergency:cap:1.2",
    identifier: `${incident.id}.${version}`,
    sender: "tocsin",
    sent: capTime(incident.updatedAt),
    status: "Actual",
    msgType: incident.retracted ? "Cancel" : version > 1 ? "Update" : "Alert",
    scope: "Restricted",
    restriction: "Holders of an API token",
    info: {
      language: classification.language ?? "und",
      category: category === "hazards" ? CAP_CATEGORY.hazards : CAP_CATEGORY["civil-unrest"],
      event: leading?.type ?? "unclassified",
      urgency: "Unknown",
      severity: capitalised(classification.severity),
      certainty: "Unknown",
      senderName: clean(incident.toldBy[0].source),
      headline: clean(incident.headline),
      description: clean(incident.summary),
      area: areaOf(incident),
    },
  };
}

function areaOf({ classification: { places, regions } }: Incident) {
  const place = places.find(({ role, lat }) => role === "event" && lat !== null);
  return {
    areaDesc: clean(place?.canonical ?? regions[0] ?? "unknown"),
    ...(place && { circle: `${place.lat},${place.lon} 0` }),
    geocode: regions.map((code) => ({ valueName: "ISO3166", value: code })),
  };
}

/** CAP writes an offset, never `Z`, and no fractions. */
function capTime(instant: string): string {
  return Temporal.Instant.from(instant)
    .toString({ smallestUnit: "second" })
    .replace(/Z$/, "-00:00");
}

function urn({ id }: Incident): string {
  return `urn:tocsin:incident:${id}`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function clean(text: string): string {
  return text.replace(NOT_XML, "");
}
