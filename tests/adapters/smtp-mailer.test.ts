import { describe, expect, test } from "vitest";

import { readFailure } from "#src/adapters/smtp/read-failure.ts";
import {
  insistsOnTls,
  parseSmtpUrl,
  type SmtpLimits,
  smtpMailer,
} from "#src/adapters/smtp/smtp-mailer.ts";

import { type Fault, startScriptedSmtp, type Step } from "../support/scripted-smtp.ts";

const bytes = Buffer.from("Message-ID: <d.1@x>\r\nSubject: s\r\n\r\nbody\r\n.dot\r\n");

async function post(
  script: { step?: Step; fault?: Fault } = {},
  beforeDot: () => Promise<boolean> = async () => true,
  limits?: SmtpLimits,
) {
  const server = await startScriptedSmtp();
  if (script.step && script.fault) server.fail(script.step, script.fault);
  const mailer = smtpMailer(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`), limits);
  const outcome = await mailer.send({
    from: "t@example.org",
    to: "desk@example.org",
    bytes,
    beforeDot,
  });
  return { outcome, taken: server.taken };
}

test("a message is taken once, byte for byte, for one recipient", async () => {
  const { outcome, taken } = await post();
  expect(outcome).toEqual({ outcome: "sent", response: "250 queued" });
  expect(taken).toMatchObject([{ from: "t@example.org", to: "desk@example.org" }]);
  expect(taken[0]?.message).toBe(bytes.toString().replace("\r\n.dot", "\r\n..dot").trimEnd());
});

test("the mark is made after the whole message and before the final dot", async () => {
  let takenAtMark = -1;
  const server = await startScriptedSmtp();
  const mailer = smtpMailer(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`));
  await mailer.send({
    from: "t@example.org",
    to: "desk@example.org",
    bytes,
    beforeDot: async () => {
      takenAtMark = server.taken.length;
      return true;
    },
  });
  expect(takenAtMark).toBe(0);
  expect(server.taken).toHaveLength(1);
});

test("a sender that lost its claim does not send the dot", async () => {
  const { outcome, taken } = await post({}, async () => false);
  expect(outcome).toEqual({ outcome: "fenced" });
  expect(taken).toEqual([]);
});

test("a mark that could not be written stops the message in time", async () => {
  const { outcome, taken } = await post({}, async () => {
    throw new Error("redis is down");
  });
  expect(outcome).toMatchObject({ outcome: "later" });
  expect(taken).toEqual([]);
});

describe("what the server says is definite", () => {
  const cases: [Step, string, object][] = [
    ["greeting", "421 busy", { outcome: "later", ours: true }],
    ["greeting", "554 go away", { outcome: "later", ours: true }],
    ["MAIL", "451 try later", { outcome: "later", ours: false }],
    ["MAIL", "550 sender refused", { outcome: "later", ours: true }],
    ["RCPT", "450 mailbox busy", { outcome: "later", ours: false }],
    ["RCPT", "550 no such user", { outcome: "rejected" }],
    ["DATA", "451 later", { outcome: "later", ours: false }],
    ["DATA", "554 refused", { outcome: "rejected" }],
    ["dot", "451 later", { outcome: "later", ours: false }],
    ["dot", "552 too big", { outcome: "rejected" }],
    ["dot", "503 bad sequence", { outcome: "later", ours: false }],
  ];
  test.for(cases)("at %s, %s: %o", async ([step, reply, expected]) => {
    const { outcome, taken } = await post({ step, fault: { reply } });
    expect(outcome).toMatchObject(expected);
    expect(taken).toEqual([]);
  });
});

describe("a lost connection", () => {
  test.for([
    ["greeting", { hangUp: true }],
    ["MAIL", { hangUp: true }],
    ["RCPT", { reset: true }],
    ["DATA", { hangUp: true }],
  ] as [Step, Fault][])("at %s: certainly not taken", async ([step, fault]) => {
    const { outcome, taken } = await post({ step, fault });
    expect(outcome).toMatchObject({ outcome: "later" });
    expect(taken).toEqual([]);
  });

  test.for([{ hangUp: true }, { reset: true }] as Fault[])(
    "after the final dot: in doubt, as the server may well have taken it (%o)",
    async (fault) => {
      const { outcome, taken } = await post({ step: "dot", fault });
      expect(outcome).toMatchObject({ outcome: "in-doubt" });
      expect(taken).toHaveLength(1);
    },
  );

  test("where nobody listens: later", async () => {
    const mailer = smtpMailer(parseSmtpUrl("smtp://127.0.0.1:1"));
    const outcome = await mailer.send({
      from: "a@x.org",
      to: "b@x.org",
      bytes,
      beforeDot: async () => true,
    });
    expect(outcome).toMatchObject({ outcome: "later" });
  });
});

