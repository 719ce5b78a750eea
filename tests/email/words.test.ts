import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";

import { oneLine, shorten } from "#src/email/clean-text.ts";
import { sayFigures } from "#src/email/describe-figures.ts";
import { placeDoubt, sayPlace } from "#src/email/describe-place.ts";
import { sayReason } from "#src/email/describe-reason.ts";
import { sayOccurred, sayOffset, sayWindow, sayZone } from "#src/email/describe-time.ts";
import { safeLink } from "#src/email/safe-link.ts";
import { wrapText } from "#src/email/wrap-text.ts";
import type { CasualtyFigure, Classification } from "#src/model/classification.ts";
import type { Fact } from "#src/model/match.ts";
import { aClassification, aPlace, code, FRAME } from "#tests/support/digests.ts";

describe("a reader's clock", () => {
  test.for([
    ["Europe/Paris", "Paris time"],
    ["America/Argentina/Buenos_Aires", "Buenos Aires time"],
    ["UTC", "UTC"],
    ["Etc/UTC", "UTC"],
    ["Etc/GMT+5", "UTC-5"],
  ] as const)("%s is %s", ([zone, said]) => {
    expect(sayZone(zone)).toBe(said);
  });

  test.for([
    ["Europe/Paris", "UTC+1"],
    ["Asia/Kathmandu", "UTC+5:45"],
    ["America/St_Johns", "UTC-3:30"],
    ["Europe/London", "UTC"],
  ] as const)("%s is at %s in November", ([zone, said]) => {
    expect(sayOffset("2026-11-22T06:00:00Z", zone)).toBe(said);
  });

  test("a window within a day names the day once", () => {
    const window = { from: "2026-11-22T06:00:00Z", to: "2026-11-22T14:00:00Z" };
    expect(sayWindow(window, "Europe/Paris")).toBe("Sun 22 Nov 2026, 07:00 to 15:00");
  });
});

describe("the event's date", () => {
  test.for([
    ["2026-11-21", "day", "Sat 21 Nov 2026"],
    ["2026-11-01", "month", "November 2026"],
    ["2026-11", "month", "November 2026"],
    ["2026-01-01", "year", "2026"],
    ["2026", "year", "2026"],
    [null, null, "not stated"],
  ] as const)("%s to the %s: %s", ([date, precision, said]) => {
    expect(sayOccurred(date, precision)).toBe(said);
  });
});

describe("a link", () => {
  test.for([
    ["https://www.news.example.com/a?b=1", "news.example.com"],
    ["http://news.example:8080/", "news.example:8080"],
    // Cyrillic letters that look like Latin ones.
    ["https://\u0430\u0440\u0440\u04cf\u0435.com/", "xn--80ak6aa92e.com"],
  ] as const)("%s is shown as %s", ([url, host]) => {
    expect(safeLink(url)?.host).toBe(host);
  });

  test.for([
    undefined,
    "",
    "javascript:alert(1)",
    "data:text/html,x",
    "//news.example/a",
    "/a",
    "https://bank.example@evil.example/",
    "https://:secret@evil.example/",
    "https://news.example/\r\nBcc: a@b.example",
    " https://news.example/",
    `https://news.example/${"a".repeat(2000)}`,
  ])("%j is none", (url) => {
    expect(safeLink(url)).toBeUndefined();
  });

  test("that looks like another alphabet's is shown as it is resolved", () => {
    expect(safeLink("https://exаmple.org/")?.host).toBe("xn--exmple-4nf.org");
  });
});

describe("text of a report", () => {
  test.for([
    ["a\r\nb\u2028c\u0000d", "a b c d"],
    ["\u202eright\u202c \u2066left\u2069", "right left"],
    ["  many \t spaces ", "many spaces"],
    ["half \ud83d of a pair", "half \ufffd of a pair"],
    ["محتجون", "محتجون"],
  ] as const)("%j is %j", ([text, clean]) => {
    expect(oneLine(text)).toBe(clean);
  });

  test("is cut between characters as a reader sees them", () => {
    expect(shorten("👩‍👩‍👧 and more", 9)).toBe("👩‍👩‍👧…");
    expect(shorten("short", 5)).toBe("short");
  });
});

