import { expect, test } from "vitest";

import { renderReaderPage } from "#src/email/reader-page.ts";

const view = { name: "Levant desk", address: "desk@example.org", subscribed: true };

test("a reader sees which mails they receive, and one button that stops them", () => {
  const page = renderReaderPage(view);
  expect(page).toContain("desk@example.org");
  expect(page).toContain("Levant desk");
  expect(page.match(/<button[^>]*>/g)).toEqual(['<button name="action" value="unsubscribe">']);
});

test("a reader who left sees so, and one button that brings the mails back", () => {
  const page = renderReaderPage({ ...view, subscribed: false });
  expect(page).toContain("You are unsubscribed");
  expect(page.match(/<button[^>]*>/g)).toEqual(['<button name="action" value="resubscribe">']);
});

test("a link that is not ours shows nothing of anyone, and nothing to press", () => {
  const page = renderReaderPage(undefined);
  expect(page).toContain("not one of ours");
  expect(page).not.toMatch(/<button|@example/);
});

test("a name from a file can never become markup", () => {
  const page = renderReaderPage({ ...view, name: '<script>alert("x")</script>' });
  expect(page).not.toContain("<script");
  expect(page).toContain("&lt;script&gt;");
});

test("it asks for nothing from elsewhere and runs nothing", () => {
  expect(renderReaderPage(view)).not.toMatch(/https?:|src=|<script|@import|url\(/);
});
