import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { mailReader, writeMail as bytesOf } from "#src/adapters/redis/sealed-mail-text.ts";
import type { Digest, SealedMail } from "#src/model/digest.ts";
import { aDigest, anAllClear, anItem, SYRIA_RULE } from "#tests/support/digests.ts";
import { oneItem, tooMany, whatBecame } from "#tests/support/sample-digests.ts";

function writeMail(mail: SealedMail): string {
  return bytesOf(mail).toString();
}

function isDigest(mail: SealedMail): asserts mail is Digest {
  if (!("items" in mail)) throw new Error("the mail has no items");
}

function incidentsIn(mail: SealedMail) {
  isDigest(mail);
  return mail.items.map(({ incident }) => incident);
}

const words = fc.string({ unit: "binary", maxLength: 60 });

describe("a sealed mail", () => {
  test.for<[string, SealedMail]>([
    ["one item", oneItem()],
    ["what became of others", whatBecame()],
    ["too many", tooMany()],
    ["nothing but an all-clear", anAllClear()],
  ])("of %s is read as it was written, and is plain JSON", ([, mail]) => {
    const text = writeMail(mail);
    expect(mailReader()(text)).toEqual(JSON.parse(JSON.stringify(mail)));
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(mail)));
  });

  test("is read as it was written whatever stands in its words", () => {
    const read = mailReader();
    fc.assert(
      fc.property(words, words, words, (headline, rule, found) => {
        const facts = [{ clause: "words", asked: rule, found }] as const;
        const item = anItem({ incident: { headline }, reasons: [{ rule, facts }, SYRIA_RULE] });
        const mail = aDigest({ subscriptionName: rule, items: [item, anItem()] });
        expect(read(writeMail(mail))).toEqual(JSON.parse(JSON.stringify(mail)));
      }),
    );
  });

  test("is read where all of it stands on one line", () => {
    expect(mailReader()(JSON.stringify(oneItem()))).toEqual(JSON.parse(JSON.stringify(oneItem())));
  });
});

describe("two sealed mails", () => {
  test("share what they tell in the same letters, and nothing else", () => {
    const read = mailReader();
    const updated = anItem({ incident: { version: 2 } });
    const first = incidentsIn(read(writeMail(aDigest({ items: [anItem(), updated] }))));
    const second = incidentsIn(read(writeMail(aDigest({ items: [updated, anItem()] }))));
    expect(second[0]).toBe(first[1]);
    expect(second[1]).toBe(first[0]);
    expect(first[0]).not.toEqual(first[1]);
  });

  test("share nothing any more when a great many others were read between them", () => {
    const read = mailReader();
    const text = writeMail(aDigest());
    const [before] = incidentsIn(read(text));
    const headline = "word ".repeat(4_000);
    for (let n = 0; n < 250; n += 1)
      read(writeMail(aDigest({ items: [anItem({ incident: { headline: headline + n } })] })));
    const [after] = incidentsIn(read(text));
    expect(after).not.toBe(before);
    expect(after).toEqual(before);
  });
});
