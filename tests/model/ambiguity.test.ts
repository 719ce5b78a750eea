import { describe, expect, test } from "vitest";

import { isAmbiguous, openRegions } from "#src/model/ambiguity.ts";
import { placesIn } from "#tests/classify/place/shipped-gazetteer.ts";

describe("a name with other readings leaves the region open", () => {
  test.for([
    ["A bomb killed four in Georgia on Monday.", "GE", "US-GA US"],
    ["A blast hit Hyderabad on Friday.", "IN-TS IN", "PK-SD PK"],
    ["A bomb killed four in Tbilisi, Georgia.", "GE-TB GE", ""],
    ["A bomb killed four in Atlanta, Georgia.", "US-GA US", ""],
    ["Nothing happened anywhere.", "", ""],
  ] as const)("%s", ([text, regions, open]) => {
    const read = placesIn(text);
    expect(read.regions.join(" ")).toBe(regions);
    expect(openRegions(read).join(" ")).toBe(open);
    const event = read.places.filter(({ role }) => role === "event");
    expect(event.some(isAmbiguous)).toBe(open !== "");
  });
});
