import { describe, expect, test } from "vitest";

import { incidentIn } from "#tests/classify/shipped-incident-reader.ts";

// 2025-10-20 is a Monday.
describe("the day of the event is read against the day of publication", () => {
  test.for([
    [
      "a weekday is the latest such day",
      "A bomb exploded on Saturday in the capital.",
      "2025-10-18",
      "day",
    ],
    [
      "publication's own weekday is that day",
      "A bomb exploded on Monday in the capital.",
      "2025-10-20",
      "day",
    ],
    ["yesterday", "Gunmen attacked a convoy yesterday, killing two.", "2025-10-19", "day"],
    ["today", "A bomb exploded today outside the ministry.", "2025-10-20", "day"],
    ["this morning", "A bomb exploded this morning outside the ministry.", "2025-10-20", "day"],
    [
      "ce matin",
      "Une bombe a explosé ce matin devant le ministère de la ville.",
      "2025-10-20",
      "day",
    ],
    [
      "esta madrugada",
      "Una bomba estalló esta madrugada en el centro de la ciudad.",
      "2025-10-20",
      "day",
    ],
    ["month and day", "A bomb exploded on October 17 in the capital.", "2025-10-17", "day"],
    ["day and month", "A bomb exploded on 17 October in the capital.", "2025-10-17", "day"],
    [
      "a day not yet come is last year's",
      "A bomb exploded on 24 December in the capital.",
      "2024-12-24",
      "day",
    ],
    ["a full date", "A bomb exploded on 3 March 2024 in the capital.", "2024-03-03", "day"],
    ["no day said", "A bomb exploded in the capital.", null, null],
    ["a day yet to come", "A bomb exploded in the capital; talks are due next Friday.", null, null],
    ["a verb is no month", "A bomb exploded and more may follow, police said.", null, null],
    ["a day that no month has", "A bomb exploded on 31 September in the capital.", null, null],
    ["Spanish", "Una bomba explotó el viernes en la capital y dejó heridos.", "2025-10-17", "day"],
    [
      "French",
      "Une bombe a explosé jeudi dans la capitale, faisant des blessés.",
      "2025-10-16",
      "day",
    ],
    ["Arabic", "انفجار سيارة مفخخة يوم الأحد في سوق وسط العاصمة", "2025-10-19", "day"],
  ] as const)("%s", ([, text, occurredOn, occurredPrecision]) => {
    const incident = incidentIn({ text, publishedAt: "2025-10-20T08:00:00Z" });
    expect(incident).toMatchObject({ occurredOn, occurredPrecision });
  });

  test.for([undefined, "yesterday", "2025-13-40"])(
    "published %s: a weekday says nothing",
    (publishedAt) => {
      const incident = incidentIn({
        text: "A bomb exploded on Saturday.",
        publishedAt: publishedAt ?? "",
      });
      expect(incident.occurredOn).toBeNull();
    },
  );

  test("a full date needs no publication", () => {
    const text = "A bomb exploded on 3 March 2024 in the capital.";
    expect(incidentIn({ text, publishedAt: "" }).occurredOn).toBe("2024-03-03");
  });
});

describe("the words that date the event are kept", () => {
  test.for([
    ["Saturday", "weekday", "A bomb exploded on Saturday in the capital."],
    ["yesterday", "day before", "Gunmen attacked a convoy yesterday, killing two."],
    ["this morning", "day before", "A bomb exploded this morning outside the ministry."],
    ["October 17", "month", "A bomb exploded on October 17 in the capital."],
    ["17 October", "month", "A bomb exploded on 17 October in the capital."],
    ["17 de octubre", "month", "Una bomba explotó el 17 de octubre en la capital y dejó heridos."],
  ] as const)("%s", ([words, rule, text]) => {
    const { occurredEvidence } = incidentIn({ text, publishedAt: "2025-10-20" });
    expect(occurredEvidence).toMatchObject({ text: words, rule: `date: ${rule}` });
  });

  test("and no word is where no day is named", () => {
    expect(incidentIn("A bomb exploded in the capital.")).not.toHaveProperty("occurredEvidence");
  });
});
