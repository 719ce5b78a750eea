import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Fault, formatFault } from "#src/config/fault.ts";
import { readMailTemplates } from "#src/config/mail-templates.ts";
import { overShipped } from "#src/email/mail-templates.ts";
import { renderDigest } from "#src/email/render-digest.ts";
import { FRAME as SHIPPED_FRAME } from "#src/email/templates/frame.ts";
import { ITEM } from "#src/email/templates/item.ts";
import { aDigest, anItem, FRAME } from "#tests/support/digests.ts";
import { whatBecame } from "#tests/support/sample-digests.ts";

function read(files: Readonly<Record<string, string>>) {
  const faults: Fault[] = [];
  const named = Object.entries(files).map(([name, text]) => ({ path: `mail/${name}.eta`, text }));
  const templates = readMailTemplates(named, faults);
  return { templates, faults: faults.map(formatFault) };
}

function htmlOf(files: Readonly<Record<string, string>>, headline = "Blast"): string {
  const { templates, faults } = read(files);
  expect(faults).toEqual([]);
  const digest = aDigest({ items: [anItem({ incident: { headline } })] });
  return renderDigest(digest, { ...FRAME, templates }).html ?? "";
}

describe("an operator's template", () => {
  test("stands in the place of the shipped one, and the other stays", () => {
    const html = htmlOf({ item: "<p>Ours: <%= it.headline %></p>" });
    expect(html).toContain("<p>Ours: Blast</p>");
    expect(html).toContain("<h1>1 new");
  });

  test("may be the shipped one itself", () => {
    const { templates, faults } = read({ frame: SHIPPED_FRAME, item: ITEM });
    expect(faults).toEqual([]);
    const digest = whatBecame();
    expect(renderDigest(digest, { ...FRAME, templates }).html).toBe(
      renderDigest(digest, FRAME).html,
    );
  });

  test("escapes whatever it prints", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (words) => {
        const html = htmlOf({ item: "<p><%= it.headline %></p>" }, `<em>${words}`);
        expect(html).not.toContain("<em>");
      }),
      { numRuns: 30 },
    );
  });

  test("that fails on some digest gives way to the shipped one", () => {
    const templates = overShipped({
      item: () => {
        throw new Error("no");
      },
    });
    const html = renderDigest(aDigest(), { ...FRAME, templates }).html ?? "";
    expect(html).toContain("Bomber kills two");
  });
});

describe("a template is refused that", () => {
  test.for([
    ["prints raw", "a\n<%~ it.headline %>", "mail/item.eta:2:1: <%~ prints a text unescaped"],
    ["prints behind the escaping", "<% output(it.x) %>", "mail/item.eta:1:4: templates print by"],
    ["runs a script", "<script>1</script>", "mail/item.eta:1:1: a mail runs and fetches nothing"],
    [
      "shows a picture from elsewhere",
      '<img src="https://t.example/p.gif">',
      "mail/item.eta:1:6: a picture",
    ],
    ["fetches in a style", '<p style="background:url(x)">', "mail/item.eta:1:22: a mail fetches"],
    ["acts on its own", '<p onclick="x()">', "mail/item.eta:1:3: a mail runs nothing"],
    ["has an open tag", "a\nb <%= it.headline", "mail/item.eta:2:3: unclosed tag"],
    ["is no JavaScript", "<%= it.a b %>", "mail/item.eta:1:1: is no template: missing )"],
    [
      "reads what there is not",
      "a\n\n<%= it.no.such %>",
      "mail/item.eta:3:1: Cannot read properties",
    ],
    ["reads what an item may lack", "<%= it.links[0].url %>", "mail/item.eta:1:1: Cannot read"],
    ["throws what is no error", "<% throw 'no' %>", "mail/item.eta:1:1: "],
  ] as const)("%s", ([, text, said]) => {
    const { faults } = read({ item: text });
    expect(faults[0]).toContain(said);
  });

  test("has another name than a template of ours", () => {
    expect(read({ itme: "x" }).faults).toEqual([
      'mail/itme.eta:1:1: there is no template itme; did you mean "item"?',
    ]);
  });
});
