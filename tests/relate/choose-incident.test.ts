import { describe, expect, test } from "vitest";

import type { Report } from "#src/model/report.ts";
import { memoryRelater } from "#src/relate/memory-relater.ts";

import { aClassification, aPlace, code } from "../support/digests.ts";
import { stories } from "../support/stories.ts";

const GAO = aPlace({ canonical: "Gao", country: code("ML"), lat: 16.27, lon: -0.04 });
const MOPTI = aPlace({ canonical: "Mopti", country: code("ML"), lat: 14.49, lon: -4.2 });

const BLAST =
  "A car bomb exploded at a crowded market in Gao in northern Mali on Friday, killing at least 14 civilians and wounding 30, the governor Ibrahim Cissoko said. No group claimed the attack. Ambulances took the wounded to the regional hospital, where doctors asked residents to give blood.";
const RETOLD =
  "At least 16 people were killed when a vehicle packed with explosives blew up at the main market of Gao, a city in the north of Mali, on Friday, residents and a hospital doctor said. The governor of the region, Ibrahim Cissoko, visited the wounded and blamed jihadists for the car bomb.";
const TWIN =
  "A car bomb exploded at a bus station in Mopti in central Mali on Friday, killing at least 5 travellers and wounding 12, the mayor Adama Traore said. No group claimed the attack. The town has been blockaded for months by Islamist militants who demand that the army leave.";

interface Sent extends Partial<Report> {
  readonly places?: readonly ReturnType<typeof aPlace>[];
  readonly country?: string;
}

/** What becomes of reports in their order. */
function relateAll(...sent: Sent[]) {
  const relate = memoryRelater(stories);
  return sent.map(({ places = [GAO], country = "ML", ...over }, i) => {
    const report: Report = {
      id: `r-${i + 1}`,
      source: `source-${i + 1}`,
      title: "Car bomb at market in Gao",
      text: BLAST,
      receivedAt: "2026-11-27T18:00:00Z",
      ...over,
    };
    const classification = aClassification({
      places,
      country: code(country),
      regions: [code(country)],
    });
    const { relation, incident, nearest } = relate({
      report,
      classification,
      headline: "h",
      summary: "s",
    });
    return { relation, incident: incident.id, nearest };
  });
}

const relations = (...sent: Sent[]) => relateAll(...sent).map(({ relation }) => relation);

describe("a copy with edits", () => {
  test.for<[string, string]>([
    ["with a dateline", `BAMAKO, Nov. 27 (Wire) -- ${BLAST}`],
    ["without its end", BLAST.slice(0, 190)],
    ["with another number", BLAST.replace("14", "15")],
    ["in another order", BLAST.split(". ").toReversed().join(". ")],
  ])("%s is one", ([, text]) => {
    expect(relations({}, { text })).toEqual(["new", "copy"]);
  });

  test("of several known ones is of the one that it shares most with", () => {
    const [, , third] = relateAll({}, { text: `${BLAST} It was the second.` }, { text: BLAST });
    expect(third?.relation).toBe("copy");
  });

  test("is none where the scenes lie far apart and neither names the other's", () => {
    const text = `${BLAST.replaceAll("Gao", "Mopti")} It was the second this week.`;
    expect(relations({}, { text, places: [MOPTI] })).toEqual(["new", "new"]);
  });
});

describe("one source's form, filled in for two events,", () => {
  const form = (town: string, hour: string) =>
    `Alert of the monitoring service: sirens sounded in the town of ${town} at ${hour} local time today. Residents were told to seek shelter until further notice.`;
  const texts = [
    { text: form("Sderot", "14:05"), source: "sirens", title: undefined },
    { text: form("Ashkelon", "15:40"), source: "sirens", title: undefined },
  ];

  test("is two incidents", () => {
    expect(relations(...texts)).toEqual(["new", "new"]);
  });
});

describe("another telling of one event", () => {
  test("joins it by what both say, and says why", () => {
    const [, second] = relateAll({}, { text: RETOLD, title: "Blast at Gao market kills 16" });
    expect(second).toMatchObject({ relation: "same", incident: "i-1" });
    expect(second?.nearest).toMatchObject({ as: "story", likest: "r-1" });
    expect(second?.nearest?.sharedTerms).toContain("ibrahim cissoko");
    expect(second?.nearest?.contributions.length).toBeGreaterThan(3);
  });

  test("stays apart from a twin in another town on the same day", () => {
    const twin = { text: TWIN, title: "Car bomb at bus station in Mopti", places: [MOPTI] };
    expect(relations({}, twin, { text: RETOLD })).toEqual(["new", "new", "same"]);
  });

  test("is none after 35 days", () => {
    const late = { receivedAt: "2027-01-02T18:00:00Z" };
    expect(relations({}, { text: RETOLD, ...late })).toEqual(["new", "new"]);
  });

  test("needs more than a few words", () => {
    const short = { title: undefined, text: "Blast at Gao market." };
    const [, second] = relateAll(short, { ...short, text: "Gao market: a blast." });
    expect(second).toMatchObject({ relation: "new" });
  });
});
