import type { Digest } from "../model/digest.ts";
import { oneLine } from "./clean-text.ts";
import type { MailFrame } from "./mail-frame.ts";
import { safeLink } from "./safe-link.ts";
import type { ReaderDigest } from "./tlp-ceiling.ts";

type Headed = Pick<Digest, "id" | "delivery" | "subscriptionName" | "mail">;

/** RFC 2369, 2919, 3834 and 8058, and what keeps out-of-office replies away from the sender. */
export function headersFor(mail: Headed, frame: MailFrame): Record<string, string> {
  const headers: Record<string, string> = {
    "List-ID": listId(mail, frame.listDomain),
    "Feedback-ID": feedbackId(mail),
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
    Precedence: "list",
  };
  const unsubscribe = safeLink(frame.unsubscribeUrl);
  if (unsubscribe !== undefined) headers["List-Unsubscribe"] = `<${unsubscribe.url}>`;
  // RFC 8058 takes one click over https alone.
  if (unsubscribe?.url.startsWith("https:") === true)
    headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
  if (frame.idempotencyHeader !== undefined) headers[frame.idempotencyHeader] = mail.id;
  return headers;
}

/**
 * Mails about one incident alone hang together under one id of their own, which no
 * mail bears: whichever of them a reader has kept, the later ones join it (RFC 5256).
 */
export function threadHeaders(
  { items, delivery }: Pick<ReaderDigest, "items" | "delivery">,
  listDomain: string,
): Record<string, string> {
  const [item, other] = items;
  if (item === undefined || other !== undefined) return {};
  const thread = `<story.${item.incident.id}.${delivery.id}@${listDomain}>`;
  return item.kind === "new"
    ? { References: thread }
    : { "In-Reply-To": thread, References: thread };
}

/** RFC 2919 lets a phrase of plain words stand unquoted; any other name is left to the mail's body. */
function listId({ subscriptionName, delivery, mail }: Headed, listDomain: string): string {
  const id = `<${delivery.subscriptionId}.${listDomain}>`;
  const phrase = oneLine(subscriptionName);
  return mail.subject !== "neutral" && /^[A-Za-z0-9][A-Za-z0-9 -]*$/.test(phrase)
    ? `${phrase} ${id}`
    : id;
}

/** By what Gmail sorts complaints: up to three fields of ours, then the sender's constant name. */
function feedbackId({ delivery }: Headed): string {
  return `${delivery.subscriptionId}:${delivery.schedule.kind}:digest:tocsin`;
}
