import { describe, expect, test } from "vitest";

import { renderReaderPage } from "#src/email/reader-page.ts";
import type { ReaderAnswer, ReaderView } from "#src/model/reader.ts";
import { aDigest, anItem, FRAME } from "#tests/support/digests.ts";

const now = Temporal.Instant.from("2026-11-23T09:00:00Z");
const view: ReaderView = {
  subscriptionId: "levant-desk",
  address: "desk@example.org",
  scope: "page",
  name: "Levant desk",
  timezone: "Europe/Paris",
  unsubscribed: false,
  pausedUntil: undefined,
  hours: [],
  muted: [],
  digests: [aDigest()],
};
const render = (over: Partial<ReaderView> = {}, answer: Partial<ReaderAnswer> = {}) =>
  renderReaderPage({ ok: true, view: { ...view, ...over }, ...answer } as ReaderAnswer, {
    ...FRAME,
    now,
  });
const actions = (page: string) =>
  [...page.matchAll(/<button name="action" value="(\w+)"/g)].map(([, action]) => action);

describe("the page", () => {
  test("shows which mails come, the last digests, and why each item came", () => {
    const page = render();
    expect(page).toContain("desk@example.org receives the digests of “Levant desk”.");
    expect(page).toContain("Sun 22 Nov 2026, 07:00: 1 item");
    expect(page).toContain("▲ SEVERE");
    expect(page).toContain("Why you: rule “Syria and neighbours”: Western Asia (Rif Dimashq)");
  });

  test("offers to pause, to mute each story, to leave and to withdraw links", () => {
    expect(actions(render())).toEqual([
      "pause",
      "pause",
      "pause",
      "pause",
      "pause",
      "mute",
      "unsubscribe",
      "revoke",
    ]);
  });

  test("tells until when the mails are paused, in the reader's clock, and offers to resume", () => {
    const page = render({ pausedUntil: "2026-12-01T23:00:00Z" });
    expect(page).toContain("Your mails are paused");
    expect(page).toContain("until Wed 2 Dec 2026, 00:00 Paris time");
    expect(actions(page)[0]).toBe("resume");
  });

  test("a pause that is over is none", () => {
    expect(render({ pausedUntil: "2026-11-23T08:59:00Z" })).not.toContain("paused");
  });

  test("a reader who left sees so, and one button that brings the mails back", () => {
    const page = render({ unsubscribed: true });
    expect(page).toContain("You are unsubscribed");
    expect(actions(page)).toEqual(["resubscribe", "mute", "revoke"]);
  });

  test("offers hour and severity where the operator leaves them to readers", () => {
    const hour = { deliveryId: "levant-desk.at.1", operators: "07:00" };
    const page = render({
      severity: { chosen: "severe" },
      hours: [
        { ...hour, days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], chosen: undefined },
        { ...hour, days: ["mon", "thu"], chosen: "06:30" },
      ],
    });
    expect(page).toContain('<option value="severe" selected>severe or worse</option>');
    expect(page).toContain(
      "Digest of every day, Paris time (set up for 07:00; empty it to go back)",
    );
    expect(page).toMatch(/value="07:00"/);
    expect(page).toContain("Digest of Mon, Thu");
    expect(page).toMatch(/value="06:30"/);
    expect(actions(page).filter((action) => action === "hour")).toHaveLength(2);
  });

  test("a muted story can be told again, and is not muted twice", () => {
    const page = render({ muted: [{ incidentId: "incident-1", headline: "Bomb" }] });
    expect(actions(page)).toContain("unmute");
    expect(actions(page)).not.toContain("mute");
  });

  test("the last digest stands there whole; of one before it, a dozen items and a count", () => {
    const items = Array.from({ length: 19 }, (_, at) => anItem({ incident: { id: `i-${at}` } }));
    const digest = aDigest({ items: [anItem({ incident: { id: "i-first" } }), ...items] });
    expect(render({ digests: [digest] })).not.toContain("more in the mail");
    expect(render({ digests: [digest, digest] })).toContain("and 8 more in the mail");
  });

  test("a reader of no digest yet sees so; of secret mails sees no list at all", () => {
    expect(render({ digests: [] })).toContain("None yet.");
    expect(render({ digests: undefined })).not.toContain("Your last digests");
  });
});

describe("a link of less scope", () => {
  test("to leave shows that and nothing else", () => {
    const page = render({ scope: "unsubscribe", digests: undefined });
    expect(actions(page)).toEqual(["unsubscribe"]);
    expect(
      actions(render({ scope: "unsubscribe", digests: undefined, unsubscribed: true })),
    ).toEqual(["resubscribe"]);
  });

  test("to mute shows the story and one button", () => {
    const story = { incidentId: "i-1", headline: "Bomb in Gao", isMuted: false };
    const page = render({ scope: "mute", digests: undefined, story });
    expect(page).toContain("Bomb in Gao");
    expect(actions(page)).toEqual(["mute"]);
    const again = render({ scope: "mute", digests: undefined, story: { ...story, isMuted: true } });
    expect(actions(again)).toEqual(["unmute"]);
  });
});

test.for([
  ["unknown-link", "not one of ours"],
  ["expired-link", "too old"],
  ["withdrawn-link", "withdrawn"],
] as const)("%s: shows nothing of anyone, and nothing to press", ([reason, says]) => {
  const page = renderReaderPage({ ok: false, reason }, { ...FRAME, now });
  expect(page).toContain(says);
  expect(page).not.toMatch(/<button|@example/);
});

test("what was done is said, and what could not be as well", () => {
  expect(render({}, { done: "revoke" })).toContain("no longer open this page");
  const refused = { ok: false, reason: "invalid-pause", view } as const;
  expect(renderReaderPage(refused, { ...FRAME, now })).toContain("90 days from now at most");
});

test("what a file or a report says can never become markup", () => {
  const evil = '"><script>alert(1)</script>';
  const page = render({
    name: evil,
    digests: [aDigest({ items: [anItem({ incident: { headline: evil, id: evil } })] })],
    muted: [{ incidentId: "x", headline: evil }],
  });
  expect(page).not.toContain("<script");
  expect(page).toContain("&lt;script&gt;");
});

test("it asks for nothing from elsewhere and runs nothing", () => {
  expect(render()).not.toMatch(/https?:|src=|<script|@import|url\(| on\w+=/);
});
