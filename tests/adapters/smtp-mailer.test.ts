import { describe, expect, onTestFinished, test, vi } from "vitest";

import { readFailure } from "#src/adapters/smtp/read-failure.ts";
import { type SmtpLimits, smtpMailer } from "#src/adapters/smtp/smtp-mailer.ts";
import { insistsOnTls, parseSmtpUrl } from "#src/adapters/smtp/smtp-session.ts";

import { type Fault, startScriptedSmtp, type Step } from "../support/scripted-smtp.ts";

const bytes = Buffer.from("Message-ID: <d.1@x>\r\nSubject: s\r\n\r\nbody\r\n.dot\r\n");

async function post(
  script: { step?: Step; fault?: Fault } = {},
  beforeDot: () => Promise<boolean> = async () => true,
  limits?: Partial<SmtpLimits>,
  message = bytes,
) {
  const server = await startScriptedSmtp();
  if (script.step && script.fault) server.fail(script.step, script.fault);
  const mailer = smtpMailer(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`), limits);
  const outcome = await mailer.send({
    from: "t@example.org",
    to: "desk@example.org",
    bytes: message,
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

test.for([
  ["S: s\r\n\r\nbody\r\n", "S: s\r\n\r\nbody"],
  ["S: s\r\n\r\nno end", "S: s\r\n\r\nno end"],
  ["S: s\r\n\r\n.\r\nmore\r\n", "S: s\r\n\r\n..\r\nmore"],
  ["S: s\r\n\r\nbare\n.\nmore\r\n", "S: s\r\n\r\nbare\r\n..\r\nmore"],
  ["S: s\r\n\r\nbare\r.\rmore\r\n", "S: s\r\n\r\nbare\r\n..\r\nmore"],
  [".S: s\r\n\r\nbody\r\n", "..S: s\r\n\r\nbody"],
] as const)("no line of a message is taken for its end: %j", async ([message, expected]) => {
  const { outcome, taken } = await post({}, undefined, undefined, Buffer.from(message));
  expect(outcome).toMatchObject({ outcome: "sent" });
  expect(taken.map((one) => one.message)).toEqual([expected]);
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
    ["greeting", "421 busy", { outcome: "later", about: "relay" }],
    ["greeting", "554 go away", { outcome: "later", about: "us" }],
    ["EHLO", "421 shutting down", { outcome: "later", about: "relay" }],
    ["MAIL", "451 try later", { outcome: "later", about: "relay" }],
    ["MAIL", "452 4.3.1 disk full", { outcome: "later", about: "relay" }],
    ["MAIL", "550 sender refused", { outcome: "later", about: "us" }],
    ["MAIL", "552 too big for us", { outcome: "later", about: "us" }],
    ["MAIL", "554 no", { outcome: "later", about: "us" }],
    ["RCPT", "450 mailbox busy", { outcome: "later", about: "reader" }],
    ["RCPT", "451 4.3.0 out of order", { outcome: "later", about: "relay" }],
    ["RCPT", "421 too many", { outcome: "later", about: "relay" }],
    ["RCPT", "550 no such user", { outcome: "rejected", about: "reader" }],
    ["RCPT", "552 mailbox full", { outcome: "rejected", about: "reader" }],
    ["RCPT", "554 transaction failed", { outcome: "later", about: "us" }],
    ["DATA", "450 later", { outcome: "later", about: "reader" }],
    ["DATA", "451 later", { outcome: "later", about: "reader" }],
    ["DATA", "550 no", { outcome: "rejected", about: "message" }],
    ["DATA", "552 no room", { outcome: "rejected", about: "message" }],
    ["DATA", "554 refused", { outcome: "rejected", about: "message" }],
    ["dot", "421 closing", { outcome: "later", about: "relay" }],
    ["dot", "450 later", { outcome: "later", about: "reader" }],
    ["dot", "451 later", { outcome: "later", about: "reader" }],
    ["dot", "452 4.3.1 disk full", { outcome: "later", about: "relay" }],
    ["dot", "550 5.1.1 nobody of that name", { outcome: "rejected", about: "reader" }],
    ["dot", "552 too big", { outcome: "rejected", about: "message" }],
    ["dot", "554 looks like spam", { outcome: "rejected", about: "message" }],
    ["dot", "503 bad sequence", { outcome: "later", about: "relay" }],
  ];
  test.for(cases)("at %s, %s: %o", async ([step, reply, expected]) => {
    const { outcome, taken } = await post({ step, fault: { reply } });
    expect(outcome).toMatchObject(expected);
    expect(taken).toEqual([]);
  });
});

test("a reply that comes before the final dot is believed by nobody", async () => {
  const notYet = () => new Promise<boolean>(() => {});
  const fault = { reply: "354 go ahead\r\n250 queued" };
  const { outcome, taken } = await post({ step: "DATA", fault }, notYet);
  expect(outcome).toMatchObject({ outcome: "later", about: "relay" });
  expect(taken).toEqual([]);
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

  test("after the final dot, where the server threw the message away: in doubt as well", async () => {
    const { outcome, taken } = await post({ step: "dot", fault: { loseAndHangUp: true } });
    expect(outcome).toMatchObject({ outcome: "in-doubt" });
    expect(taken).toEqual([]);
  });

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
    ["550 5.1.8 sender's domain not found", "us"],
    ["550 5.7.1 you may not send here", "us"],
    ["554 5.7.1 desk@example.org: Relay access denied", "us"],
    ["550 relaying denied", "us"],
    ["550 not permitted to relay through this server", "us"],
    ["550 authentication required", "us"],
    ["530 5.7.0 must issue STARTTLS first", "us"],
    ["535 bad credentials", "us"],
    ["454 4.7.1 relay access denied", "us"],
    ["503 5.5.1 authenticate first", "us"],
    ["421 too many connections", "relay"],
    ["554 no", "us"],
    ["501 5.5.4 bad syntax", "us"],
    ["450 4.2.0 greylisted", "reader"],
  ] as const)("%s: %s", async ([reply, about]) => {
    const { outcome, taken } = await post({ step: "RCPT", fault: { reply } });
    expect(outcome).toMatchObject(
      about === "rejected" ? { outcome: "rejected", about: "reader" } : { outcome: "later", about },
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
      about: "relay",
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
  expect(readFailure(error, false)).toMatchObject({ outcome: "later", about: "us" });
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

test.for([[["AUTH PLAIN LOGIN"]], [["AUTH PLAIN LOGIN", "STARTTLS"]]] as const)(
  "a password is not said in plain words to a server that offers %s and gives no TLS",
  async ([extensions]) => {
    const server = await startScriptedSmtp(extensions);
    // This machine, by an address that is not one of loopback.
    using mailer = smtpMailer(parseSmtpUrl(`smtp://user:secret@0.0.0.0:${server.port}`));
    const to = "desk@example.org";
    const sent = await mailer.send({
      from: "t@example.org",
      to,
      bytes,
      beforeDot: async () => true,
    });
    expect(sent).toMatchObject({ outcome: "later", about: "us" });
    expect(server.commands).toContain("STAR");
    expect(server.commands).not.toContain("AUTH");
  },
);

