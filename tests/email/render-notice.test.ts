import { expect, test } from "vitest";

import { renderNotice } from "#src/email/render-notice.ts";

test("a notice is plain text to one address, each of its paragraphs on lines of its own", () => {
  const mail = renderNotice(
    {
      id: "storm.mi9k2f00",
      kind: "storm",
      subject: "more incidents\r\nthan limits",
      lines: ["The first paragraph.", "The second."],
      raisedAt: "2026-11-22T06:00:00Z",
    },
    { from: { name: "Tocsin", address: "tocsin@alerts.example.org" }, to: "ops@example.org" },
  );
  expect(mail).toMatchObject({
    messageId: "<notice.storm.mi9k2f00@alerts.example.org>",
    subject: "[tocsin] more incidents than limits",
    to: { name: "", address: "ops@example.org" },
    text: "The first paragraph.\n\nThe second.\n",
  });
  expect(mail.html).toBeUndefined();
});
