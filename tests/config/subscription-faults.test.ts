import { describe, expect, test } from "vitest";

import { aFile, readTexts } from "./files.ts";

type Bad = readonly [parts: Readonly<Record<string, string>>, ...faults: string[]];

const match = (rule: string) => ({ match: `match: [{ ${rule} }]` });
const deliver = (delivery: string) => ({ deliver: `deliver: [${delivery}]` });

function faultsOf(parts: Readonly<Record<string, string>>): readonly string[] {
  return readTexts({ subscriptions: [aFile(parts)] }).faults;
}

test("a good file has no fault", () => {
  expect(faultsOf({})).toEqual([]);
});

describe.for<readonly [string, readonly Bad[]]>([
  [
    "keys",
    [
      [
        { more: `name: ${"x".repeat(121)}` },
        `a.yaml:6:7: name: "${"x".repeat(59)}… is longer than 120 characters`,
      ],
      [
        { to: `to: [${Array.from({ length: 101 }, (_, at) => `a${at}@example.org`).join(", ")}]` },
        "a.yaml:2:5: to: more than 100 entries",
      ],
      [{ more: "qiuet: { from: 1 }" }, 'a.yaml:6:1: qiuet: unknown key; did you mean "quiet"?'],
      [{ more: "colour: red" }, "a.yaml:6:1: colour: unknown key"],
      [
        match("regoins: [SY]"),
        'a.yaml:4:11: match.0.regoins: unknown key; did you mean "regions"?',
      ],
      [{ id: "", more: "" }, "a.yaml:2:1: id: missing"],
      [{ to: "to: desk@example.org" }, 'a.yaml:2:5: to: expected a list, found "desk@example.org"'],
      [{ to: "to:" }, "a.yaml:2:4: to: expected a list, found nothing"],
      [
        { id: "id: 7" },
        "a.yaml:1:5: id: 7 is not an id: 1 to 64 small letters, digits and hyphens",
      ],
      [
        { id: "id: Levant Desk" },
        'a.yaml:1:5: id: "Levant Desk" is not an id: 1 to 64 small letters, digits and hyphens',
      ],
      [
        { more: 'name: "Desk\\nBcc: x@example.org"' },
        'a.yaml:6:7: name: "Desk\\nBcc: x@example.org" must be one line',
      ],
      [{ more: 'name: ""' }, "a.yaml:6:7: name: empty text"],
    ],
  ],
  [
    "addresses",
    [
      [
        { to: "to: []" },
        "a.yaml:2:5: to: an empty list matches nothing: leave the key out, or fill it",
      ],
      [
        { to: 'to: ["a@b.org, c@d.org"]' },
        'a.yaml:2:6: to.0: "a@b.org, c@d.org" is not one address: write one address an entry',
      ],
      [
        { to: 'to: ["Desk <a@b.org>"]' },
        'a.yaml:2:6: to.0: "Desk <a@b.org>" is not one address: write the plain address, without a name or brackets',
      ],
      [
        { to: 'to: ["a@b.org\\r\\nBcc: c@d.org"]' },
        'a.yaml:2:6: to.0: "a@b.org\\r\\nBcc: c@d.org" is not one address: an address holds no line break',
      ],
      [{ to: "to: [a@b.org, A@B.ORG]" }, 'a.yaml:2:15: "A@B.ORG" stands here twice'],
    ],
  ],
  [
    "names of places, threats, sources and zones",
    [
      [
        match("regions: [Syria]"),
        'a.yaml:4:21: match.0.regions.0: unknown region "Syria"; did you mean "SY"?',
      ],
      [
        match("regions: [sy]"),
        'a.yaml:4:21: match.0.regions.0: unknown region "sy"; did you mean "SY"?',
      ],
      [
        match("regions: [SY, Westen Asia]"),
        'a.yaml:4:25: match.0.regions.1: unknown region "Westen Asia"; did you mean "Western Asia"?',
      ],
      [
        match("regions: [gulf-state]"),
        'a.yaml:4:21: match.0.regions.0: unknown region "gulf-state"; did you mean "gulf-states"?',
      ],
      [match("regions: [SY-XX]"), 'a.yaml:4:21: match.0.regions.0: unknown region "SY-XX"'],
      [
        match("threats: [terorism]"),
        'a.yaml:4:21: match.0.threats.0: unknown threat "terorism"; did you mean "terrorism"?',
      ],
      [
        match("threats: [bombing]"),
        'a.yaml:4:21: match.0.threats.0: unknown threat "bombing"; did you mean "terrorism/bombing"?',
      ],
      [
        match("threats: [crime/kidnaping]"),
        'a.yaml:4:21: match.0.threats.0: unknown threat "crime/kidnaping"; did you mean "crime/kidnapping"?',
      ],
      [
        match("threats: [terrorism/flood]"),
        'a.yaml:4:21: match.0.threats.0: "terrorism/flood" can never match: write hazards/flood',
      ],
      [
        match("threats: [hazards/bombing]"),
        'a.yaml:4:21: match.0.threats.0: "hazards/bombing" can never match: write terrorism/bombing or armed-conflict/bombing',
      ],
      [
        match("threats: [terrorism/bombing/car]"),
        'a.yaml:4:21: match.0.threats.0: unknown threat "terrorism/bombing/car"; did you mean "terrorism/bombing"?',
      ],
      [
        match("sources: { not: [wier] }"),
        'a.yaml:4:28: match.0.sources.not.0: unknown source "wier"; did you mean "wire"?',
      ],
      [
        { timezone: "timezone: London" },
        'a.yaml:3:11: timezone: unknown time zone "London"; did you mean "Europe/London"?',
      ],
      [
        { timezone: "timezone: Europe/Londn" },
        'a.yaml:3:11: timezone: unknown time zone "Europe/Londn"; did you mean "Europe/London"?',
      ],
      [
        { timezone: 'timezone: "+03:00"' },
        'a.yaml:3:11: timezone: unknown time zone "+03:00"; write a place, such as Europe/London',
      ],
      [
        { timezone: "timezone: EST" },
        'a.yaml:3:11: timezone: unknown time zone "EST"; write a place, such as Europe/London',
      ],
    ],
  ],
  [
    "clauses",
    [
      [
        match("severity: sever"),
        'a.yaml:4:21: match.0.severity: "sever" is none of minor, moderate, severe, extreme; did you mean "severe"?',
      ],
      [
        match("severity: unknown"),
        'a.yaml:4:21: match.0.severity: "unknown" is none of minor, moderate, severe, extreme',
      ],
      [
        match("words: []"),
        "a.yaml:4:18: match.0.words: an empty list matches nothing: leave the key out, or fill it",
      ],
      [
        match('words: ["!?"]'),
        'a.yaml:4:19: match.0.words.0: "!?" holds no letter and no digit: it can never match',
      ],
      [
        match("near: { name: x, lat: 99, lon: 0, km: 5 }"),
        "a.yaml:4:33: match.0.near.lat: 99 is more than 90",
      ],
      [
        match("near: { name: x, lat: 9, lon: 0, km: 0 }"),
        "a.yaml:4:48: match.0.near.km: 0 must be more than 0",
      ],
      [
        match("near: { name: x, lat: 9, lon: 0 }"),
        "a.yaml:4:17: match.0.near: write either km or preset",
      ],
      [
        match("near: { name: x, lat: 9, lon: 0, km: 5, preset: wide }"),
        "a.yaml:4:17: match.0.near: write either km or preset",
      ],
      [
        match("near: { name: x, lat: 9, lon: 0, preset: wild }"),
        'a.yaml:4:52: match.0.near.preset: "wild" is none of the presets tight, medium, wide',
      ],
      [
        match("near: { name: x, lat: 9, lon: 0, km: { sever: 5, minor: 1 } }"),
        'a.yaml:4:50: match.0.near.km.sever: unknown key; did you mean "severe"?',
      ],
      [
        match("near: { name: x, lat: 9, lon: 0, km: {} }"),
        "a.yaml:4:48: match.0.near.km: write a distance for one severity at least",
      ],
      [
        match("languages: [French]"),
        'a.yaml:4:23: match.0.languages.0: unknown language "French"; did you mean "fr"?',
      ],
      [
        match("actors: [Islamc State]"),
        'a.yaml:4:20: match.0.actors.0: unknown actor "Islamc State"; did you mean "Islamic State"?',
      ],
      [
        match("casualties: many"),
        "a.yaml:4:23: match.0.casualties: expected a number, or { killed: 1, injured: 10 }",
      ],
      [match("casualties: 0"), "a.yaml:4:23: match.0.casualties: 0 is less than 1"],
      [
        match("casualties: {}"),
        "a.yaml:4:23: match.0.casualties: write a figure for one kind at least",
      ],
      [
        match("casualties: { kiled: 3, injured: 2 }"),
        'a.yaml:4:25: match.0.casualties.kiled: unknown key; did you mean "killed"?',
      ],
      [
        match("maxAge: 1 week"),
        'a.yaml:4:19: match.0.maxAge: "1 week" is not a number of days such as "7d"',
      ],
      [match("confidence: 80"), "a.yaml:4:23: match.0.confidence: 80 is more than 1"],
      [
        match("regions: [SY], ambiguous: includ"),
        'a.yaml:4:37: match.0.ambiguous: "includ" is none of include, exclude, flag; did you mean "include"?',
      ],
      [
        match("words: [x], mentions: true"),
        "a.yaml:4:33: mentions widens regions or near, and this rule has neither",
      ],
      [
        match("words: [x], ambiguous: flag"),
        "a.yaml:4:34: ambiguous widens regions or near, and this rule has neither",
      ],
      [match("sources: { atLeast: 0 }"), "a.yaml:4:31: match.0.sources.atLeast: 0 is less than 1"],
      [
        match("unless: { wrds: [x] }"),
        'a.yaml:4:21: match.0.unless.wrds: unknown key; did you mean "words"?',
      ],
      [
        match("unless: [{ wrds: [x] }]"),
        'a.yaml:4:22: match.0.unless.0.wrds: unknown key; did you mean "words"?',
      ],
      [
        match("unless: football"),
        "a.yaml:4:19: match.0.unless: expected clauses, or a list of them",
      ],
      [
        { match: "match: []" },
        "a.yaml:4:8: match: an empty list matches nothing: leave the key out, or fill it",
      ],
    ],
  ],
  [
    "rules that can never match",
    [
      [
        match("name: r, regions: [SY-RD], unless: { regions: [SY] }"),
        'a.yaml:4:46: "r" can never match: its unless covers all of it',
      ],
      [
        match("name: r, threats: [crime], unless: {}"),
        'a.yaml:4:46: "r" can never match: its unless covers all of it',
      ],
      [
        { ...match("regions: [SY]"), more: "unless: { regions: [Western Asia] }" },
        'a.yaml:4:9: "rule 1" can never match: the subscription\'s unless covers all of it',
      ],
      [
        match("sources: { anyOf: [wire], not: [wire] }"),
        'a.yaml:4:20: the rule can never match: its "not" leaves no source to be heard',
      ],
      [
        match("sources: { not: [wire, rumour-feed] }"),
        'a.yaml:4:20: the rule can never match: its "not" leaves no source to be heard',
      ],
      [
        match("sources: { atLeast: 3 }"),
        "a.yaml:4:20: the rule can never match: 3 sources are asked for and 2 can be heard",
      ],
    ],
  ],
  [
    "rules that are not told apart",
    [
      [
        { match: "match: [{ name: r, regions: [SY] }, { name: r, regions: [LB] }]" },
        'a.yaml:4:45: a second rule is named "r"',
      ],
      [
        { match: "match: [{ name: rule 2, regions: [SY] }, { regions: [LB] }]" },
        'a.yaml:4:42: a second rule is named "rule 2"',
      ],
    ],
  ],
  [
    "deliveries",
    [
      [
        deliver("{ at: 7:00 }"),
        'a.yaml:5:17: deliver.0.at: "7:00" is not a time from "00:00" to "23:59"; did you mean "07:00"?',
      ],
      [
        deliver('{ at: "24:00" }'),
        'a.yaml:5:17: deliver.0.at: "24:00" is not a time from "00:00" to "23:59"',
      ],
      [deliver("{ at: 7 }"), 'a.yaml:5:17: deliver.0.at: 7 is not a time from "00:00" to "23:59"'],
      [
        deliver('{ at: ["07:00", "19:00"] }'),
        "a.yaml:5:17: deliver.0.at: one time an entry: write a further - at: for each",
      ],
      [
        deliver('{ at: "0 7 * * 1-5" }'),
        'a.yaml:5:17: deliver.0.at: "0 7 * * 1-5" is no time; cron lines are not read: write - at: "07:00", with days: weekdays or [mon, thu] for some days',
      ],
      [
        deliver('{ cron: "0 7 * * *" }'),
        'a.yaml:5:11: deliver.0: cron lines are not read: write - at: "07:00", with days: weekdays or [mon, thu] for some days',
      ],
      [
        deliver('"0 7 * * *"'),
        'a.yaml:5:11: deliver.0: cron lines are not read: write - at: "07:00", with days: weekdays or [mon, thu] for some days',
      ],
      [
        deliver('{ at: "07:00", days: [monday] }'),
        'a.yaml:5:33: deliver.0.days.0: "monday" is none of mon, tue, wed, thu, fri, sat, sun; did you mean "mon"?',
      ],
      [
        deliver('{ at: "07:00", days: [] }'),
        "a.yaml:5:32: deliver.0.days: an empty list matches nothing: leave the key out, or fill it",
      ],
      [
        deliver('{ at: "07:00", days: wekdays }'),
        'a.yaml:5:32: deliver.0.days: "wekdays" is neither daily, weekdays, weekends nor a list such as [mon, thu]; did you mean "weekdays"?',
      ],
      [deliver("{ days: [mon] }"), 'a.yaml:5:11: deliver.0.at: missing: a time such as "07:00"'],
      [
        deliver("{ every: day }"),
        'a.yaml:5:20: deliver.0.every: "day" is not hour; for a day or a week write - at: "07:00", with days: [mon] for a week',
      ],
      [
        deliver("daily"),
        'a.yaml:5:11: deliver.0: "daily" is no delivery: write one of at: "07:00", every: hour, immediately: { severity: extreme }',
      ],
      [
        deliver("{ imediately: { severity: extreme } }"),
        'a.yaml:5:11: deliver.0: unknown delivery "imediately"; did you mean "immediately"? Write one of at: "07:00", every: hour, immediately: { severity: extreme }',
      ],
      [deliver('{ at: "07:00", every: hour }'), "a.yaml:5:26: deliver.0.every: unknown key"],
      [
        deliver("{ immediately: {} }"),
        "a.yaml:5:26: deliver.0.immediately.severity: missing: one of minor, moderate, severe, extreme",
      ],
      [
        deliver("{ immediately: { severity: extreme, hold: 60 } }"),
        'a.yaml:5:53: deliver.0.immediately.hold: 60 is not a span such as "60s" or "5m"',
      ],
      [
        deliver("{ immediately: { severity: extreme, hold: 2h } }"),
        "a.yaml:5:53: deliver.0.immediately.hold: at most an hour is held",
      ],
      [
        deliver("{ immediately: { severity: extreme, limit: 6/houer } }"),
        'a.yaml:5:54: deliver.0.immediately.limit: "6/houer" is not a rate such as "6/hour"',
      ],
      [
        deliver("{ at: 07:00 }, { at: 08:00 }, { at: 07:00, days: [mon] }"),
        "a.yaml:5:41: an earlier delivery is sent at the same time: readers would get the same mail twice",
      ],
      [
        deliver("{ every: hour }, { every: hour }"),
        "a.yaml:5:28: an earlier delivery is sent at the same time: readers would get the same mail twice",
      ],
      [
        deliver("{ immediately: { severity: severe } }, { immediately: { severity: extreme } }"),
        "a.yaml:5:50: write one immediately: the milder severity covers the worse",
      ],
    ],
  ],
  [
    "quiet hours and mail",
    [
      [
        { more: 'quiet: { from: "22:00", to: "22:00" }' },
        "a.yaml:6:8: quiet: from and to are the same time: nothing is quiet",
      ],
      [
        { more: 'quiet: { from: "22:00", to: "6" }' },
        'a.yaml:6:29: quiet.to: "6" is not a time from "00:00" to "23:59"',
      ],
      [{ more: "mail: { format: htm }" }, 'a.yaml:6:17: mail.format: "htm" is none of html, text'],
      [
        { more: "mail: { tlp: AMBER }" },
        'a.yaml:6:14: mail.tlp: "AMBER" is none of clear, green, amber, amber+strict, red; did you mean "amber"?',
      ],
      [
        { more: "mail: { map: sometimes }" },
        'a.yaml:6:14: mail.map: expected true or false, found "sometimes"',
      ],
    ],
  ],
  [
    "tests",
    [
      [
        { more: "tests: [{ report: { text: x, publishedAt: yesterday }, expect: none }]" },
        'a.yaml:6:43: tests.0.report.publishedAt: "yesterday" is not a date such as 2025-03-05 or 2025-03-05T14:00:00Z',
      ],
      [
        { more: "tests: [{ report: { text: x, publishedAt: 2025-03-05T14:00 }, expect: none }]" },
        'a.yaml:6:43: tests.0.report.publishedAt: "2025-03-05T14:00" is not a date such as 2025-03-05 or 2025-03-05T14:00:00Z',
      ],
      [
        { more: "tests: [{ report: { title: x }, expect: none }]" },
        "a.yaml:6:19: tests.0.report.text: missing",
      ],
      [
        { more: "tests: [{ report: { text: x }, expect: nothing }]" },
        "a.yaml:6:40: tests.0.expect: write none, or { delivery: immediately, rule: name of a rule }",
      ],
      [
        { more: "tests: [{ report: { text: x }, expect: { rule: rule 7 } }]" },
        'a.yaml:6:48: no rule is named "rule 7"; did you mean "rule 1"?',
      ],
      [
        { more: "tests: [{ report: { text: x }, expect: { delivery: immediately } }]" },
        "a.yaml:6:52: deliver holds nothing that is sent immediately",
      ],
    ],
  ],
  [
    "YAML itself",
    [
      [
        { id: "id: [a" },
        "a.yaml:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]",
      ],
      [{ more: "id: other" }, "a.yaml:6:1: Map keys must be unique"],
      [{ id: "id: !secret x" }, "a.yaml:1:5: Unresolved tag: !secret"],
    ],
  ],
])("%s", ([, bad]) => {
  test.for(bad)("%j is refused", ([parts, ...faults]) => {
    expect(faultsOf(parts)).toEqual(faults);
    expect(readTexts({ subscriptions: [aFile(parts)] }).configuration).toBeUndefined();
  });
});

