import { describe, expect, test } from "vitest";

import { findViolations, tallyOf } from "./invariants.ts";
import type { EndState, Ledger, Post, StoredMail } from "./ledger.ts";
import { chanceOf } from "./random.ts";
import { makeEvent } from "./world.ts";

const event = { ...makeEvent(1, chanceOf(1)), reference: "Qbbbbbb" };
const READER = "desk-a.0@example.org";

const aPost = (over: Partial<Post> = {}): Post => ({
  webhookId: "w-1",
  event,
  expectedBy: [READER],
  kind: "report",
  outcome: "acked",
  ids: ["r-1"],
  sentAt: 1_000,
  answeredAt: 1_100,
  ...over,
});

const aMail = (over: Partial<StoredMail> = {}): StoredMail => ({
  at: 2_000,
  messageId: "<desk-a.1@example.org>",
  to: READER,
  hash: "h1",
  items: [{ reference: "Qbbbbbb", isWithdrawal: false }],
  untold: 0,
  ...over,
});

const END: EndState = {
  isQuiet: true,
  inbox: 0,
  outbox: 0,
  filed: new Map([["r-1", 1]]),
  buriedReports: [],
  deadDigests: [],
  adrift: [],
  doubts: new Map(),
  surprises: [],
  crashedAt: undefined,
  largestRssMb: 200,
  strayKeys: 0,
};

const aLedger = (over: Partial<Ledger> = {}): Ledger => ({
  posts: [aPost()],
  mails: [aMail()],
  calmFrom: 0,
  faults: [],
  end: END,
  ...over,
});

const broken = (ledger: Ledger) => [
  ...new Set(findViolations(ledger).map(({ invariant }) => invariant)),
];

test("a report that was accepted, filed and told to whoever expects it violates nothing", () => {
  expect(findViolations(aLedger())).toEqual([]);
});

const retracted = [
  aPost(),
  aPost({ webhookId: "w-2", kind: "retraction", ids: ["r-2"], sentAt: 1_200 }),
] as const;
const filedBoth = {
  ...END,
  filed: new Map([
    ["r-1", 1],
    ["r-2", 1],
  ]),
};
const withdrawal = aMail({
  messageId: "<desk-a.2@example.org>",
  items: [{ reference: "Qbbbbbb", isWithdrawal: true }],
});
const dead = {
  messageId: "<desk-a.1@example.org>",
  to: READER,
  state: "held",
  reason: "in-doubt",
  references: ["Qbbbbbb"],
};

