import { expect, test } from "vitest";

import { memoryRelater } from "#src/relate/memory-relater.ts";

import { openShippedSorting } from "../../bench/frame/open-shipped-sorting.ts";
import { eventOf, SCENES } from "./world.ts";

test("the classifier reads each invented event as the ledger's matcher takes it, and no two as one", async () => {
  const { classify, world } = await openShippedSorting();
  const relate = memoryRelater(world.stories);
  const events = [0, 1].flatMap((turn) =>
    SCENES.map((scene, i) => eventOf(turn * SCENES.length + i, scene)),
  );
  for (const { reference, text, country, category, isSevere } of events) {
    const classification = classify({ text }, { sourceLanguage: "en" });
    const { threats, regions, severity, relevant } = classification;
    const tell = (source: string) =>
      relate({
        report: {
          id: `r-${source}-${reference}`,
          source,
          text,
          receivedAt: "2026-11-24T10:00:00Z",
        },
        classification,
        headline: text,
        summary: text,
        quiet: undefined,
      });
    const told = tell("wire");
    const copied = tell("field");
    expect({
      text,
      relevant,
      countries: [...new Set(regions.map((region) => region.slice(0, 2)))],
      categories: [...new Set(threats.map(({ type }) => type.split("/")[0]))],
      isSevere: severity === "severe" || severity === "extreme",
      isRated: severity !== "unknown",
      relations: [told.relation, copied.relation],
      isCopyOfIt: copied.incident.id === told.incident.id,
    }).toEqual({
      text,
      relevant: true,
      countries: [country],
      categories: [category],
      isSevere,
      isRated: true,
      relations: ["new", "copy"],
      isCopyOfIt: true,
    });
  }
});