describe("what is accepted with a warning", () => {
  test.for<Bad>([
    [
      { match: "match: [{ name: all }]" },
      'a.yaml:4:9: warning: "all" asks for nothing that an incident may lack: it matches every incident',
    ],
    [
      { match: "match: [{ name: all, severity: minor, unless: { words: [football] } }]" },
      'a.yaml:4:9: warning: "all" asks for nothing that an incident may lack: it matches every incident',
    ],
    [
      { match: "match: [{ name: wide, regions: [SY] }, { name: narrow, regions: [SY-RD] }]" },
      'a.yaml:4:40: warning: "narrow" adds nothing: "wide" hears of all of it',
    ],
    [
      { match: "match: [{ name: narrow, regions: [SY-RD] }, { name: wide, regions: [SY] }]" },
      'a.yaml:4:9: warning: "narrow" adds nothing: "wide" hears of all of it',
    ],
    [
      { match: "match: [{ name: one, words: [x] }, { name: two, words: [x] }]" },
      'a.yaml:4:36: warning: "two" adds nothing: "one" hears of all of it',
    ],
    // An exception leaves out what the other rule lets in.
    [
      {
        match:
          "match: [{ regions: [SY], unless: { words: [x] } }, { regions: [SY-RD] }, { sources: { atLeast: 20, unlessSeverity: extreme } }]",
      },
    ],
    [
      { more: 'quiet: { from: "22:00", to: "06:00" }' },
      "a.yaml:6:8: warning: quiet hours only hold back immediate mail, and there is none",
    ],
  ])("%j", ([parts, ...faults]) => {
    const { configuration, faults: found } = readTexts({ subscriptions: [aFile(parts)] });
    expect(found).toEqual(faults);
    expect(configuration?.subscriptions).toHaveLength(1);
  });
});

