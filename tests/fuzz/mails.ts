import assert from "node:assert/strict";

import * as fc from "fast-check";
import { simpleParser } from "mailparser";
import { type DefaultTreeAdapterTypes, parse } from "parse5";

import { composeMessage } from "#src/adapters/smtp/compose-message.ts";
import { renderDigest } from "#src/email/render-digest.ts";
import type { Digest } from "#src/model/digest.ts";
import { aDigest, aPlace, anItem, aTeller, FRAME } from "#tests/support/digests.ts";

import { fuzzTarget } from "./frame/fuzz-target.ts";
import { hostileText, upTo } from "./frame/mutations.ts";

/** Every text of a digest that a report, a source or an operator wrote. */
const words = fc.record({
  headline: upTo(500, hostileText),
  summary: upTo(1_000, hostileText),
  place: upTo(200, hostileText),
  actor: upTo(200, hostileText),
  rule: upTo(200, hostileText),
  url: fc.oneof(upTo(2_000, hostileText), fc.webUrl()),
  source: upTo(100, hostileText),
});
type Words = typeof words extends fc.Arbitrary<infer T> ? T : never;

function digestOf({ headline, summary, place, actor, rule, url, source }: Words): Digest {
  return aDigest({
    subscriptionName: rule,
    items: [
      anItem({
        kind: "update",
        reasons: [{ rule, facts: [{ clause: "words", asked: rule, found: rule }] }],
        classification: {
          places: [aPlace({ canonical: place, alternatives: [aPlace({ canonical: place })] })],
          actors: [{ name: actor, lists: [actor], start: 0, end: 1 }],
        },
        incident: {
          headline,
          summary,
          changes: [{ field: "place", from: place, to: actor }],
          toldBy: [aTeller({ source, reportId: source, url, title: headline })],
        },
      }),
    ],
  });
}

type Element = DefaultTreeAdapterTypes.Element;

function elementsOf(html: string): Element[] {
  const found: Element[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node) => {
    if ("tagName" in node) found.push(node);
    if ("childNodes" in node) node.childNodes.forEach(walk);
  };
  walk(parse(html));
  return found;
}

/** Names of elements and of their attributes: what a browser would make of it. */
const shapeOf = (html: string) =>
  new Set(
    elementsOf(html).map(({ tagName, attrs }) =>
      [tagName, ...attrs.map(({ name }) => name)].join(" "),
    ),
  );

const HARMLESS = digestOf({
  headline: "a",
  summary: "b",
  place: "c",
  actor: "d",
  rule: "e",
  url: "https://news.example.org/x",
  source: "f",
});
const KNOWN_SHAPES = shapeOf(renderDigest(HARMLESS, FRAME).html ?? "");

function htmlHolds(html: string): void {
  for (const shape of shapeOf(html)) assert.ok(KNOWN_SHAPES.has(shape), `a report made <${shape}>`);
  for (const { attrs } of elementsOf(html)) {
    for (const { name, value } of attrs) {
      if (name === "href") assert.match(value, /^(?:https?:\/\/|mailto:|#)/);
      if (name === "style") assert.ok(!/url\s*\(|expression|@import/i.test(value), value);
      assert.ok(!name.startsWith("on") && name !== "src", name);
    }
  }
}

export const MAILS = [
  fuzzTarget({
    name: "mail",
    weight: 1,
    inputs: words,
    check: async (written) => {
      const rendered = renderDigest(digestOf(written), FRAME);
      htmlHolds(rendered.html ?? "");
      const mail = await simpleParser(await composeMessage(rendered));
      const names = mail.headerLines.map(({ key }) => key);
      assert.equal(new Set(names).size, names.length, "a header twice");
      assert.ok(!names.includes("bcc") && !names.includes("cc"), "another recipient");
      const to = Array.isArray(mail.to) ? mail.to : [mail.to];
      assert.deepEqual(
        to.flatMap((one) => one?.value.map(({ address }) => address)),
        ["desk@example.org"],
      );
      assert.equal(mail.messageId, rendered.messageId);
      assert.equal(mail.attachments.length, 0);
    },
  }),
];