describe("a refusal of the recipient that is not about the reader strikes nobody off", () => {
  test.for([
    ["550 5.1.1 no such user", "rejected"],
    ["550 5.1.10 null MX", "rejected"],
    ["550-5.1.1 no such user\r\n550 5.1.1 see our pages", "rejected"],
    ["552 5.2.2 mailbox full", "rejected"],
    ["553 mailbox name not allowed", "rejected"],
    ["550 5.0.0 user unknown", "rejected"],
    ["550 no such user relay@example.org", "rejected"],
    ["550 5.1.8 sender's domain not found", "ours"],
    ["550 5.7.1 you may not send here", "ours"],
    ["554 5.7.1 desk@example.org: Relay access denied", "ours"],
    ["550 relaying denied", "ours"],
    ["550 not permitted to relay through this server", "ours"],
    ["550 authentication required", "ours"],
    ["530 5.7.0 must issue STARTTLS first", "ours"],
    ["535 bad credentials", "ours"],
    ["454 4.7.1 relay access denied", "ours"],
    ["503 5.5.1 authenticate first", "ours"],
    ["421 too many connections", "ours"],
    ["554 no", "ours"],
    ["501 5.5.4 bad syntax", "ours"],
    ["450 4.2.0 greylisted", "passing"],
  ] as const)("%s: %s", async ([reply, about]) => {
    const { outcome, taken } = await post({ step: "RCPT", fault: { reply } });
    expect(outcome).toMatchObject(
      about === "rejected" ? { outcome: "rejected" } : { outcome: "later", ours: about === "ours" },
    );
    expect(taken).toEqual([]);
  });
});

describe("patience", () => {
  const short = { beforeDotMs: 150, afterDotMs: 150 };
  const yes = async () => true;

  test.for([
    ["greeting", { silent: true }],
    ["EHLO", { silent: true }],
    ["RCPT", { silent: true }],
    ["RCPT", { trickleEveryMs: 10 }],
    ["DATA", { silent: true }],
  ] as [Step, Fault][])("a server stuck at %s (%o) is left in time, for later", async (at) => {
    const [step, fault] = at;
    const { outcome, taken } = await post({ step, fault }, yes, { ...short, afterDotMs: 60_000 });
    expect(outcome).toMatchObject({
      outcome: "later",
      reason: expect.stringContaining("took too long"),
      ours: false,
    });
    expect(taken).toEqual([]);
  });

  test("the steps before the dot share one limit", async () => {
    const server = await startScriptedSmtp();
    for (const step of ["EHLO", "MAIL", "RCPT", "DATA"] as const) {
      server.fail(step, { lateMs: 100 });
    }
    const mailer = smtpMailer(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`), short);
    const message = { from: "t@example.org", to: "desk@example.org", bytes, beforeDot: yes };
    expect(await mailer.send(message)).toMatchObject({ outcome: "later" });
  });

  test("a reply to the dot is waited for longer than all that came before it", async () => {
    const limits = { beforeDotMs: 500, afterDotMs: 60_000 };
    const { outcome, taken } = await post({ step: "dot", fault: { lateMs: 700 } }, yes, limits);
    expect(outcome).toEqual({ outcome: "sent", response: "250 queued" });
    expect(taken).toHaveLength(1);
  });

  test.for([{ silent: true }, { trickleEveryMs: 10 }] as Fault[])(
    "a reply to the dot that never comes leaves the message in doubt (%o)",
    async (fault) => {
      const limits = { beforeDotMs: 60_000, afterDotMs: 150 };
      const { outcome } = await post({ step: "dot", fault }, yes, limits);
      expect(outcome).toMatchObject({
        outcome: "in-doubt",
        reason: expect.stringContaining("took too long"),
      });
    },
  );
});

test.for([
  [
    "smtp://mail.example.org",
    { host: "mail.example.org", port: 587, secure: false, auth: undefined },
  ],
  ["smtps://mail.example.org", { port: 465, secure: true }],
  ["smtp://u%40x:p%2Fw@mail:2525", { port: 2525, auth: { user: "u@x", pass: "p/w" } }],
] as const)("%s is read", ([url, expected]) => {
  expect(parseSmtpUrl(url)).toMatchObject(expected);
});

test("a refused login is about us, not about the reader", () => {
  const error = Object.assign(new Error("bad credentials"), {
    responseCode: 535,
    command: "AUTH PLAIN",
  });
  expect(readFailure(error, false)).toMatchObject({ outcome: "later", ours: true });
});

test.for([
  ["smtp://u:p@mail.example.org", true],
  ["smtp://u:p@127.0.0.1.example.org", true],
  ["smtp://u:p@10.0.0.7", true],
  ["smtp://u:p@localhost", false],
  ["smtp://u:p@127.0.0.1", false],
  ["smtp://u:p@[::1]", false],
  ["smtp://mail.example.org", false],
] as const)("%s insists on TLS: %s", ([url, expected]) => {
  expect(insistsOnTls(parseSmtpUrl(url))).toBe(expected);
});
