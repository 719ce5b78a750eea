import type { Notice } from "../model/notice.ts";
import type { Notices } from "./operator-ports.ts";
import type { Clock, StepLogger } from "./ports.ts";
import type { Enlisted } from "./roster.ts";
import type { Mailer } from "./sending-ports.ts";

/** A storm is over when nothing was braked for this long; the next one is told of again. */
const CALM = { hours: 1 };

export interface StormPorts {
  readonly notices: Notices;
  readonly clock: Clock;
  readonly logger: StepLogger;
}

/** Tells the operator once that readers' mail limits are reached; said again of the same storm it only goes on. */
export function stormBraked({ notices, clock, logger }: StormPorts) {
  return async ({ delivery }: Enlisted): Promise<void> => {
    const now = clock.now();
    const notice: Notice = {
      id: `storm.${now.epochMilliseconds.toString(36)}`,
      kind: "storm",
      subject: "more incidents than readers' mail limits let through",
      lines: [
        `Since ${now.toString({ smallestUnit: "second" })} readers' mail limits have been reached; the first was that of ${delivery.id}.`,
        "What comes beyond a limit gathers into one summary, which is sent when the limit leaves a slot; extreme incidents go at once. Nothing is dropped.",
        "See tocsin_storms_braked_total, and GET /v1/incidents for what came in. If a source has run wild, take it out of sources.yaml.",
        "This is said once: again only after an hour in which no limit was reached.",
      ],
      raisedAt: now.toString(),
    };
    if (!(await notices.raise(notice, now.add(CALM)))) return;
    logger.warn({ deliveryId: delivery.id }, "a storm: readers' mail limits are reached");
  };
}

export interface TellOperatorPorts {
  readonly notices: Notices;
  readonly mailer: Mailer;
  readonly logger: StepLogger;
  /** The address, and the exact bytes of a notice; undefined: no operator is named, and the log has said it. */
  readonly operator:
    | {
        readonly address: string;
        readonly compose: (
          notice: Notice,
        ) => Promise<{ readonly from: string; readonly bytes: Buffer }>;
      }
    | undefined;
}

const goOn = () => Promise.resolve(true);

/** Mails what waits to be told to the operator. One that was in doubt is not sent again. */
export function tellOperator({ notices, mailer, logger, operator }: TellOperatorPorts) {
  return async (): Promise<void> => {
    for (const notice of await notices.claim()) {
      if (operator) {
        const { from, bytes } = await operator.compose(notice);
        const sent = await mailer.send({ from, to: operator.address, bytes, beforeDot: goOn });
        if (sent.outcome === "later") continue;
        logger.info({ noticeId: notice.id, outcome: sent.outcome }, "the operator was told");
      }
      await notices.settle(notice.id);
    }
  };
}
