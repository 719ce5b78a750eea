import { describe, expect, test } from "vitest";

import { renderDigest } from "#src/email/render-digest.ts";
import type { Folded } from "#src/model/digest.ts";
import { aDigest, anItem, code, FRAME } from "#tests/support/digests.ts";

const FOLDED: Folded = {
  under: "incident-1",
  inhibition: "battle-hides-shelling",
  incidents: [
    { id: "i-2", type: "armed-conflict/shelling-missile", region: code("SY-RD") },
    { id: "i-3", type: "armed-conflict/shelling-missile", region: code("SY-RD") },
    { id: "i-4", type: null, region: null },
  ],
};
const SAID =
  "3 more in Rif Dimashq, hidden by battle-hides-shelling: 2 shelling or missile strike, 1 of unknown type";

const flat = (text: string | undefined) => text?.replaceAll(/\s+/g, " ");

describe("what was left out beside an item", () => {
  test.for(["text", "html"] as const)("is counted with it in the %s part", (part) => {
    const mail = renderDigest(aDigest({ items: [anItem()], folded: [FOLDED] }), FRAME);
    expect(flat(mail[part])?.replaceAll(/<\/?b>/g, "")).toContain(`Also: ${SAID}`);
  });

  test.for(["text", "html"] as const)(
    "is counted at the head of the %s part where an earlier mail told the item",
    (part) => {
      const folded = [{ ...FOLDED, under: "told-yesterday" }];
      const mail = renderDigest(aDigest({ items: [anItem()], folded }), FRAME);
      expect(flat(mail[part])).toContain(`Beside what was told before: ${SAID}.`);
    },
  );
});
