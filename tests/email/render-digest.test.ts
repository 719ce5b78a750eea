import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { describeDigest } from "#src/email/describe-digest.ts";
import { viewItem } from "#src/email/describe-item.ts";
import { renderDigest } from "#src/email/render-digest.ts";
import { withinCeiling } from "#src/email/tlp-ceiling.ts";
import type { Digest } from "#src/model/digest.ts";
import { aDigest, aPlace, anItem, aTeller, FRAME } from "#tests/support/digests.ts";
import { goldenText } from "#tests/support/golden-file.ts";
import { oneItem, tooMany, whatBecame } from "#tests/support/sample-digests.ts";

function htmlOf(digest: Digest, frame = FRAME): string {
  const { html } = renderDigest(digest, frame);
  if (html === undefined) throw new Error("the mail has no HTML part");
  return html;
}

const ENTITIES = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#39;", "'"],
]);

/** What a reader sees of the HTML, on one line. */
function wordsOf(html: string): string {
  return html
    .slice(html.indexOf('<table role="presentation" class="sheet"'))
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES.get(entity) ?? entity)
    .replaceAll(/\s+/g, " ");
}

/** All that a mail of this digest tells, in the order it tells it. */
function toldIn(digest: Digest): string[] {
  const view = describeDigest(withinCeiling(digest, FRAME.source), FRAME, { whole: 40, brief: 60 });
  const { footer } = view;
  const hasTitles = view.mostSerious !== undefined;
  const items = view.sections.flatMap(({ title, items: own }) => [
    hasTitles ? title : undefined,
    ...own
      .map(viewItem)
      .flatMap((item) =>
        [item.level.word, item.mark, item.type, item.category, item.place]
          .concat([item.when, item.headline, item.summary])
          .concat(item.rows.map(({ label, value }) => `${label}: ${value}`)),
      ),
  ]);
  const head = [view.tlp, view.name, view.counts, view.period, view.mostSerious, view.late];

  const foot = [footer.more, footer.origin, footer.scale, footer.made, footer.reports];
  const said = [...head, ...view.byRegion, ...items, ...view.brief, ...view.rest, ...foot];
  return [...said, footer.credit, footer.change].filter((words) => words !== undefined);
}

/** The first words that `seen` does not have after those before them. */
function firstMissing(seen: string, told: readonly string[]): string | undefined {
  let from = 0;
  for (const words of told) {
    const at = seen.indexOf(words, from);
    if (at === -1) return words;
    from = at + words.length;
  }
  return undefined;
}

describe("the mails kept as files", () => {
  test.for([
    ["one-item", oneItem()],
    ["what-became", whatBecame()],
    ["too-many", tooMany()],
  ] as const)("%s is as last looked at", ([name, digest]) => {
    const { subject, text, html = "" } = renderDigest(digest, FRAME);
    const folder = new URL("../fixtures/mail/", import.meta.url);
    const mail = `Subject: ${subject}\n\n${text}`;
    expect(mail).toBe(goldenText(new URL(`${name}.txt`, folder), mail));
    expect(html).toBe(goldenText(new URL(`${name}.html.golden`, folder), html));
  });
});

describe("a mail", () => {
  const mail = renderDigest(oneItem(), FRAME);

  test("has an id and a date of its digest, so that a repeat is the same mail", () => {
    expect(mail.messageId).toBe(
      "<levant-desk.immediately.3f2a9c01b7.mi9k2f00-4@alerts.example.org>",
    );
    expect(mail.date).toBe("2026-11-22T06:00:07Z");
    expect(renderDigest(oneItem(), FRAME)).toEqual(mail);
  });

  test("goes to the delivery's one address", () => {
    expect(mail.to).toEqual({ name: "", address: "desk@example.org" });
  });

  test("without HTML is text alone, and the same text", () => {
    const plain = renderDigest({ ...oneItem(), mail: { format: "text", tlp: "amber" } }, FRAME);
    expect(plain.html).toBeUndefined();
    expect(plain.text).toBe(mail.text);
  });
});

describe("the text part", () => {
  test.for([
    ["one-item", oneItem()],
    ["what-became", whatBecame()],
    ["too-many", tooMany()],
  ] as const)("of %s keeps to 72 columns but for links", ([, digest]) => {
    const lines = renderDigest(digest, FRAME).text.split("\n");
    const long = lines.filter((line) => line.length > 72 && !/^ *https?:/.test(line));
    expect(long).toEqual([]);
  });

  test.for([
    ["one-item", oneItem()],
    ["what-became", whatBecame()],
    ["too-many", tooMany()],
  ] as const)("of %s says all that the HTML says, in its order", ([, digest]) => {
    const { text, html = "" } = renderDigest(digest, FRAME);
    const told = toldIn(digest);
    expect(firstMissing(text.replaceAll(/\s+/g, " "), told)).toBeUndefined();
    expect(firstMissing(wordsOf(html), told)).toBeUndefined();
  });
});

