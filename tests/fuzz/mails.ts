import assert from "node:assert/strict";

import * as fc from "fast-check";
import { simpleParser } from "mailparser";
import { type DefaultTreeAdapterTypes, parse } from "parse5";

import { composeMessage } from "#src/adapters/smtp/compose-message.ts";
import { renderDigest } from "#src/email/render-digest.ts";
import type { Digest } from "#src/model/digest.ts";
import { aDigest, aPlace, anItem, aTeller, FRAME } from "#tests/support/digests.ts";

import { fuzzTarget } from "./frame/fuzz-target.ts";
import { hostileText, upTo, webAddress } from "./frame/mutations.ts";
import { varyFields, varyText } from "./frame/variations.ts";

/** Every text of a digest that a report, a source or an operator wrote, and its longest. */
const LONGEST = {
  headline: 500,
  summary: 1_000,
  place: 200,
  actor: 200,
  rule: 200,
  url: 2_000,
  source: 100,
};
const words = fc.record({
  headline: upTo(LONGEST.headline, hostileText),
  summary: upTo(LONGEST.summary, hostileText),
  place: upTo(LONGEST.place, hostileText),
  actor: upTo(LONGEST.actor, hostileText),
  rule: upTo(LONGEST.rule, hostileText),
  url: fc.oneof(upTo(LONGEST.url, hostileText), webAddress),
  source: upTo(LONGEST.source, hostileText),
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

/** The names of an element and of its attributes: what a browser would make of it. */
const shapeOf = ({ tagName, attrs }: Element) =>
  [tagName, ...attrs.map(({ name }) => name)].join(" ");

const HARMLESS = digestOf({
  headline: "a",
  summary: "b",
  place: "c",
  actor: "d",
  rule: "e",
  url: "https://news.example.org/x",
  source: "f",
});
const KNOWN_SHAPES = new Set(elementsOf(renderDigest(HARMLESS, FRAME).html ?? "").map(shapeOf));

function htmlHolds(html: string): void {
  for (const element of elementsOf(html)) {
    const shape = shapeOf(element);
    assert.ok(KNOWN_SHAPES.has(shape), `a report made <${shape}>`);
    for (const { name, value } of element.attrs) {
      if (name === "href") assert.match(value, /^(?:https?:\/\/|mailto:|#)/);
      if (name === "style") assert.ok(!/url\s*\(|expression|@import/i.test(value), value);
      assert.ok(!name.startsWith("on") && name !== "src", name);
    }
  }
}

/** Nothing is made of the parts: only headers and the bounds of parts are looked at. */
const AS_SENT = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
};

export const MAILS = [
  fuzzTarget({
    name: "mail",
    weight: 1,
    inputs: words,
    vary: varyFields({
      headline: varyText(LONGEST.headline),
      summary: varyText(LONGEST.summary),
      place: varyText(LONGEST.place),
      actor: varyText(LONGEST.actor),
      rule: varyText(LONGEST.rule),
      url: varyText(LONGEST.url),
      source: varyText(LONGEST.source),
    }),
    check: async (written) => {
      const rendered = renderDigest(digestOf(written), FRAME);
      htmlHolds(rendered.html ?? "");
      const mail = await simpleParser(await composeMessage(rendered), AS_SENT);
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
