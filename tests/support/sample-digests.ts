import type { Digest, DigestItem } from "#src/model/digest.ts";
import { TOLD_BEFORE } from "#src/model/digest.ts";
import type { ThreatType } from "#src/model/threat.ts";

import { aDigest, anItem, aPlace, aTeller, code, SYRIA_RULE } from "./digests.ts";

const NEAR_DAMASCUS = {
  rule: "Damascus office",
  facts: [
    {
      clause: "near",
      asked: "within 50 km of Damascus office",
      found: "Muadamiyat Al Qalamon, 39 km from Damascus office",
    },
  ],
} as const;

/** An alert: one item, told by two sources and a copy, place located from the text's own words. */
export function oneItem(): Digest {
  const item = anItem({
    casualties: { killed: 2, injured: 5 },
    reasons: [SYRIA_RULE, NEAR_DAMASCUS],
    classification: {
      places: [aPlace({ uncertaintyKm: 11.4, rule: "relative" })],
      casualtyDetail: [
        { kind: "injured", min: 5, max: null, evidence: { start: 0, end: 1, text: "five" } },
      ],
      actors: [{ name: "Islamic State", lists: ["UNSC-1267"], start: 0, end: 13 }],
    },
    incident: {
      toldBy: [
        aTeller(),
        aTeller({ reportId: "wire-2", url: "https://mirror.example.net/a?b=1&c=2", copy: true }),
        aTeller({ reportId: "radio-7", source: "radio", url: "https://radio.example.org/7" }),
      ],
    },
  });
  return aDigest({
    id: "levant-desk.immediately.3f2a9c01b7.mi9k2f00-4",
    delivery: {
      id: "levant-desk.immediately.3f2a9c01b7",
      subscriptionId: "levant-desk",
      address: "desk@example.org",
      schedule: { kind: "immediately", severity: "severe", holdSeconds: 60 },
    },
    mail: { format: "html", tlp: "amber" },
    items: [item],
  });
}

/** What became of earlier items: worse, corrected, withdrawn; and one told in Arabic. */
export function whatBecame(): Digest {
  return aDigest({
    late: true,
    mail: { format: "html", map: true },
    items: [
      anItem({
        severity: "extreme",
        type: "armed-conflict/air-strike",
        casualties: { killed: 12, injured: 30 },
        kind: "update",
        incident: {
          id: "incident-2",
          version: 3,
          change: "material",
          changes: [
            { field: "severity", from: "moderate", to: "extreme" },
            { field: "killed", from: "3", to: "12" },
          ],
          headline: "Air strike on market town kills twelve",
          summary:
            "Twelve people are now reported dead after Friday's strike on the market of Saraqib.",
          toldBy: [
            aTeller(),
            aTeller({ reportId: "radio-8", source: "radio", url: "https://radio.example.org/8" }),
          ],
        },
      }),
      anItem({
        severity: "moderate",
        type: "civil-unrest/violent-demonstration",
        casualties: { killed: null, injured: 4 },
        classification: {
          language: "ar",
          country: code("LB"),
          regions: [code("LB-BA"), code("LB")],
          places: [
            aPlace({
              canonical: "Beirut",
              country: code("LB"),
              subdivision: code("LB-BA"),
              lat: 33.89,
              lon: 35.5,
            }),
          ],
          occurredOn: null,
          occurredPrecision: null,
          threats: [
            { type: "civil-unrest/violent-demonstration", score: 0.4, primary: true, evidence: [] },
          ],
        },
        incident: {
          id: "incident-3",
          headline: "محتجون يقطعون الطريق إلى مطار بيروت",
          summary: "قطع محتجون طريق المطار مساء السبت وأصيب أربعة أشخاص (4) بجروح طفيفة.",
          toldBy: [aTeller({ reportId: "ara-1", source: "ara", url: undefined })],
        },
      }),
      anItem({
        severity: "moderate",
        type: "crime/kidnapping",
        casualties: { killed: null, injured: null },
        kind: "correction",
        classification: {
          places: [
            aPlace({
              kind: "subdivision",
              canonical: "Homs",
              subdivision: code("SY-HI"),
              lat: 34.5,
              lon: 38.2,
            }),
          ],
        },
        incident: {
          id: "incident-4",
          version: 2,
          change: "correction",
          changes: [{ field: "place", from: "SY-RD", to: "SY-HI" }],
          headline: "Two aid workers abducted",
          summary: "Two aid workers were taken from their car.",
        },
      }),
      anItem({
        severity: "minor",
        type: "hazards/transport-accident",
        kind: "retraction",
        reasons: [TOLD_BEFORE],
        incident: {
          id: "incident-5",
          version: 2,
          change: "retraction",
          retracted: true,
          headline: "Coach crash on the Homs road",
          summary: "Coach crash on the Homs road.",
        },
      }),
    ],
  });
}

const TYPES: readonly ThreatType[] = [
  "armed-conflict/shelling-missile",
  "terrorism/bombing",
  "civil-unrest/peaceful-protest",
  "hazards/flood",
];
const SAHEL = [{ clause: "regions", asked: "sahel", found: "ML" }] as const;
const COUNTRIES = ["SY", "LB", "IQ", "ML"] as const;

/** More than a mail holds: whole items, then lines, then counts. */
export function tooMany(): Digest {
  const [first, ...rest] = Array.from({ length: 160 }, (_, index) => manyItem(index)).toSorted(
    (a, b) => order(a) - order(b),
  );
  if (first === undefined) throw new RangeError("a digest holds at least one item");
  return aDigest({ items: [first, ...rest] });
}

const WORST_FIRST = ["extreme", "severe", "moderate", "minor", "unknown"] as const;

function order({ incident }: DigestItem): number {
  return WORST_FIRST.indexOf(incident.classification.severity);
}

function manyItem(index: number): DigestItem {
  const country = code(COUNTRIES[index % 4] ?? "SY");
  return anItem({
    severity: WORST_FIRST[[0, 1, 1, 2, 2, 2, 3, 3, 3, 4][index % 10] ?? 4] ?? "unknown",
    type: TYPES[index % TYPES.length] ?? "hazards/flood",
    casualties: { killed: index % 7, injured: null },
    reasons: [
      {
        rule: index % 3 === 0 ? "Damascus office" : "Syria and neighbours",
        facts: country === "ML" ? SAHEL : SYRIA_RULE.facts,
      },
    ],
    classification: {
      country,
      regions: [country],
      places: [
        aPlace({
          canonical: `Town ${index}`,
          country,
          subdivision: null,
          lat: 31 + ((index * 7) % 40) / 10,
          lon: 34 + ((index * 13) % 110) / 10,
        }),
      ],
    },
    incident: {
      id: `incident-${index}`,
      headline: `Report ${index}: what was seen and said along the road`,
      summary: `${"Residents spoke of a long night and of roads that were closed. ".repeat(5)}(${index})`,
    },
  });
}

/** More than the reader's limit: the summary of a storm. */
export function aStorm(): Digest {
  const { items, ...digest } = tooMany();
  const [first, ...rest] = items.slice(0, 30);
  if (first === undefined) throw new RangeError("a storm has items");
  const waited = (item: DigestItem): DigestItem => ({ ...item, heldBy: "mail-limit" });
  return {
    ...digest,
    mail: { format: "html", map: true },
    items: [waited(first), ...rest.map(waited)],
    held: { limit: { count: 6, perSeconds: 3600 }, withdrawn: 1 },
  };
}
