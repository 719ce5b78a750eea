import { describe, expect, test } from "vitest";

import { incidentIn } from "#tests/classify/shipped-incident-reader.ts";

describe("what is no incident has no threats and is not relevant", () => {
  test.for([
    [
      "sport",
      "The striker scored twice as the team won the cup final and the coach praised his attack.",
    ],
    [
      "sport",
      "United's defence came under siege in the second half, but the goalkeeper saved a penalty shootout.",
    ],
    ["sport in Spanish", "El delantero marcó dos goles y el equipo ganó el partido de la liga."],
    ["sport in French", "L'attaquant a marqué deux buts et le match de la coupe est terminé."],
    [
      "a film",
      "The film tells how a bomb exploded in a hotel; the actor won an award for his role.",
    ],
    [
      "a business battle",
      "Shares rose as profits grew 12 percent after a takeover battle, analysts said.",
    ],
    ["a price war", "Retailers fear a price war as sales fall and inflation bites."],
    ["culture", "The singer's new album topped the chart and the band will play a festival."],
    [
      "a drill",
      "Firefighters and police took part in a drill in which a bomb exploded at the station.",
    ],
    ["an exercise", "The navies held a joint exercise with missile launches and mock attacks."],
    [
      "an anniversary",
      "The city marked the tenth anniversary of the bombing that killed 50 people.",
    ],
    [
      "a retraction",
      "Our earlier report of an explosion in the embassy quarter is withdrawn. There was no bomb. We regret the error.",
    ],
    ["chlorine for a well", "Aid groups asked for chlorine, fuel and more staff in the province."],
    ["a denial", "The ministry denied that a bomb exploded in the capital."],
    ["nothing happened", "No explosion was heard and no one was attacked, police said."],
    ["a heart attack", "The former mayor died of a heart attack at his home, his family said."],
    ["a landslide victory", "The ruling party won by a landslide victory in Sunday's election."],
    [
      "ordinary politics",
      "Parliament debated the budget and the minister defended tax cuts before voters.",
    ],
    ["a fear of attack", "Officials fear that rebels could attack the town if talks fail."],
    ["weather as a figure", "The minister faced a storm of criticism and a flood of letters."],
    ["a deal struck", "The company struck a deal with its rival to share a factory."],
    ["a work of art", "A museum opened an exhibition of photographs by a local artist."],
  ])("%s", ([, text]) => {
    const { relevant, threats, severity } = incidentIn(text ?? "");
    expect({ relevant, threats, severity }).toEqual({
      relevant: false,
      threats: [],
      severity: "unknown",
    });
  });

  test("a bomb at a stadium is still a bomb", () => {
    const { relevant } = incidentIn(
      "A bomb exploded outside the football stadium an hour before the match, killing six fans.",
    );
    expect(relevant).toBe(true);
  });

  test("a language without a lexicon is filed as unclassified, with its actors", () => {
    const incident = incidentIn("Az ISIS merényletet követett el a fővárosban, többen meghaltak.");
    expect(incident).toMatchObject({ relevant: false, relevance: 0, threats: [] });
    expect(incident.severityReason).toBe("no lexicon for the report's language");
    expect(incident.actors.map(({ name }) => name)).toEqual(["Islamic State"]);
  });

  test.for(["", "   ", "...", "12 34", "?!"])("%j is no report of anything", (text) => {
    expect(incidentIn(text)).toMatchObject({ relevant: false, threats: [] });
  });
});
