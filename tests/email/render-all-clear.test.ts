import { describe, expect, test } from "vitest";

import { renderAllClear } from "#src/email/render-all-clear.ts";
import { anAllClear, FRAME } from "#tests/support/digests.ts";

const render = (over: Parameters<typeof anAllClear>[0] = {}) =>
  renderAllClear(anAllClear(over), FRAME);

describe("an all-clear", () => {
  test("says what was watched, for which window, and what it does not mean", () => {
    const { subject, text, headers, messageId } = render();
    expect(subject).toBe("All clear: Levant desk");
    expect(text).toBe(`Levant desk: All clear
Sat 21 Nov 2026, 07:00 to Sun 22 Nov 2026, 07:00 Paris time (UTC+1)
Nothing that your rules ask for was reported.

212 reports from 4 sources read, against 2 rules:
- Syria and neighbours
- Damascus office

-- 
Compiled automatically: nothing was found in what was read, which is not
that nothing happened.
Mail levant-desk.all-clear.3f2a9c01b7.mi9k2f00-3, classifier 1.0.0.
Unsubscribe:
https://tocsin.example.org/m/c29tZS10b2tlbg
`);
    expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    expect(messageId).toContain("levant-desk.all-clear.");
  });

  test("is none where no source was heard, and says that first", () => {
    const { subject, text } = render({ watched: { rules: ["any"], reports: 0, sources: 0 } });
    expect(subject).toBe("Nothing was heard: Levant desk");
    expect(text).toContain("this is no all-clear");
  });

  test("has a neutral subject where its reader asked for one", () => {
    const { subject } = render({ mail: { format: "html", tlp: "amber", subject: "neutral" } });
    expect(subject).toBe("Digest of Sun 22 Nov 2026, 07:00");
  });

  test("says that it is late, wears its label, and lists forty rules at most", () => {
    const rules = Array.from({ length: 50 }, (_, i) => `Rule ${i}`);
    const { subject, text, html } = render({
      late: true,
      mail: { format: "html", tlp: "amber" },
      watched: { rules, reports: 1, sources: 1 },
    });
    expect(subject).toBe("[TLP:AMBER] All clear: Levant desk");
    for (const part of [text, html]) {
      expect(part).toContain("Sent late");
      expect(part).toContain("and 10 more");
      expect(part).not.toContain("Rule 40");
    }
  });

  test("has a text part alone where that was asked for, and asks by mail where there is no page", () => {
    const mail = anAllClear({ mail: { format: "text" } });
    const { html, text } = renderAllClear(mail, { ...FRAME, unsubscribeUrl: undefined });
    expect(html).toBeUndefined();
    expect(text).toContain("write to tocsin@alerts.example.org.");
  });

  test("makes no markup of a rule's name", () => {
    const { html = "" } = render({
      watched: { rules: ['<b onload="x">&'], reports: 1, sources: 1 },
    });
    expect(html).toContain("<li>&lt;b onload=&quot;x&quot;&gt;&amp;</li>");
  });
});
