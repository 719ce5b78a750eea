import { expect, test } from "vitest";

import { startTocsin } from "../support/tocsin.ts";

const DESK = `
id: desk
name: Desk
to: [desk@example.org]
timezone: UTC
match: [{ name: Mali, regions: [ML] }]
deliver: [{ immediately: { severity: minor, hold: 0s } }]
`;

const REPORTS = 60;

/** Sixty events that nobody could take for one another. */
const reports = Array.from({ length: REPORTS }, (_, i) => ({
  title: `Gunmen kidnap engineer number ${i} near Gao, Mali`,
  text: `Gunmen kidnapped an engineer of project ${i} near Gao in northern Mali on Friday, the governor said. Reference KIDNAP-${String(i).padStart(3, "0")}.`,
}));

test("two of every role share the work: every report filed once, every item mailed once", async () => {
  const one = await startTocsin({ subscriptions: { desk: DESK } });
  const two = await startTocsin({
    subscriptions: { desk: DESK },
    env: { TOCSIN_KEY_PREFIX: one.env.TOCSIN_KEY_PREFIX, SMTP_URL: one.env.SMTP_URL },
  });
  const answers = await Promise.all(
    reports.flatMap((report, i) => [one.post(report, `msg_${i}`), two.post(report, `msg_${i}`)]),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 202)).toHaveLength(REPORTS);
  expect(statuses.filter((status) => status === 200)).toHaveLength(REPORTS);

  const mails = await one.mailbox("desk@example.org").all();
  const told = mails.flatMap(({ parsed }) => parsed.text?.match(/engineer number \d+ near/g) ?? []);
  const expected = reports.map((_, i) => `engineer number ${i} near`);
  expect(new Set(told)).toEqual(new Set(expected));
  expect(told).toHaveLength(REPORTS);
});
