import {
  type DeadDigestRecord,
  type Ledger,
  type StoredMail,
  stories,
  tellings,
} from "./ledger.ts";

export interface Violation {
  readonly invariant: keyof typeof INVARIANTS;
  readonly detail: string;
}

/** A digest that was in doubt this often is held for a person: so many copies at most. */
const MOST_COPIES = 3;
/** From an acceptance in calm weather to the mail of a reader who wants it at once. */
const PROMPT_MS = 20_000;
const MOST_RSS_MB = 700;

/** I1: what was accepted is told to everyone who expects it, or a dead letter says that it was not. */
function told({ posts, mails, end }: Ledger): string[] {
  const mailed = tellings(mails);
  const recorded = new Set(
    end.deadDigests.flatMap(({ to, references }) => references.map((each) => `${to} ${each}`)),
  );
  return stories(posts).flatMap((story) => {
    // What was taken back in time is told to nobody; whoever was told hears of the withdrawal (I2).
    if (!story.isAccepted || story.mayBeRetracted) return [];
    return story.expectedBy
      .map((address) => `${address} ${story.event.reference}`)
      .filter((pair) => (mailed.get(pair)?.live.size ?? 0) === 0 && !recorded.has(pair))
      .map((pair) => `${pair}: accepted, and neither mailed nor recorded`);
  });
}

/** I2: no event is told to a reader twice under different ids, and a withdrawal follows each telling of what was withdrawn. */
function toldOnce({ posts, mails, end }: Ledger): string[] {
  const withdrawn = new Set(
    stories(posts)
      .filter(({ isRetracted, isAccepted }) => isRetracted && isAccepted)
      .map(({ event }) => event.reference),
  );
  const recorded = new Set(end.deadDigests.map(({ to }) => to));
  return [...tellings(mails)].flatMap(([pair, { live, withdrawals }]) => {
    const faults: string[] = [];
    if (live.size > 1) faults.push(`${pair}: told ${live.size} times: ${[...live].join(", ")}`);
    if (withdrawals.size > 1) faults.push(`${pair}: withdrawn ${withdrawals.size} times`);
    if (withdrawals.size > 0 && live.size === 0 && !recorded.has(pair.split(" ")[0] ?? ""))
      faults.push(`${pair}: withdrawn, though it was never told`);
    const isOwed = withdrawn.has(pair.split(" ")[1] ?? "");
    if (
      isOwed &&
      live.size > 0 &&
      withdrawals.size === 0 &&
      !recorded.has(pair.split(" ")[0] ?? "")
    )
      faults.push(`${pair}: told, and never withdrawn`);
    return faults;
  });
}

function byMessageId(mails: readonly StoredMail[]): ReadonlyMap<string, readonly StoredMail[]> {
  return Map.groupBy(mails, ({ messageId }) => messageId);
}

/** I3: one Message-ID, one reader, one set of bytes. */
function sameBytes({ mails }: Ledger): string[] {
  return [...byMessageId(mails)].flatMap(([id, copies]) => {
    const kinds = new Set(copies.map(({ hash, to }) => `${to} ${hash}`)).size;
    return kinds > 1 ? [`${id}: ${kinds} different messages`] : [];
  });
}

/** I4: a message is stored once, and again only for a doubt that the service recorded; three times at most. */
function copiesForDoubts({ mails, end }: Ledger): string[] {
  return [...byMessageId(mails)].flatMap(([id, copies]) => {
    const doubts = end.doubts.get(id) ?? 0;
    const most = Math.min(1 + doubts, MOST_COPIES);
    return copies.length > most ? [`${id}: ${copies.length} copies, ${doubts} doubts`] : [];
  });
}

/** I5: nothing is told that was never posted, nor to anybody who did not ask for it. */
function nothingElse({ posts, mails }: Ledger): string[] {
  const known = new Map(
    stories(posts).map((story) => [story.event.reference, new Set(story.expectedBy)]),
  );
  return mails.flatMap(({ to, messageId, items, untold }) => [
    ...items
      .filter(({ reference }) => !known.get(reference)?.has(to))
      .map(({ reference }) => `${messageId}: tells ${to} of ${reference}, which is not for it`),
    ...(untold > 0
      ? [`${messageId}: ${untold} items not told whole: the ledger cannot read it`]
      : []),
    ...(items.length === 0 ? [`${messageId}: tells of nothing`] : []),
  ]);
}

/** I6: what was refused is told to nobody; one webhook-id has one receipt, however often it was sent. */
function refusedMeansNo({ posts, mails }: Ledger): string[] {
  const mailed = tellings(mails);
  const refused = stories(posts)
    .filter(({ mayBeAccepted }) => !mayBeAccepted)
    .flatMap(({ event, expectedBy }) => expectedBy.map((to) => `${to} ${event.reference}`))
    .filter((pair) => mailed.has(pair));
  return [
    ...refused.map((pair) => `${pair}: told, though it was refused`),
    ...posts
      .filter(({ ids }) => new Set(ids).size > 1)
      .map(({ webhookId, ids }) => `${webhookId}: ${new Set(ids).size} receipts`),
  ];
}