describe("lines of 72 columns", () => {
  test("hang below the first", () => {
    const lines = wrapText("word ".repeat(20).trim(), "- ").split("\n");
    expect(lines.map(({ length }) => length)).toEqual([71, 31]);
    expect(lines.map((line) => line.slice(0, 3))).toEqual(["- w", "  w"]);
  });

  test("count a wide character as two, and break where no space is", () => {
    const lines = wrapText("爆".repeat(50)).split("\n");
    expect(lines.map(({ length }) => length)).toEqual([36, 14]);
  });

  test("are broken at spaces alone, as late as they can be", () => {
    const words = array(
      string({ unit: constantFrom("a", "b", "é", "-"), minLength: 1, maxLength: 30 }),
      {
        minLength: 1,
      },
    );
    assert(
      property(words, (all) => {
        const lines = wrapText(all.join(" ")).split("\n");
        expect(lines.join(" ")).toBe(all.join(" "));
        const withNext = lines
          .slice(1)
          .map((next, i) => `${lines[i] ?? ""} ${next.split(" ")[0] ?? ""}`.length);
        expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(72);
        expect(Math.min(...withNext, Infinity)).toBeGreaterThan(72);
      }),
    );
  });

  test("never break a link", () => {
    const url = `https://news.example/${"a".repeat(90)}`;
    expect(wrapText(`see ${url}`)).toBe(`see\n${url}`);
  });
});

describe("a reason", () => {
  test.for<{ fact: Fact; said: string }>([
    {
      fact: { clause: "regions", asked: "Western Asia", found: "SY-RD" },
      said: "Western Asia (Rif Dimashq)",
    },
    { fact: { clause: "regions", asked: "SY", found: "SY" }, said: "Syria" },
    {
      fact: { clause: "threats", asked: "terrorism", found: "terrorism/suicide-bombing" },
      said: "terrorism (suicide bombing)",
    },
    {
      fact: { clause: "threats", asked: "terrorism/bombing", found: "terrorism/bombing" },
      said: "bombing",
    },
    {
      fact: { clause: "severity", asked: "moderate or worse", found: "severe" },
      said: "moderate or worse (severe)",
    },
    {
      fact: {
        clause: "near",
        asked: "within 50 km of Damascus office",
        found: "Muadamiyat, 39 km from Damascus office",
      },
      said: "within 50 km of Damascus office (Muadamiyat, 39 km)",
    },
    {
      fact: { clause: "near", asked: "within 50 km of Gao", found: "there" },
      said: "within 50 km of Gao (there)",
    },
    { fact: { clause: "words", asked: "UNRWA", found: "UNRWA" }, said: "the words “UNRWA”" },
    {
      fact: { clause: "words", asked: "al-Hol", found: "Al Hol" },
      said: "the words “al-Hol” (“Al Hol”)",
    },
    {
      fact: { clause: "sources", asked: "2 independent sources", found: "wire, radio" },
      said: "sources: 2 independent sources (wire, radio)",
    },
    { fact: { clause: "languages", asked: "fr or ar", found: "fr" }, said: "in fr" },
    {
      fact: { clause: "casualties", asked: "at least 5 killed", found: "12 killed" },
      said: "at least 5 killed (12 killed)",
    },
  ])("says $said", ({ fact, said }) => {
    expect(sayReason({ rule: "Desk", facts: [fact] }, FRAME)).toBe(`rule “Desk”: ${said}`);
  });

  test("leaves out what every item has", () => {
    const facts: Fact[] = [
      { clause: "relevance", asked: "0.5", found: "0.97" },
      { clause: "unless", asked: "", found: "" },
    ];
    expect(sayReason({ rule: "Desk", facts }, FRAME)).toBe("rule “Desk”");
  });
});

