import type { MailAddress, RenderedMail } from "../model/mail.ts";
import { oneLine } from "./clean-text.ts";
import { wrapText } from "./wrap-text.ts";

export interface ConfirmationFrame {
  readonly from: MailAddress;
  readonly to: string;
  readonly subscriptionId: string;
  /** Opens the page that asks; it ends after a week. */
  readonly link: string;
  readonly now: Temporal.Instant;
}

/**
 * Asks an address whether it wants a subscription. It holds no word that whoever
 * asked for it has written, beyond the id: this mail goes to people who may not know them.
 */
export function renderConfirmation(frame: ConfirmationFrame): RenderedMail {
  const { from, to, subscriptionId, link, now } = frame;
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  const lines = [
    `Somebody asked for mails of the subscription ${subscriptionId} to this address.`,
    "To receive them, open this page and say yes. The link ends after a week.",
    link,
    "If it was not you, do nothing: no mail is sent before you say yes.",
  ];
  return {
    messageId: `<confirm.${subscriptionId}.${now.epochMilliseconds.toString(36)}@${domain}>`,
    date: now.toString(),
    subject: "Please confirm that you want these mails",
    from: { name: oneLine(from.name), address: from.address },
    to: { name: "", address: to },
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    text: `${lines.map((line) => (line === link ? line : wrapText(line))).join("\n\n")}\n`,
  };
}
