import { describe, expect, test } from "vitest";

import { incidentIn } from "../../shipped-incident-reader.ts";

/** Thirty words that tell of no incident, so that a report is long enough to be judged by its words. */
const FILLER =
  "The statement was read out in the hall in front of delegates from eleven provinces, who had come for the annual meeting and stayed until the evening for the closing session of it.";

describe("rules and weights together", () => {
  test("of a type that rules find and weights put first the phrase is the evidence", () => {
    const [primary] = incidentIn("A car bomb exploded at a market, killing 14 people.").threats;
    expect(primary).toMatchObject({ type: "terrorism/bombing", primary: true });
    expect(primary?.evidence[0]).toMatchObject({ text: "car bomb", rule: "car bomb*" });
  });

  test("what no phrase names is context, shown by the words that told it", () => {
    const { relevant, threats } = incidentIn(
      `The Council recalls its resolution on the sanctions regime, deplores the violations of humanitarian law and urges all parties to the hostilities to protect civilians. ${FILLER}`,
    );
    expect(relevant).toBe(true);
    expect(threats[0]?.type).toMatch(/^context\//);
    for (const { rule } of threats[0]?.evidence ?? []) expect(rule).toBeDefined();
  });

  test("what the rules describe more closely goes before what the weights put first", () => {
    const [primary] = incidentIn(
      "Saboteurs blew up a pipeline feeding the refinery, an act of sabotage, officials said.",
    ).threats;
    expect(primary?.type).toBe("terrorism/sabotage");
  });

  test("threats stand in the order of their scores", () => {
    const { threats } = incidentIn(
      "Gunmen stormed a village, kidnapped nine farmers and burned down houses. Earlier a roadside bomb killed two soldiers nearby.",
    );
    const scores = threats.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(threats.length).toBeGreaterThan(1);
  });

  test("ordinary news raises nothing", () => {
    const { relevant, threats } = incidentIn(
      "The striker scored twice in the second half and the champions won the derby by three goals to one, their seventh victory of the season. The coach praised his defenders after the match and said the squad would rest before the cup final at the stadium.",
    );
    expect({ relevant, threats }).toEqual({ relevant: false, threats: [] });
  });
});
