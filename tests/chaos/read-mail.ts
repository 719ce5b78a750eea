import { createHash } from "node:crypto";

import { simpleParser } from "mailparser";

import type { MailedItem, StoredMail } from "./ledger.ts";
import { REFERENCE } from "./world.ts";

/** What a message tells, read from its text part as a reader would. */
export async function readMail(raw: string, to: string, at: number): Promise<StoredMail> {
  const parsed = await simpleParser(Buffer.from(raw, "latin1"), {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  });
  const text = parsed.text ?? "";
  return {
    at,
    to,
    messageId: parsed.messageId ?? "",
    hash: createHash("sha256").update(raw, "latin1").digest("hex"),
    items: itemsOf(text),
    untold: (/^(?:In brief|And besides)$/m.exec(text) ?? []).length,
  };
}

/** Items are numbered: `3  [SEVERE] WITHDRAWN Bombing (terrorism) - Gao, Mali`. */
const ITEM = /^\d+ +\[[A-Z]+\] (?<mark>[A-Z]{2,}\b)?/m;

function itemsOf(text: string): readonly MailedItem[] {
  return text
    .split(/\n(?=\d+ +\[)/)
    .filter((block) => ITEM.test(block))
    .map((block) => ({
      reference: REFERENCE.exec(block)?.[0] ?? "none",
      isWithdrawal: ITEM.exec(block)?.groups?.["mark"] === "WITHDRAWN",
    }));
}
