import { describe, expect, test } from "vitest";

import { renderConfirmPage } from "#src/email/confirm-page.ts";
import { renderConfirmation } from "#src/email/render-confirmation.ts";

const LINK = `https://tocsin.example.org/confirm/${"x".repeat(120)}`;

test("the question goes to the address alone, with its link whole on one line", () => {
  const mail = renderConfirmation({
    from: { name: "Tocsin", address: "tocsin@alerts.example.org" },
    to: "reader@example.org",
    subscriptionId: "desk",
    link: LINK,
    now: Temporal.Instant.from("2027-01-10T12:00:00Z"),
  });
  expect(mail.to).toEqual({ name: "", address: "reader@example.org" });
  expect(mail.text.split("\n")).toContain(LINK);
  expect(mail.messageId).toMatch(/^<confirm\.desk\.[0-9a-z]+@alerts\.example\.org>$/);
  expect(mail.headers["Auto-Submitted"]).toBe("auto-generated");
});

describe("the page", () => {
  const view = { subscriptionId: "desk", address: "a&<b>@example.org", confirmed: false };

  test("asks with one button, and escapes what it shows", () => {
    const html = renderConfirmPage(view);
    expect(html.match(/<button/g)).toHaveLength(1);
    expect(html).toContain("a&amp;&lt;b&gt;@example.org");
  });

  test("has nothing left to press once it was answered, or where the link does nothing", () => {
    expect(renderConfirmPage({ ...view, confirmed: true })).not.toContain("<button");
    expect(renderConfirmPage(undefined)).not.toContain("<button");
  });
});