/** I7: when all is quiet nothing waits, and each accepted report is filed once, or set aside where it can be seen. */
function nothingWaits({ posts, end }: Ledger): string[] {
  const faults: string[] = [];
  if (!end.isQuiet) faults.push("it did not become quiet");
  if (end.inbox > 0) faults.push(`${end.inbox} reports wait in the inbox`);
  if (end.outbox > 0) faults.push(`${end.outbox} digests wait in the outbox`);
  faults.push(...end.adrift.map((digest) => `${digest}, and nothing waits for it`));
  const buried = new Set(end.buriedReports);
  for (const { outcome, ids, webhookId } of posts) {
    const [id] = ids;
    if (outcome !== "acked" || id === undefined) continue;
    const filed = end.filed.get(id) ?? 0;
    if (filed !== 1 && !buried.has(id)) faults.push(`${webhookId}: ${id} is filed ${filed} times`);
  }
  return faults;
}

/** I8: in calm weather a reader who wants it at once has it at once. */
function prompt({ posts, mails, calmFrom }: Ledger): string[] {
  const first = new Map<string, number>();
  for (const { to, items, at } of mails) {
    for (const { reference } of items) {
      const pair = `${to} ${reference}`;
      first.set(pair, Math.min(first.get(pair) ?? Number.POSITIVE_INFINITY, at));
    }
  }
  return posts
    .filter(
      ({ kind, outcome, sentAt }) => kind === "report" && outcome === "acked" && sentAt >= calmFrom,
    )
    .flatMap(({ event, expectedBy, answeredAt }) =>
      expectedBy
        .filter((to) => to.startsWith("desk-"))
        .map((to) => ({ pair: `${to} ${event.reference}`, answeredAt })),
    )
    .filter(({ pair, answeredAt }) => (first.get(pair) ?? 0) - answeredAt > PROMPT_MS)
    .map(({ pair, answeredAt }) => `${pair}: took ${(first.get(pair) ?? 0) - answeredAt} ms`);
}

/** I9: no process ends by itself or forgets a promise, and none grows without end. */
function noSurprises({ end }: Ledger): string[] {
  return [
    ...end.surprises,
    ...(end.largestRssMb > MOST_RSS_MB ? [`a process holds ${end.largestRssMb} MB`] : []),
    ...(end.strayKeys > 0 ? [`${end.strayKeys} keys in Redis that nothing accounts for`] : []),
  ];
}

export const INVARIANTS = {
  told,
  toldOnce,
  sameBytes,
  copiesForDoubts,
  nothingElse,
  refusedMeansNo,
  nothingWaits,
  prompt,
  noSurprises,
} as const satisfies Readonly<Record<string, (ledger: Ledger) => readonly string[]>>;

export function findViolations(ledger: Ledger): readonly Violation[] {
  return (Object.keys(INVARIANTS) as Violation["invariant"][]).flatMap((invariant) =>
    INVARIANTS[invariant](ledger).map((detail) => ({ invariant, detail })),
  );
}

/** The figures that a run is judged and compared by. */
export interface Tally {
  readonly reports: number;
  readonly accepted: number;
  /** Accepted, and neither filed nor set aside. */
  readonly lost: number;
  /** Told to one reader under two ids. */
  readonly doubled: number;
  /** Owed, and neither mailed nor recorded. */
  readonly unrecorded: number;
  readonly mails: number;
  readonly inDoubt: number;
  /** Messages stored again under the Message-ID that they had. */
  readonly copies: number;
}

export function tallyOf(ledger: Ledger): Tally {
  const { posts, mails, end } = ledger;
  const acked = posts.filter(({ outcome }) => outcome === "acked");
  const buried = new Set(end.buriedReports);
  const isLost = (id: string) => !end.filed.has(id) && !buried.has(id);
  return {
    reports: posts.length,
    accepted: acked.length,
    lost: acked.filter(({ ids: [id] }) => id !== undefined && isLost(id)).length,
    doubled: [...tellings(mails).values()].filter(({ live }) => live.size > 1).length,
    unrecorded: told(ledger).length,
    mails: mails.length,
    inDoubt: end.doubts.size + end.deadDigests.filter(isHeldFirst(end.doubts)).length,
    copies: mails.length - byMessageId(mails).size,
  };
}

/** Under `hold` the first doubt ends it, and the ledger of doubts need not have it. */
function isHeldFirst(doubts: ReadonlyMap<string, number>) {
  return ({ messageId, state }: DeadDigestRecord) => state === "held" && !doubts.has(messageId);
}
