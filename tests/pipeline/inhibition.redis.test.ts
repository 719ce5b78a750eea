import { describe, expect, test } from "vitest";

import { compileInhibitions } from "#src/match/inhibition.ts";
import type { Incident } from "#src/model/incident.ts";
import { threatType } from "#src/model/threat.ts";
import { anInhibition } from "#tests/match/inhibitions.ts";

import { aClassification, aPlace } from "../support/digests.ts";
import { aSubscription, atOnce, daily, notifier } from "../support/notifier.ts";
import { SMALL_TAXONOMY } from "../support/taxonomy.ts";

const PROVINCE = aPlace({ canonical: "Rif Dimashq", kind: "subdivision" });

function kindOf(slug: string, over: Partial<Incident["classification"]> = {}): Partial<Incident> {
  const type = threatType("armed-conflict", slug);
  const threats = [{ type, score: 0.9, primary: true, evidence: [] }];
  return { classification: aClassification({ threats, ...over }) };
}

const BATTLE = kindOf("armed-clash", { places: [PROVINCE] });
const SHELLING = kindOf("shelling-missile");

/** A notifier with one inhibition, whose incidents are of the hour they are filed in. */
async function run(deliver: Parameters<typeof aSubscription>[0] = { deliver: [atOnce()] }) {
  const inhibitions = compileInhibitions([anInhibition()], SMALL_TAXONOMY);
  const rules = { inhibitionsInForce: () => inhibitions };
  const notified = await notifier(aSubscription(deliver), undefined, rules);
  return {
    ...notified,
    file: (over: Partial<Incident>) =>
      notified.file("severe", { updatedAt: notified.clock.now().toString(), ...over }),
    items: async () => (await notified.digests()).map(({ items }) => items),
    async folded() {
      const sealed = await notified.sealed();
      return sealed.map((mail) =>
        "watched" in mail
          ? []
          : (mail.folded ?? []).map(({ under, incidents }) => [
              under,
              ...incidents.map(({ id }) => id),
            ]),
      );
    },
  };
}

describe("what goes without saying beside a battle", () => {
  test("is left out of the same mail, and counted there", async () => {
    const desk = await run();
    const shelling = await desk.file(SHELLING);
    const battle = await desk.file(BATTLE);
    await desk.seal();
    expect(await desk.items()).toEqual([[battle]]);
    expect(await desk.folded()).toEqual([[[battle, shelling]]]);
    expect(desk.meter.counted).toContain("items_inhibited battle-hides-shelling");
  });

  test("brings no mail of its own later, and the next mail counts it once", async () => {
    const desk = await run();
    const battle = await desk.file(BATTLE);
    await desk.seal();
    desk.advanceTo("2027-01-10T07:00:00Z");
    const hidden = [await desk.file(SHELLING), await desk.file(SHELLING)];
    await desk.seal();
    expect(await desk.items()).toEqual([[battle]]);
    desk.advanceTo("2027-01-10T08:00:00Z");
    const other = await desk.file(kindOf("air-strike"));
    await desk.seal();
    desk.advanceTo("2027-01-10T09:00:00Z");
    const last = await desk.file(kindOf("air-strike"));
    await desk.seal();
    expect(await desk.items()).toEqual([[battle], [other], [last]]);
    expect(await desk.folded()).toEqual([[], [[battle, ...hidden.toReversed()]], []]);
    expect(await desk.inhibitionHits.list()).toMatchObject([
      { inhibition: "battle-hides-shelling", hits: 2 },
    ]);
  });

  test("is told a day later, and where it is graver", async () => {
    const desk = await run();
    const battle = await desk.file(BATTLE);
    await desk.seal();
    desk.advanceTo("2027-01-10T07:00:00Z");
    const graver = await desk.file(kindOf("shelling-missile", { severity: "extreme" }));
    await desk.seal();
    desk.advanceTo("2027-01-11T09:00:00Z");
    const later = await desk.file(SHELLING);
    await desk.seal();
    expect(await desk.items()).toEqual([[battle], [graver], [later]]);
  });

  test("is told when the battle is withdrawn", async () => {
    const desk = await run();
    const battle = await desk.file(BATTLE);
    await desk.seal();
    desk.advanceTo("2027-01-10T07:00:00Z");
    const shelling = await desk.file(SHELLING);
    await desk.seal();
    desk.advanceTo("2027-01-10T08:00:00Z");
    const withdrawn = { ...BATTLE, id: battle, version: 2, retracted: true };
    await desk.file({ ...withdrawn, change: "retraction" });
    await desk.seal();
    expect((await desk.items())[1]?.toSorted()).toEqual([battle, shelling].toSorted());
  });

  test("is told where a correction makes the battle the lesser of the two", async () => {
    const desk = await run();
    const battle = await desk.file(BATTLE);
    const shelling = await desk.file(SHELLING);
    await desk.seal();
    desk.advanceTo("2027-01-10T08:00:00Z");
    const lesser = kindOf("armed-clash", { places: [PROVINCE], severity: "minor" });
    await desk.file({ ...lesser, id: battle, version: 2, change: "correction" });
    await desk.seal();
    expect((await desk.items())[1]?.toSorted()).toEqual([battle, shelling].toSorted());
  });

  test("stands in the digest of a delivery that did not tell the battle itself", async () => {
    const desk = await run({ deliver: [atOnce(), daily] });
    const battle = await desk.file(BATTLE);
    await desk.seal();
    const shelling = await desk.file(SHELLING);
    await desk.seal();
    desk.advanceTo("2027-01-10T07:00:01Z");
    await desk.seal();
    expect(await desk.items()).toEqual([[battle], [shelling]]);
  });

  test("is told to a reader who muted the battle's story", async () => {
    const desk = await run();
    const battle = await desk.file(BATTLE);
    await desk.seal();
    const reader = { subscriptionId: "levant", address: "desk@example.org" };
    await desk.readers.mute(reader, battle, "severe");
    const shelling = await desk.file(SHELLING);
    await desk.seal();
    expect(await desk.items()).toEqual([[battle], [shelling]]);
  });
});