describe("connections are kept", () => {
  async function open(extensions: readonly string[] = [], limits: Partial<SmtpLimits> = {}) {
    const server = await startScriptedSmtp(extensions);
    const mailer = smtpMailer(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`), limits);
    onTestFinished(() => mailer[Symbol.dispose]());
    const send = (to = "desk@example.org") =>
      mailer.send({ from: "t@example.org", to, bytes, beforeDot: async () => true });
    return { server, mailer, send };
  }

  test("one message after another goes over one connection", async () => {
    const { server, send } = await open();
    for (const to of ["a@example.org", "b@example.org", "c@example.org"]) {
      expect(await send(to)).toMatchObject({ outcome: "sent" });
    }
    expect(server.connections).toBe(1);
    expect(server.taken.map(({ to }) => to)).toEqual([
      "a@example.org",
      "b@example.org",
      "c@example.org",
    ]);
  });

  test("as many are open as there are senders at work", async () => {
    const { server, send } = await open();
    await Promise.all([send(), send(), send()]);
    await Promise.all([send(), send(), send()]);
    expect(server.connections).toBe(3);
    expect(server.taken).toHaveLength(6);
  });

  test("with PIPELINING the envelope goes out at once, and the mark still comes before the dot", async () => {
    const { server, mailer } = await open(["PIPELINING"]);
    let takenAtMark = -1;
    const beforeDot = async () => {
      takenAtMark = server.taken.length;
      return true;
    };
    const message = { from: "t@example.org", to: "desk@example.org", bytes, beforeDot };
    expect(await mailer.send(message)).toMatchObject({ outcome: "sent" });
    expect(takenAtMark).toBe(0);
    expect(server.taken).toHaveLength(1);
  });

  test.for([[], ["PIPELINING"]] as string[][])(
    "what was refused leaves nothing behind in the next message (%o)",
    async (extensions) => {
      const { server, send } = await open(extensions);
      await send("a@example.org");
      server.fail("RCPT", { reply: "550 no such user" });
      expect(await send("b@example.org")).toMatchObject({ outcome: "rejected", about: "reader" });
      expect(await send("c@example.org")).toMatchObject({ outcome: "sent" });
      expect(server.taken.map(({ to }) => to)).toEqual(["a@example.org", "c@example.org"]);
    },
  );

  test("one that the server ended meanwhile costs no attempt", async () => {
    const { server, send } = await open();
    await send();
    server.hangUp();
    expect(await send()).toMatchObject({ outcome: "sent" });
    expect(server.connections).toBe(2);
  });

  test.for([
    { reply: "421 idle for too long" },
    { reply: "503 bad sequence" },
    { hangUp: true },
    { reset: true },
  ] as Fault[])(
    "one that ends at the next message's first step (%o) costs no attempt",
    async (fault) => {
      const { server, send } = await open();
      await send();
      server.fail("MAIL", fault);
      expect(await send()).toMatchObject({ outcome: "sent" });
      expect(server.connections).toBe(2);
      expect(server.taken).toHaveLength(2);
    },
  );

  test("a message of which anything was read is not sent over another by itself", async () => {
    const { server, send } = await open();
    await send();
    server.fail("dot", { hangUp: true });
    expect(await send()).toMatchObject({ outcome: "in-doubt" });
    expect(server.connections).toBe(1);
    expect(server.taken).toHaveLength(2);
  });

  test("a sender that lost its claim leaves no connection with half a message", async () => {
    const { server, mailer, send } = await open();
    await send();
    const fenced = await mailer.send({
      from: "t@example.org",
      to: "b@example.org",
      bytes,
      beforeDot: async () => false,
    });
    expect(fenced).toEqual({ outcome: "fenced" });
    expect(await send("c@example.org")).toMatchObject({ outcome: "sent" });
    expect(server.taken.map(({ to }) => to)).toEqual(["desk@example.org", "c@example.org"]);
  });

  test("each carries so many messages and no more", async () => {
    const { server, send } = await open([], { mailsPerConnection: 2 });
    for (let i = 0; i < 5; i += 1) await send();
    expect(server.connections).toBe(3);
  });

  test("one without work is given up with a goodbye", async () => {
    const { server, send } = await open([], { idleMs: 20 });
    await send();
    await vi.waitFor(() => expect(server.commands).toContain("QUIT"));
  });

  test("all are given up when the mailer is", async () => {
    const { server, mailer, send } = await open();
    await send();
    mailer[Symbol.dispose]();
    await vi.waitFor(() => expect(server.commands).toContain("QUIT"));
  });
});
