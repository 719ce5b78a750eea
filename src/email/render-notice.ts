import type { MailAddress, RenderedMail } from "../model/mail.ts";
import type { Notice } from "../model/notice.ts";
import { oneLine } from "./clean-text.ts";
import { wrapText } from "./wrap-text.ts";

/** A mail to whoever runs the service; plain text, for they read logs too. */
export function renderNotice(
  notice: Notice,
  { from, to }: { readonly from: MailAddress; readonly to: string },
): RenderedMail {
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  return {
    messageId: `<notice.${notice.id}@${domain}>`,
    date: notice.raisedAt,
    subject: `[tocsin] ${oneLine(notice.subject)}`,
    from: { name: oneLine(from.name), address: from.address },
    to: { name: "", address: to },
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    text: `${notice.lines.map((line) => wrapText(oneLine(line))).join("\n\n")}\n`,
  };
}
