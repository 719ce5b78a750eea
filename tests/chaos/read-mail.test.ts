import { expect, test } from "vitest";

import { readMail } from "./read-mail.ts";

const RAW = [
  "Message-ID: <desk-a.1@example.org>",
  "To: desk-a.0@example.org",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "desk-a: 2 new",
  "",
  "1  [SEVERE] Bombing (terrorism) - Gao, Mali",
  "   Car bomb kills three in Gao, Mali, officials said, reference",
  "   Qbbbbbb.",
  "",
  "2  [MODERATE] WITHDRAWN Kidnapping (crime) - Kano, Nigeria",
  "   Gunmen kidnap two teachers in Kano, reference Qcccccc.",
  "",
].join("\r\n");

test("a mail's items are read as a reader would: which event, and whether it is withdrawn", async () => {
  const mail = await readMail(RAW, "desk-a.0@example.org", 5);
  expect(mail).toMatchObject({
    at: 5,
    to: "desk-a.0@example.org",
    messageId: "<desk-a.1@example.org>",
    items: [
      { reference: "Qbbbbbb", isWithdrawal: false },
      { reference: "Qcccccc", isWithdrawal: true },
    ],
    untold: 0,
  });
});

test("a mail that counts what it does not tell says so, and another byte is another hash", async () => {
  const counting = await readMail(`${RAW}\r\nIn brief\r\n--------\r\n- 3 more\r\n`, "a@x", 5);
  expect(counting.untold).toBe(1);
  expect(counting.hash).not.toBe((await readMail(RAW, "a@x", 5)).hash);
});
