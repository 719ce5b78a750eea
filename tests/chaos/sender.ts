import { setTimeout as wait } from "node:timers/promises";

import { Agent, request } from "undici";

import { FIELD_KEY, signedPost, WIRE_KEY } from "../support/posting.ts";
import type { SharedClock } from "./installation.ts";
import type { Post } from "./ledger.ts";
import type { Chance } from "./random.ts";
import type { Event } from "./world.ts";

/** What is to be posted, and how its sender behaves. */
export interface Errand {
  readonly event: Event;
  readonly kind: Post["kind"];
  /** Ms after the run's begin. */
  readonly at: number;
  /** The same request to two processes at once. */
  readonly isDoubled: boolean;
  /** Once more after it was answered. */
  readonly isRepeated: boolean;
  /** Gives up at the first answer that is none. */
  readonly isImpatient: boolean;
}

export interface SenderOptions {
  readonly apiUrls: readonly string[];
  readonly clock: SharedClock;
  readonly chance: Chance;
  readonly whoExpects: (event: Event) => readonly string[];
  /** Ms since the run began. */
  readonly elapsed: () => number;
  readonly patienceMs: number;
}

const REQUEST_LIMIT_MS = 5_000;
const CONNECTIONS = 64;
/** Longer from try to try, as senders do: an outage is no reason to try a thousand times a second. */
const PAUSE_MS = { first: 300, most: 4_000 };

type Answer =
  | { readonly outcome: "acked"; readonly id: string }
  | { readonly outcome: "refused" | "unknown" };

/** Posts as a careful sender does: the same webhook-id, signed anew, until there is an answer. */
export function openSender(options: SenderOptions) {
  const { apiUrls, clock, chance, elapsed, patienceMs } = options;
  const dispatcher = new Agent({
    connections: CONNECTIONS,
    headersTimeout: REQUEST_LIMIT_MS,
    bodyTimeout: REQUEST_LIMIT_MS,
  });
  const ask = async (errand: Errand, webhookId: string): Promise<Answer> => {
    const url = chance.pick(apiUrls);
    try {
      const answer = await request(`${url}/v1/reports/${sourceOf(errand)}`, {
        method: "POST",
        dispatcher,
        ...signedRequest(errand, { webhookId, at: clock.now() }),
      });
      return readAnswer(answer.statusCode, await answer.body.json(), errand);
    } catch {
      return { outcome: "unknown" };
    }
  };
  return async (errand: Errand): Promise<Post> => {
    const { event, kind } = errand;
    const webhookId = `${kind}-${event.reference}`;
    const sentAt = elapsed();
    const ids: string[] = [];
    const once = async (): Promise<Answer["outcome"]> => {
      const answers = await Promise.all(
        Array.from({ length: errand.isDoubled ? 2 : 1 }, () => ask(errand, webhookId)),
      );
      for (const answer of answers) if (answer.outcome === "acked") ids.push(answer.id);
      const outcomes = new Set(answers.map(({ outcome }) => outcome));
      if (outcomes.has("acked")) return "acked";
      return outcomes.has("unknown") ? "unknown" : "refused";
    };
    let outcome = await once();
    let pauseMs = PAUSE_MS.first;
    while (outcome === "unknown" && !errand.isImpatient && elapsed() - sentAt < patienceMs) {
      await wait(pauseMs * (0.5 + chance.next()));
      pauseMs = Math.min(2 * pauseMs, PAUSE_MS.most);
      outcome = await once();
    }
    const answeredAt = elapsed();
    if (errand.isRepeated && outcome === "acked") await once();
    return {
      webhookId,
      event,
      expectedBy: options.whoExpects(event),
      kind,
      outcome,
      ids,
      sentAt,
      answeredAt,
    };
  };
}

function bodyOf({ event, kind }: Errand): object {
  const { text, reference } = event;
  return kind === "retraction"
    ? { text: `Our report ${reference} is withdrawn.`, retracts: reference }
    : { externalId: reference, text };
}

function sourceOf({ kind }: Errand): "field" | "wire" {
  return kind === "copy" ? "field" : "wire";
}

function signedRequest(
  errand: Errand,
  { webhookId, at }: { readonly webhookId: string; readonly at: Temporal.Instant },
) {
  const key = errand.kind === "forged" ? Buffer.alloc(32, "thief") : undefined;
  const signed = signedPost(bodyOf(errand), {
    at,
    webhookId,
    key: key ?? (sourceOf(errand) === "field" ? FIELD_KEY : WIRE_KEY),
  });
  return {
    headers: {
      "content-type": "application/json",
      "webhook-id": signed.webhookId,
      "webhook-timestamp": signed.timestamp,
      "webhook-signature": signed.signature,
    },
    body: signed.body,
  };
}

function readAnswer(status: number, said: unknown, { kind }: Errand): Answer {
  const { id } = said as { readonly id?: string };
  if (status < 300 && id !== undefined) return { outcome: "acked", id };
  // Passing as well: a process that was frozen finds the request overdue (408).
  const isPassing = status >= 500 || status === 429 || status === 408;
  // While the clock jumps an honest signature may look stale for a moment.
  if (isPassing || (status === 401 && kind !== "forged")) return { outcome: "unknown" };
  return { outcome: "refused" };
}
