import { hash } from "node:crypto";

/**
 * Every key tocsin writes. The part in braces is the Redis Cluster slot tag:
 * keys that change together share one.
 */
export interface Keys {
  readonly inbox: string;
  readonly buried: string;
  /** What became of a report since it was accepted. */
  report(id: string): string;
  /** The report as it was accepted, and the hash of what was posted. */
  body(id: string): string;
  /** Says within one transaction that bodies were written. */
  accepting(batch: string): string;
  byExternalId(source: string, externalId: string): string;
  rate(source: string, slot: number): string;

  readonly log: string;
  readonly logClock: string;
  readonly wakeCursor: string;
  incident(id: string): string;
  filed(reportId: string): string;
  fingerprint(hash: string): string;
  incidentByExternalId(source: string, externalId: string): string;
  /** Number of the telling that was indexed last. */
  readonly storySequence: string;
  /** How many tellings a span has. */
  storyCount(span: number): string;
  /** This and the number of a part is where the span's terms stand, each with the numbers of the tellings that have it. */
  storyTermsPrefix(span: number): string;
  /** Tellings of the span that are not in those lists yet. */
  recentTellings(span: number): string;
  /** A telling's key is this and its number: scripts find numbers and read what they stand for. */
  readonly tellingPrefix: string;
  readonly allIncidents: string;
  incidentsByRegion(code: string): string;
  incidentsByThreat(type: string): string;
  /** The verdict on whether an incident waits for a second source. */
  judged(incident: string): string;
  /** Incidents that were held, by when their hold ends. */
  readonly holds: string;

  state(delivery: string): string;
  sent(delivery: string): string;
  sentAt(delivery: string): string;
  open(delivery: string): string;
  digest(digestId: string): string;

  readonly due: string;
  readonly wakes: string;
  readonly outbox: string;
  readonly dead: string;

  readonly enrollRounds: string;
  readonly enrollPause: string;

  /** When each stage last proved that it works. */
  readonly progress: string;

  /** That a notice of this kind stands. */
  notice(kind: string): string;
  readonly notices: string;
  readonly noticesDue: string;

  /** What one reader decided. */
  choices(subscriptionId: string, address: string): string;
  readonly hours: string;

  /** Bounces of one address. */
  bounced(addressId: string): string;
  readonly pausedAddresses: string;
  readonly bounceMailboxes: string;

  /** What the relay last failed at, and the pause that came of it. */
  readonly relay: string;
  /** When the mails admitted so far are out, at the rate. */
  readonly relayArrival: string;
  readonly subscriptionDocuments: string;
  readonly subscriptionIds: string;
  readonly subscriptionChanges: string;
  readonly subscriptionCount: string;

  readonly confirmations: string;
  confirmationAsked(subscriptionId: string, address: string): string;
  confirmationCount(address: string): string;

  readonly silences: string;
  readonly silenceVersion: string;
  silenceHits(id: string): string;
  readonly silenceHitAt: string;
  inhibitionHits(name: string): string;
  readonly inhibitionHitAt: string;

  readonly tokens: string;
  readonly tokenUses: string;
  tokenRate(id: string, minute: number): string;

  /** BullMQ's own prefix for a queue, with the slot tag in it. */
  queuePrefix(queue: string): string;
}