test("every fault of every file is told at once, in the order of files and lines", () => {
  const { faults } = readTexts({
    sources: "sources: [{ id: wire, secrets: [WIRE_SECRET], rate: fast }]",
    subscriptions: [
      aFile({ to: "to: [x, y]", timezone: "timezone: Mars" }),
      aFile({ ...match("regions: [Syria], severity: bad") }),
    ],
  });
  expect(faults.map((fault) => fault.split(": ")[0])).toEqual([
    "a.yaml:2:6",
    "a.yaml:2:9",
    "a.yaml:3:11",
    "b.yaml:4:21",
    "b.yaml:4:39",
    "sources.yaml:1:53",
  ]);
});

test("regions.yaml that cannot be read does not make its names unknown", () => {
  const { faults } = readTexts({
    regions: "regoins: []",
    subscriptions: [aFile(match("regions: [gulf-states, Syria]"))],
  });
  expect(faults).toEqual([
    'a.yaml:4:34: match.0.regions.1: unknown region "Syria"; did you mean "SY"?',
    "regions.yaml:1:1: regions: missing",
    'regions.yaml:1:1: regoins: unknown key; did you mean "regions"?',
  ]);
});

test("sources.yaml that cannot be read does not make its names unknown", () => {
  const { faults } = readTexts({
    sources: "sources: []",
    subscriptions: [aFile(match("sources: { not: [field] }"))],
  });
  expect(faults).toEqual([
    "sources.yaml:1:10: sources: an empty list matches nothing: leave the key out, or fill it",
  ]);
});