describe("figures", () => {
  const evidence = { start: 0, end: 1, text: "x" };
  const figure = (kind: CasualtyFigure["kind"], min: number, max: number | null) => ({
    kind,
    min,
    max,
    evidence,
  });

  test.for<{ rule: string; told: Partial<Classification>; said: string | undefined }>([
    { rule: "a number", told: { casualties: { killed: 2, injured: null } }, said: "2 killed" },
    { rule: "none told", told: { casualties: { killed: null, injured: null } }, said: undefined },
    {
      rule: "nobody",
      told: { casualties: { killed: 0, injured: 3 } },
      said: "nobody killed, 3 injured",
    },
    {
      rule: "at least",
      told: {
        casualties: { killed: 12, injured: null },
        casualtyDetail: [figure("killed", 12, null)],
      },
      said: "at least 12 killed",
    },
    {
      rule: "a range",
      told: {
        casualties: { killed: 4, injured: null },
        casualtyDetail: [figure("killed", 3, 5)],
      },
      said: "3 to 5 killed",
    },
    {
      rule: "the best figure where the details tell another event",
      told: {
        casualties: { killed: 4, injured: null },
        casualtyDetail: [figure("killed", 9, 9)],
      },
      said: "4 killed",
    },
    {
      rule: "a lower bound that is not the best figure",
      told: {
        casualties: { killed: 14, injured: null },
        casualtyDetail: [figure("killed", 10, null)],
      },
      said: "14 killed",
    },
    {
      rule: "the missing, the detained and the displaced",
      told: {
        casualties: { killed: null, injured: null },
        casualtyDetail: [figure("missing", 3, 3), figure("displaced", 0, 0)],
      },
      said: "3 missing, nobody displaced",
    },
  ])("$rule", ({ told, said }) => {
    expect(sayFigures(aClassification(told))).toBe(said);
  });
});

describe("a place", () => {
  const say = (told: Partial<Classification>) => sayPlace(aClassification(told), FRAME.placeName);

  test.for([
    ["I‘zāz", "Azaz", "Azaz"],
    ["I‘zāz", "AZAZ", "Azaz"],
    ["Port-au-Prince", "PORT-AU-PRINCE", "Port-au-Prince"],
    ["Deir ez-Zor", "دير الزور", "Deir ez-Zor"],
    ["Kyiv", "Київ", "Kyiv"],
  ])("that the gazetteer calls %s and the report %s is told as %s", ([canonical, name, told]) => {
    expect(say({ places: [aPlace({ canonical, name })] })).toBe(`${told}, Rif Dimashq, Syria`);
  });

  const doubt = (place: Partial<ReturnType<typeof aPlace>>) =>
    placeDoubt(aClassification({ places: [aPlace(place)] }), FRAME.placeName);

  test("is where the event happened, not what is only mentioned", () => {
    const mentioned = aPlace({ canonical: "Beirut", role: "mentioned" });
    expect(say({ places: [mentioned, aPlace()] })).toBe(
      "Muadamiyat Al Qalamon, Rif Dimashq, Syria",
    );
  });

  test("is in the leading country before another", () => {
    const gao = aPlace({ canonical: "Gao", country: code("ML"), subdivision: code("ML-7") });
    expect(say({ places: [gao, aPlace()] })).toBe("Muadamiyat Al Qalamon, Rif Dimashq, Syria");
  });

  test("is told of another country where the leading one has none", () => {
    const gao = aPlace({ canonical: "Gao town", country: code("ML"), subdivision: code("ML-7") });
    expect(say({ places: [gao] })).toBe("Gao town, Gao, Mali");
  });

  test("is the province where no place is told", () => {
    expect(say({ places: [aPlace({ kind: "subdivision", canonical: "Rif Dimashq" })] })).toBe(
      "Rif Dimashq, Syria",
    );
  });

  test("is the country where only that is told", () => {
    expect(say({ places: [aPlace({ kind: "country", subdivision: null })] })).toBe("Syria");
  });

  test("is read from the regions where no name was found", () => {
    expect(say({ places: [] })).toBe("Rif Dimashq, Syria");
  });

  test("is not known where nothing says it", () => {
    expect(say({ places: [], regions: [], country: null })).toBe("place not known");
    expect(placeDoubt(aClassification({ places: [] }), FRAME.placeName)).toBeUndefined();
  });

  test.for([
    [{}, undefined],
    [{ uncertaintyKm: 11.4 }, "approximate, within about 12 km"],
    [{ kind: "country" }, "somewhere in the country: no narrower place is told"],
    [{ kind: "subdivision" }, "somewhere in the province: no narrower place is told"],
    [
      { alternatives: [aPlace({ canonical: "Muadamiya", subdivision: null })] },
      "could also be Muadamiya, Syria",
    ],
  ] as const)("%j is doubted so: %s", ([place, said]) => {
    expect(doubt(place)).toBe(said);
  });
});