describe("a digest too large for a mail", () => {
  const large = tooMany();

  test("tells the worst whole, some in a line each, and counts the rest", () => {
    const { text } = renderDigest(large, FRAME);
    const whole = text.match(/^\d+ +\[/gm) ?? [];
    const brief = text.match(/^- (?:EXTREME|SEVERE|MODERATE|MINOR|UNKNOWN) /gm) ?? [];
    const counted = [...text.matchAll(/^- (\d+) (?:extreme|severe|moderate|minor|unknown):/gm)];
    const rest = counted.reduce((sum, [, amount]) => sum + Number(amount), 0);
    expect(whole).toHaveLength(40);
    expect(whole.length + brief.length + rest).toBe(large.items.length);
  });

  test("stays below the size at which Gmail cuts, whatever the items' length", () => {
    const toldBy = Array.from({ length: 30 }, (_, index) =>
      aTeller({
        reportId: `r-${"x".repeat(100)}-${index}`,
        source: `source-${index}`,
        url: `https://host${index}.example/${"path/".repeat(150)}`,
      }),
    );
    const item = anItem({
      reasons: [{ rule: "R".repeat(3000), facts: [] }],
      incident: {
        headline: "ب".repeat(5000),
        summary: "<&>".repeat(5000),
        toldBy: [aTeller(), ...toldBy],
      },
    });
    const mail = renderDigest(
      aDigest({ items: [item, ...Array<typeof item>(80).fill(item)] }),
      FRAME,
    );
    expect(Buffer.byteLength(mail.html ?? "")).toBeLessThanOrEqual(90_000);
    expect(Buffer.byteLength(mail.text)).toBeLessThanOrEqual(90_000);
    expect(mail.text).toContain("1  [SEVERE]");
  });

  test("leads to the reader's page for the rest", () => {
    const pageUrl = "https://tocsin.example/m/abc";
    const { text, html } = renderDigest(large, { ...FRAME, pageUrl });
    expect(text).toContain(`All items, each with its reason:\n${pageUrl}`);
    expect(html).toContain(`<a class="link" href="${pageUrl}">All items, each with its reason`);
  });

  test("without a page names whom to ask for the rest", () => {
    const { text } = renderDigest(large, FRAME);
    expect(text).toContain(
      "For the whole of it, ask tocsin@alerts.example.org for digest\nlevant-desk.at.3f2a9c01b7.mi9k2f00-12.",
    );
  });
});

describe("the HTML part", () => {
  const html = htmlOf(whatBecame());

  test("fetches and runs nothing: its map is in the mail", () => {
    expect(html.match(/src="[^"]*"/g)).toEqual([
      'src="cid:map.levant-desk.at.3f2a9c01b7.mi9k2f00-12@alerts.example.org"',
    ]);
    expect(html.replace(/<img [^>]*>/, "")).not.toMatch(
      /<(?:img|script|iframe|link|object|form|video)\b|url\(|@import|src=/i,
    );
  });

  test("gives report text its language and lets it choose its direction", () => {
    expect(html).toContain('<div dir="auto" lang="ar">');
    const item = anItem({ classification: { language: null } });
    expect(htmlOf(aDigest({ items: [item] }))).toContain('<div dir="auto" lang="">');
  });

  test("names severity by word and shape, not by colour alone", () => {
    expect(html).toContain('<span aria-hidden="true">■</span> EXTREME');
  });

  test("has one first-level heading, and items a level below their section", () => {
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/<h3/g)).toHaveLength(4);
    expect(htmlOf(oneItem())).not.toContain("<h3");
  });

  test("speaks of tables to nobody who listens", () => {
    expect(html.match(/<table/g)?.length).toBe(html.match(/<table role="presentation"/g)?.length);
  });

  test("marks a late mail at its top", () => {
    expect(html).toContain("Sent late: the service was down when this mail was due.");
    expect(htmlOf(oneItem())).not.toContain("Sent late");
  });
});

const HOSTILE = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `'--></style><a href="javascript:alert(1)">here</a>`,
  `<%= process.exit(1) %>`,
  `a\r\nBcc: victim@example.org\r\n\r\n<b>body</b>`,
  `\u202etxet desrever\u2066`,
  `{{constructor}} \${7*7}`,
];

function hostileDigest(words: string): Digest {
  return aDigest({
    subscriptionName: words,
    items: [
      anItem({
        kind: "update",
        reasons: [{ rule: words, facts: [{ clause: "words", asked: words, found: words }] }],
        classification: {
          places: [aPlace({ canonical: words, alternatives: [aPlace({ canonical: words })] })],
          actors: [{ name: words, lists: [words], start: 0, end: 1 }],
          language: words,
        },
        incident: {
          headline: `headline ${words}`,
          summary: `summary ${words}`,
          changes: [{ field: "place", from: words, to: words }],
          toldBy: [aTeller({ source: words, reportId: words, url: words, title: words })],
        },
      }),
    ],
  });
}

function tagsOf(html: string): string[] {
  return html.match(/<[a-z/!][^>]*>/gi) ?? [];
}

describe("whatever a report says", () => {
  const plain = tagsOf(htmlOf(hostileDigest("plain")));

  test.for(HOSTILE)("%j becomes no markup, no link and no header", (words) => {
    const mail = renderDigest(hostileDigest(words), FRAME);
    expect(tagsOf(mail.html ?? "")).toEqual(plain);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(Object.values(mail.headers).join("")).not.toMatch(/[\r\n]/);
    expect(mail.text).not.toMatch(/^(?:Bcc|Subject):/im);
    expect(mail.text + (mail.html ?? "")).not.toMatch(/[\u202a-\u202e\u2066-\u2069\r]/);
  });

  test("holds for any text at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (words) => {
        const mail = renderDigest(hostileDigest(`<${words}`), FRAME);
        expect(tagsOf(mail.html ?? "")).toEqual(plain);
        expect(mail.subject.length).toBeLessThanOrEqual(78);
        expect(mail.subject).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 100 },
    );
  });
});
