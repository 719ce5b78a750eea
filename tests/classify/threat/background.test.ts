import { describe, expect, test } from "vitest";

import { reading } from "#tests/classify/shipped-incident-reader.ts";

const OPENING = "Police killed two militants in a raid on Saturday.";

describe("a sentence that tells an earlier event is background", () => {
  test.for([
    ["a month gone by", "In June, a bombing in the same town killed 25 people."],
    ["since a month", "Troops have carried out raids since May, killing several fighters."],
    ["a day of last year", "Rebels took the city on December 8 last year."],
    ["a day two weeks before", "An air strike killed a commander on October 2."],
    ["last year", "Gunmen attacked the same base last year."],
    ["years ago", "A bomb exploded there three years ago."],
    ["a year", "In 2019 militants seized the town."],
    ["what has been going on", "A coalition has also been operating against the group."],
    ["a month not of this week, without a publication date", "In August rebels shelled the port."],
  ] as const)("%s", ([rule, sentence]) => {
    const publishedAt = rule.includes("without") ? "" : "2025-10-20";
    const { backgroundSentences } = reading({ text: `${OPENING} ${sentence}`, publishedAt });
    expect(backgroundSentences).toEqual([1]);
  });

  test.for([
    ["the same week", "A second raid on Friday killed another fighter."],
    ["the day before", "Shelling was heard yesterday near the border."],
    ["no time said", "Weapons were seized in the house."],
    ["this month", "Police have made 40 arrests in October."],
    [
      "an old comparison beside a fresh day",
      "It was the worst raid since 2019, officials said on Sunday.",
    ],
  ] as const)("but not %s", ([, sentence]) => {
    expect(reading(`${OPENING} ${sentence}`).backgroundSentences).toEqual([]);
  });

  test("the opening is never background, and leads the sentences that tell the event", () => {
    const { eventSentences, backgroundSentences } = reading(
      "Years after the war, a bomb exploded in a market. Two people were hurt. In May a bomb killed nine.",
    );
    expect(eventSentences[0]).toBe(0);
    expect(backgroundSentences).toEqual([2]);
  });

  test("a killing by forces in an operation tells the event", () => {
    const { eventSentences } = reading(
      "Troops killed two militants in a raid. A ministry spoke. " +
        "Security personnel killed the second man in the operation on Saturday in Karo.",
    );
    expect(eventSentences).toContain(2);
  });

  test("a report with much history is told by its opening", () => {
    const { incident, eventSentences } = reading({
      title: "Raid kills two near the capital",
      text:
        "Security forces have killed two ISIS members in a raid north of the capital, a ministry said.\n" +
        "One of the two blew himself up with an explosive belt on Saturday.\n" +
        "A third man was arrested. Several rifles were seized.\n" +
        "In June, the authorities blamed the group for a suicide bombing that killed 25 people.\n" +
        "On December 8 last year rebels captured the capital.",
    });
    expect(incident.threats[0]?.type).toBe("terrorism/suicide-bombing");
    expect(incident.threats[0]?.evidence[0]?.text).toBe("blew himself up with an explosive belt");
    expect(incident.threats.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        "armed-conflict/armed-clash",
        "terrorism/political-arrest",
        "terrorism/weapons-seizure",
      ]),
    );
    expect(incident).toMatchObject({ casualties: { killed: 2 }, occurredOn: "2025-10-18" });
    expect(eventSentences.slice(0, 2)).toEqual([2, 1]);
  });
});
