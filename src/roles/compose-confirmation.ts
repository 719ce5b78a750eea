import { composeMessage } from "../adapters/smtp/compose-message.ts";
import { renderConfirmation } from "../email/render-confirmation.ts";
import type { Asked } from "../pipeline/operator-ports.ts";
import { signConfirmToken } from "../receive/confirm-token.ts";
import { type MailSettings, parseMailbox } from "./compose-mail.ts";

/** The envelope sender and the exact bytes of the question whether a subscription is wanted. */
export async function composeConfirmation(
  asked: Asked,
  now: Temporal.Instant,
  { mailFrom, publicUrl, tokenKey }: Pick<MailSettings, "mailFrom" | "publicUrl" | "tokenKey">,
): Promise<{ readonly from: string; readonly bytes: Buffer }> {
  const from = parseMailbox(mailFrom);
  const { subscriptionId, address } = asked;
  const link = `${publicUrl ?? ""}/confirm/${signConfirmToken(tokenKey, asked, now)}`;
  const mail = renderConfirmation({ from, to: address, subscriptionId, link, now });
  return { from: from.address, bytes: await composeMessage(mail) };
}
