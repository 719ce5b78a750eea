import { describe, expect, test } from "vitest";

import { describeForAll, describeOwn, viewItem } from "#src/email/describe-item.ts";
import { TOLD_BEFORE } from "#src/model/digest.ts";
import { anItem, aPlace, aTeller, FRAME, SYRIA_RULE, type Told } from "#tests/support/digests.ts";

const READER = { ...FRAME, timezone: "Europe/Paris" };

function view(told: Told = {}) {
  const item = anItem(told);
  return viewItem({
    number: 1,
    shared: describeForAll(item, READER),
    own: describeOwn(item, READER),
  });
}

function row(label: string, told: Told = {}): string | undefined {
  return view(told).rows.find((each) => each.label === label)?.value;
}

describe("what became of an incident", () => {
  test.for<{ rule: string; label: string; told: Told; said: string }>([
    {
      rule: "an update says each change, from and to",
      label: "Changed",
      told: {
        kind: "update",
        incident: {
          changes: [
            { field: "killed", from: "3", to: "12" },
            { field: "threat", from: "terrorism/bombing", to: "terrorism/suicide-bombing" },
            { field: "place", from: "SY-RD", to: "SY-HI" },
          ],
        },
      },
      said: "killed 3 → 12; type bombing → suicide bombing; place Rif Dimashq → Homs",
    },
    {
      rule: "an update without a changed figure says that it was told anew",
      label: "Changed",
      told: { kind: "update" },
      said: "told anew since your earlier mail",
    },
    {
      rule: "a correction without a changed figure says that the report was replaced",
      label: "Corrected",
      told: { kind: "correction" },
      said: "a source replaced its report or took it back",
    },
    {
      rule: "a withdrawal says what to do with the earlier mail",
      label: "Withdrawn",
      told: { kind: "retraction" },
      said: "its source took it back; do not rely on what an earlier mail told you",
    },
  ])("$rule", ({ label, told, said }) => {
    expect(row(label, told)).toBe(said);
  });

  test("a new incident has nothing to compare with", () => {
    expect(view().rows[0]?.label).toBe("Reported");
    expect(view().mark).toBeUndefined();
  });

  test("a withdrawal does not repeat the figures it withdraws, nor how sure they were", () => {
    expect(row("Reported", { kind: "retraction" })).toBeUndefined();
    expect(row("Confidence", { kind: "retraction" })).toBeUndefined();
  });
});

describe("sources", () => {
  const copies = [aTeller(), aTeller({ reportId: "w2", source: "mirror", copy: true })] as const;

  test("count copies of one text as one", () => {
    expect(row("Sources", { incident: { toldBy: copies } })).toBe(
      "1 independent of 2 reports: Wire feed, mirror",
    );
    expect(row("Confidence", { incident: { toldBy: copies } })).toBe("single source");
  });

  describe("that took their report back", () => {
    const url = (name: string) => ({ url: `https://${name}.example/1` });
    const gone = { withdrawn: true, ...url("gone") } as const;

    test.for<{ rule: string; toldBy: Told["incident"]; said: string; linked: readonly string[] }>([
      {
        rule: "are named apart, and neither counted nor linked",
        toldBy: { toldBy: [aTeller({ source: "radio", ...url("radio") }), aTeller(gone)] },
        said: "1 report: radio; taken back by Wire feed",
        linked: ["radio.example"],
      },
      {
        rule: "are not named apart where they tell it anew",
        toldBy: { toldBy: [aTeller(url("new")), aTeller(gone)] },
        said: "1 report: Wire feed",
        linked: ["new.example"],
      },
      {
        rule: "are named and linked where nobody else tells it",
        toldBy: { toldBy: [aTeller(gone)], retracted: true },
        said: "1 report: Wire feed",
        linked: ["gone.example"],
      },
    ])("$rule", ({ toldBy, said, linked }) => {
      expect(row("Sources", { incident: toldBy })).toBe(said);
      expect(view({ incident: toldBy }).links.map(({ host }) => host)).toEqual(linked);
    });
  });

  test("are named up to four", () => {
    const others = ["b", "c", "d", "e", "f"].map((source) => aTeller({ source }));
    expect(row("Sources", { incident: { toldBy: [aTeller(), ...others] } })).toBe(
      "6 independent of 6 reports: Wire feed, b, c, d and 2 more",
    );
  });

  test("are linked once a host, those in words of their own first, at most three", () => {
    const toldBy = [
      aTeller({ url: "https://copy.example/1", copy: true }),
      aTeller({ url: "https://a.example/1" }),
      aTeller({ url: "https://a.example/2" }),
      aTeller({ url: "javascript:alert(1)" }),
      aTeller({ url: "https://b.example/1" }),
      aTeller({ url: "https://c.example/1" }),
    ] as const;
    expect(view({ incident: { toldBy } }).links.map(({ url }) => url)).toEqual([
      "https://a.example/1",
      "https://b.example/1",
      "https://c.example/1",
    ]);
  });
});

