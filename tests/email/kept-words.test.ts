import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { describeDigest } from "#src/email/describe-digest.ts";
import { keepWords } from "#src/email/kept-words.ts";
import { overShipped } from "#src/email/mail-templates.ts";
import { renderDigest } from "#src/email/render-digest.ts";
import { withinCeiling } from "#src/email/tlp-ceiling.ts";
import { type Digest, type DigestItem, TOLD_BEFORE } from "#src/model/digest.ts";
import { aDigest, anItem, aPlace, aTeller, FRAME, SYRIA_RULE } from "#tests/support/digests.ts";
import { tooMany, whatBecame } from "#tests/support/sample-digests.ts";

const PARTNER = aTeller({ reportId: "partner-1", source: "partner", url: "https://p.example/1" });

/** Incidents that many mails tell: each is one object. */
const INCIDENTS = [
  ...tooMany().items.slice(0, 4),
  ...whatBecame().items,
  anItem({ incident: { id: "incident-9", toldBy: [aTeller(), PARTNER] } }),
  anItem({
    classification: { places: [aPlace({ alternatives: [aPlace({ canonical: "Homs" })] })] },
  }),
  anItem({ incident: { id: "incident-7", headline: "<b>Bomb</b> & “more” ".repeat(30) } }),
].map(({ incident }) => incident);

const item = fc.record({
  incident: fc.constantFrom(...INCIDENTS),
  kind: fc.constantFrom<DigestItem["kind"]>("new", "update", "correction", "retraction"),
  reasons: fc
    .string({ maxLength: 20 })
    .map((rule): DigestItem["reasons"] => [{ ...SYRIA_RULE, rule: `Desk ${rule}` }, SYRIA_RULE]),
});

const digest = fc
  .record({
    id: fc.uuid(),
    timezone: fc.constantFrom("Europe/Paris", "Asia/Damascus", "Etc/GMT+5", "UTC"),
    items: fc.array(item, { minLength: 1, maxLength: 12 }),
    format: fc.constantFrom("html", "text"),
    ceiling: fc.constantFrom(undefined, "green", "red"),
    map: fc.boolean(),
  })
  .map(({ id, timezone, items, ...mail }) =>
    aDigest({
      id,
      timezone,
      items: items as unknown as Digest["items"],
      mail,
    }),
  );

const FRAMES = [
  FRAME,
  { ...FRAME, placeName: (code: string) => `the land of ${code}` },
  { ...FRAME, source: (id: string) => ({ name: `the newsroom of ${id}` }) },
  { ...FRAME, templates: overShipped({ item: (it) => `<p>${JSON.stringify(it)}</p>` }) },
] as const;

const IN_UTC = { ...FRAME, timezone: "UTC" };

describe("words that mails have in common", () => {
  test("are those each mail would have by itself, whatever came before it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(digest, fc.constantFrom(...FRAMES)), { minLength: 2, maxLength: 8 }),
        (mails) => {
          const keptWords = keepWords();
          for (const [one, frame] of mails)
            expect(renderDigest(one, { ...frame, keptWords })).toEqual(renderDigest(one, frame));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("are those of a mail for which nothing is kept at all", () => {
    const room = { whole: 40, brief: 60 };
    fc.assert(
      fc.property(fc.array(digest, { minLength: 1, maxLength: 4 }), (mails) => {
        const keptWords = keepWords();
        for (const sealed of mails) {
          const told = withinCeiling(sealed, FRAME.source);
          const kept = describeDigest(told, { ...FRAME, keptWords }, room);
          expect(kept).toEqual(describeDigest(told, FRAME, room));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("are no other reader's: not their rules, nor their numbers, map or address", () => {
    fc.assert(
      fc.property(digest, digest, fc.string(), (one, other, rule) => {
        const keptWords = keepWords();
        const items = one.items.map(({ reasons: [first, ...rest], ...told }) => ({
          ...told,
          reasons: [{ ...first, rule }, ...rest],
        }));
        const mails = [one, { ...one, id: "other", items }, { ...other, items }, one];
        for (const mail of mails as Digest[])
          expect(renderDigest(mail, { ...FRAME, keptWords })).toEqual(renderDigest(mail, FRAME));
      }),
      { numRuns: 60 },
    );
  });

  test("are made once for all readers whose clock is the same", () => {
    const keptWords = keepWords();
    const [shared] = INCIDENTS;
    const told = { ...anItem(), incident: shared ?? anItem().incident };
    const inParis = { ...FRAME, timezone: "Europe/Paris" };
    const first = keptWords.view(told, inParis);
    expect(keptWords.view({ ...told, reasons: [SYRIA_RULE, SYRIA_RULE] }, inParis)).toBe(first);
    expect(keptWords.view(told, { ...inParis, timezone: "UTC" })).not.toBe(first);
    expect(keptWords.view({ ...told, kind: "update" }, inParis)).not.toBe(first);
  });

  test("of one incident are no more than the clocks of a region", () => {
    const keptWords = keepWords();
    const told = anItem();
    const first = keptWords.view(told, IN_UTC);
    const zones = Intl.supportedValuesOf("timeZone").slice(0, 40);
    for (const timezone of zones) keptWords.view(told, { ...FRAME, timezone });
    expect(keptWords.view(told, IN_UTC)).not.toBe(first);
    expect(keptWords.view(told, IN_UTC)).toEqual(first);
  });

  test("of a list are made once for all who are told it, for whatever rule", () => {
    const keptWords = keepWords();
    const items = [anItem(), anItem({ severity: "minor" })];
    const renamed = items.map((told) => ({
      ...told,
      reasons: [{ ...SYRIA_RULE, rule: "Desk" }] as const,
    }));
    const room = { whole: 2, brief: 0, map: false };
    const first = keptWords.list(items, room, IN_UTC);
    expect(keptWords.list(renamed, { ...room }, IN_UTC)).toBe(first);
    const toldBefore = renamed.map((told) => ({
      ...told,
      reasons: [{ ...SYRIA_RULE, rule: TOLD_BEFORE.rule }] as const,
    }));
    for (const other of [items.slice(1), items.toReversed(), [items[0], ...items], toldBefore])
      expect(keptWords.list(other as DigestItem[], room, IN_UTC)).not.toBe(first);
    for (const other of [{ whole: 1 }, { brief: 1 }, { map: true }])
      expect(keptWords.list(items, { ...room, ...other }, IN_UTC)).not.toBe(first);
    expect(keptWords.list(items, room, { ...FRAME, timezone: "Asia/Damascus" })).not.toBe(first);
  });

  test.for([
    { lists: 3, items: 1_000 },
    { lists: 100, items: 2 },
  ])("of a list are dropped after $lists others of $items items", ({ lists, items: length }) => {
    const keptWords = keepWords();
    const room = { whole: 1, brief: 0, map: false };
    const items = [anItem()];
    const first = keptWords.list(items, room, IN_UTC);
    for (let list = 0; list < lists; list += 1) {
      expect(keptWords.list(items, room, IN_UTC)).toBe(first);
      const told = anItem();
      keptWords.list(
        Array.from({ length }, () => told),
        room,
        IN_UTC,
      );
    }
    expect(keptWords.list(items, room, IN_UTC)).not.toBe(first);
    expect(keptWords.list(items, room, IN_UTC)).toEqual(first);
  });
});