test("an id is taken once among all files", () => {
  const { faults } = readTexts({ subscriptions: [aFile(), aFile({ id: "id: other" }), aFile()] });
  expect(faults).toEqual(['c.yaml:1:5: the id "desk" is already taken by a.yaml']);
});

test("a list or a map is no key, however deep", () => {
  expect(faultsOf({ more: "? ".repeat(400) })[0]).toMatch(/^a\.yaml:\d+:\d+: a key must be a word/);
});

test("aliases that grow without end are refused, not expanded", () => {
  const bomb = Array.from({ length: 9 }, (_, level) =>
    level === 0 ? "b0: &b0 [x, x]" : `b${level}: &b${level} [${`*b${level - 1}, `.repeat(9)}]`,
  );
  expect(faultsOf({ more: bomb.join("\n") })[0]).toMatch(/^a\.yaml:1:1: .*alias/i);
});

test("what stands below words that belong nowhere is told at its own line", () => {
  const places = faultsOf({ more: 'name: "Levant" desk\n  of ours\n  mail: to: us' }).map(
    (fault) => /^a\.yaml:\d+:\d+/.exec(fault)?.[0],
  );
  expect(places).toEqual(["a.yaml:6:7", "a.yaml:6:16", "a.yaml:8:9"]);
});

test("an empty file lacks everything", () => {
  expect(readTexts({ subscriptions: [""] }).faults).toEqual([
    "a.yaml:1:1: expected keys and values, found nothing",
  ]);
});
