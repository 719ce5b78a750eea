import { composeMessage } from "../adapters/smtp/compose-message.ts";
import { renderNotice } from "../email/render-notice.ts";
import type { Notice } from "../model/notice.ts";
import { type MailSettings, parseMailbox } from "./compose-mail.ts";

/** The envelope sender and the exact bytes of a notice to the operator. */
export async function composeNotice(
  notice: Notice,
  operator: string,
  { mailFrom }: Pick<MailSettings, "mailFrom">,
): Promise<{ readonly from: string; readonly bytes: Buffer }> {
  const from = parseMailbox(mailFrom);
  const bytes = await composeMessage(renderNotice(notice, { from, to: operator }));
  return { from: from.address, bytes };
}