describe("confidence", () => {
  test.for([
    ["official, single source", [aTeller({ source: "ministry" })]],
    ["official, several independent sources", [aTeller(), aTeller({ source: "ministry" })]],
    ["single source", [aTeller(), aTeller({ source: "ministry", copy: true })]],
  ] as const)("%s", ([said, toldBy]) => {
    expect(row("Confidence", { incident: { toldBy } })).toBe(said);
  });
});

describe("when", () => {
  test.for([
    [
      "the reader's clock, then the place's",
      {},
      "22:10 Paris time (Sun 22 Nov, 00:10 Damascus time)",
    ],
    ["one day once", { lat: 14.5, lon: -4.1 }, "22:10 Paris time (21:10 Bamako time)"],
    ["one clock once", { lat: 52.5, lon: 13.4 }, "22:10 Paris time"],
    ["no clock of a whole country", { kind: "country" }, "22:10 Paris time"],
    ["no clock of a place without a point", { lat: null }, "22:10 Paris time"],
  ] as const)("says %s", ([, over, said]) => {
    const { when } = view({ classification: { places: [aPlace(over)] } });
    expect(when).toBe(`Event: Sat 21 Nov 2026. First report: Sat 21 Nov, ${said}.`);
  });

  test("says nothing of a place's clock where no place is told", () => {
    const { when } = view({ classification: { places: [] } });
    expect(when).toBe("Event: Sat 21 Nov 2026. First report: Sat 21 Nov, 22:10 Paris time.");
  });
});

describe("an item", () => {
  test("says each rule that it came by", () => {
    const reasons = [SYRIA_RULE, { rule: "Watch words", facts: [] }] as const;
    const why = view({ reasons }).rows.filter(({ label }) => label === "Why you");
    expect(why.map(({ value }) => value)).toEqual([
      "rule “Syria and neighbours”: Western Asia (Rif Dimashq); terrorism (suicide bombing); moderate or worse (severe)",
      "rule “Watch words”",
    ]);
  });

  test("says when no rule matches it any longer", () => {
    expect(row("Why you", { kind: "update", reasons: [TOLD_BEFORE] })).toBe(
      "an earlier digest told you of it; no rule of yours matches it now",
    );
  });

  test("names actors with the lists they stand on, each once", () => {
    const actor = { name: "Islamic State", lists: ["UNSC-1267"], start: 0, end: 1 };
    const actors = [actor, actor, { name: "Desert Hawks", lists: [], start: 2, end: 3 }];
    expect(row("Actors named", { classification: { actors } })).toBe(
      "Islamic State (listed: UNSC-1267), Desert Hawks",
    );
  });

  test.for([
    ["Coach crash on the Homs road.", undefined],
    ["COACH CRASH — on the Homs road", undefined],
    ["", undefined],
    ["Nine people were hurt.", "Nine people were hurt."],
  ] as const)("with the summary %j shows %j below its headline", ([summary, shown]) => {
    expect(view({ incident: { headline: "Coach crash on the Homs road", summary } }).summary).toBe(
      shown,
    );
  });

  test.for([
    ["ar", "ar"],
    [null, undefined],
    ['x" onload="', undefined],
  ] as const)("in language %j is marked %j", ([language, marked]) => {
    expect(view({ classification: { language } }).language).toBe(marked);
  });

  test("says when its type is in doubt", () => {
    expect(row("Confidence", { classification: { threats: [] } })).toBe(
      "single source; type uncertain",
    );
  });
});