describe("a violation is found", () => {
  test.for<readonly [string, string, Ledger]>([
    ["accepted and told to nobody", "told", aLedger({ mails: [] })],
    [
      "told to one of two who expect it",
      "told",
      aLedger({ posts: [aPost({ expectedBy: [READER, "other@example.org"] })] }),
    ],
    [
      "told twice under two ids",
      "toldOnce",
      aLedger({ mails: [aMail(), aMail({ messageId: "<desk-a.2@example.org>" })] }),
    ],
    [
      "told, taken back, and never withdrawn",
      "toldOnce",
      aLedger({ posts: retracted, end: filedBoth }),
    ],
    [
      "withdrawn, though never told",
      "toldOnce",
      aLedger({ posts: retracted, mails: [withdrawal], end: filedBoth }),
    ],
    [
      "one Message-ID over two texts",
      "sameBytes",
      aLedger({
        mails: [aMail(), aMail({ hash: "h2" })],
        end: { ...END, doubts: new Map([["<desk-a.1@example.org>", 1]]) },
      }),
    ],
    ["a copy without a doubt", "copiesForDoubts", aLedger({ mails: [aMail(), aMail()] })],
    [
      "a fourth copy, for whatever doubts",
      "copiesForDoubts",
      aLedger({
        mails: [aMail(), aMail(), aMail(), aMail()],
        end: { ...END, doubts: new Map([["<desk-a.1@example.org>", 5]]) },
      }),
    ],
    [
      "told to somebody else",
      "nothingElse",
      aLedger({ mails: [aMail(), aMail({ to: "other@example.org", messageId: "<b@x>" })] }),
    ],
    [
      "told of something that was never posted",
      "nothingElse",
      aLedger({
        mails: [
          aMail(),
          aMail({ messageId: "<b@x>", items: [{ reference: "Qzzzzzz", isWithdrawal: false }] }),
        ],
      }),
    ],
    [
      "refused and told",
      "refusedMeansNo",
      aLedger({ posts: [aPost({ outcome: "refused", ids: [] })], end: END }),
    ],
    [
      "two receipts for one webhook-id",
      "refusedMeansNo",
      aLedger({ posts: [aPost({ ids: ["r-1", "r-9"] })] }),
    ],
    ["accepted and not filed", "nothingWaits", aLedger({ end: { ...END, filed: new Map() } })],
    ["filed twice", "nothingWaits", aLedger({ end: { ...END, filed: new Map([["r-1", 2]]) } })],
    ["left in the outbox", "nothingWaits", aLedger({ end: { ...END, outbox: 1 } })],
    [
      "sealed, and in no list",
      "nothingWaits",
      aLedger({ end: { ...END, adrift: ["<desk-a.2@example.org>: sealed"] } }),
    ],
    ["told late in calm weather", "prompt", aLedger({ mails: [aMail({ at: 40_000 })] })],
    [
      "a process that ended by itself",
      "noSurprises",
      aLedger({ end: { ...END, surprises: ["api ended by itself with 1"] } }),
    ],
  ])("%s", ([, invariant, ledger]) => {
    expect(broken(ledger)).toEqual([invariant]);
  });
});

describe("no violation is", () => {
  test.for<readonly [string, Ledger]>([
    ["an item in a dead letter", aLedger({ mails: [], end: { ...END, deadDigests: [dead] } })],
    [
      "a copy for a doubt",
      aLedger({
        mails: [aMail(), aMail()],
        end: { ...END, doubts: new Map([["<desk-a.1@example.org>", 1]]) },
      }),
    ],
    [
      "a report of unknown outcome, told or not",
      aLedger({ posts: [aPost({ outcome: "unknown", ids: [] })] }),
    ],
    [
      "a retraction that came before its report, and took back nothing",
      aLedger({ posts: [retracted[0], { ...retracted[1], sentAt: 900 }], end: filedBoth }),
    ],
    [
      "what was taken back before anybody was told",
      aLedger({ posts: retracted, mails: [], end: filedBoth }),
    ],
    [
      "what was told and then withdrawn",
      aLedger({ posts: retracted, mails: [aMail(), withdrawal], end: filedBoth }),
    ],
    [
      "a late mail in bad weather",
      aLedger({
        mails: [aMail({ at: 40_000 })],
        calmFrom: 5_000,
      }),
    ],
    [
      "a report set aside where it can be seen, and told to nobody",
      aLedger({
        posts: [aPost({ expectedBy: [] })],
        mails: [],
        end: { ...END, filed: new Map(), buriedReports: ["r-1"] },
      }),
    ],
  ])("%s", ([, ledger]) => {
    expect(findViolations(ledger)).toEqual([]);
  });
});

test("the tally counts what was lost, doubled, missing, in doubt and copied", () => {
  const other = { ...event, reference: "Qcccccc" };
  const ledger = aLedger({
    posts: [
      aPost(),
      aPost({ webhookId: "w-2", event: other, ids: ["r-2"] }),
      aPost({ webhookId: "w-3", outcome: "refused", ids: [] }),
    ],
    mails: [aMail(), aMail(), aMail({ messageId: "<desk-a.2@example.org>" })],
    end: { ...END, doubts: new Map([["<desk-a.1@example.org>", 1]]) },
  });
  expect(tallyOf(ledger)).toEqual({
    reports: 3,
    accepted: 2,
    lost: 1,
    doubled: 1,
    unrecorded: 1,
    mails: 3,
    inDoubt: 1,
    copies: 1,
  });
});