export function keysUnder(prefix: string): Keys {
  const intake = `${prefix}:{intake}`;
  const incidents = `${prefix}:{incidents}`;
  const due = `${prefix}:{due:0}`;
  const subscriptions = `${prefix}:{subscriptions}`;
  const tokens = `${prefix}:{tokens}`;
  const delivery = (id: string, part: string) => `${prefix}:{d:${id}}:${part}`;
  return {
    inbox: `${intake}:inbox`,
    buried: `${intake}:buried`,
    report: (id) => `${intake}:report:${id}`,
    body: (id) => `${intake}:body:${id}`,
    accepting: (batch) => `${intake}:accepting:${batch}`,
    byExternalId: (source, id) => `${intake}:external:${hashed(source, id)}`,
    rate: (source, slot) => `${intake}:rate:${source}:${slot}`,

    log: `${incidents}:log`,
    logClock: `${incidents}:clock`,
    wakeCursor: `${incidents}:woken`,
    incident: (id) => `${incidents}:incident:${id}`,
    filed: (reportId) => `${incidents}:filed:${reportId}`,
    fingerprint: (print) => `${incidents}:copy:${print}`,
    incidentByExternalId: (source, id) => `${incidents}:external:${hashed(source, id)}`,
    storySequence: `${incidents}:story-sequence`,
    storyCount: (span) => `${incidents}:story-count:${span}`,
    storyTermsPrefix: (span) => `${incidents}:terms:${span}:`,
    recentTellings: (span) => `${incidents}:recent-tellings:${span}`,
    tellingPrefix: `${incidents}:telling:`,
    allIncidents: `${incidents}:all`,
    incidentsByRegion: (code) => `${incidents}:region:${code}`,
    incidentsByThreat: (type) => `${incidents}:threat:${type}`,
    judged: (id) => `${incidents}:judged:${id}`,
    holds: `${incidents}:holds`,

    state: (id) => delivery(id, "state"),
    sent: (id) => delivery(id, "sent"),
    sentAt: (id) => delivery(id, "sent-at"),
    open: (id) => delivery(id, "open"),
    digest: (digestId) => delivery(deliveryOf(digestId), `digest:${numberOf(digestId)}`),

    due: `${due}:due`,
    wakes: `${due}:wakes`,
    outbox: `${due}:outbox`,
    dead: `${due}:dead`,

    enrollRounds: `${due}:enroll-rounds`,
    enrollPause: `${due}:enroll-pause`,

    progress: `${prefix}:{progress}:proven`,

    notice: (kind) => `${prefix}:{notices}:stands:${kind}`,
    notices: `${prefix}:{notices}:waiting`,
    noticesDue: `${prefix}:{notices}:due`,

    choices: (subscriptionId, address) =>
      `${prefix}:{r:${hashed(subscriptionId, address)}}:choices`,
    hours: `${prefix}:{readers}:hours`,

    bounced: (addressId) => `${prefix}:{bounces}:address:${addressId}`,
    pausedAddresses: `${prefix}:{bounces}:paused`,
    bounceMailboxes: `${prefix}:{bounces}:mailboxes`,

    relay: `${prefix}:{relay}:state`,
    relayArrival: `${prefix}:{relay}:arrival`,
    subscriptionDocuments: `${subscriptions}:documents`,
    subscriptionIds: `${subscriptions}:ids`,
    subscriptionChanges: `${subscriptions}:changes`,
    subscriptionCount: `${subscriptions}:count`,

    confirmations: `${prefix}:{confirmations}:waiting`,
    confirmationAsked: (subscription, address) =>
      `${prefix}:{confirmations}:asked:${hashed(subscription, address)}`,
    confirmationCount: (address) => `${prefix}:{confirmations}:count:${hashed("", address)}`,

    silences: `${prefix}:{silences}:all`,
    silenceVersion: `${prefix}:{silences}:version`,
    silenceHits: (id) => `${prefix}:{silences}:hidden:${id}`,
    silenceHitAt: `${prefix}:{silences}:hit-at`,
    inhibitionHits: (name) => `${prefix}:{inhibitions}:hidden:${name}`,
    inhibitionHitAt: `${prefix}:{inhibitions}:hit-at`,

    tokens: `${tokens}:all`,
    tokenUses: `${tokens}:used`,
    tokenRate: (id, minute) => `${tokens}:rate:${id}:${minute}`,

    queuePrefix: (queue) => `${prefix}:{q:${queue}}`,
  };
}

/** `<delivery>.<epoch>-<sequence>` back into its delivery. */
export function deliveryOf(digestId: string): string {
  return digestId.slice(0, digestId.lastIndexOf("."));
}

function numberOf(digestId: string): string {
  return digestId.slice(digestId.lastIndexOf(".") + 1);
}

/** Ids from outside may hold anything and be of any length. */
function hashed(source: string, id: string): string {
  return hash("sha256", `${source}\0${id}`, "base64url").slice(0, 24);
}
