import type { SealedMail } from "../model/digest.ts";
import { oneLine } from "./clean-text.ts";
import type { MailFrame } from "./mail-frame.ts";
import { safeLink } from "./safe-link.ts";

/** RFC 2369, 2919, 3834 and 8058, and what keeps out-of-office replies away from the sender. */
export function headersFor(mail: SealedMail, frame: MailFrame): Record<string, string> {
  const headers: Record<string, string> = {
    "List-ID": listId(mail, frame.listDomain),
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

/** RFC 2919 lets a phrase of plain words stand unquoted; any other name is left to the mail's body. */
function listId({ subscriptionName, delivery }: SealedMail, listDomain: string): string {
  const id = `<${delivery.subscriptionId}.${listDomain}>`;
  const phrase = oneLine(subscriptionName);
  return /^[A-Za-z0-9][A-Za-z0-9 -]*$/.test(phrase) ? `${phrase} ${id}` : id;
}
