import { withoutAddresses } from "../../model/without-addresses.ts";
import type { SendOutcome } from "../../pipeline/sending-ports.ts";

/** What nodemailer tells of a failure. */
interface SmtpFailure extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

interface Reply {
  readonly code: number;
  /** RFC 3463: `5.1.1`. Undefined where the server gives none, or one that says nothing (`5.0.0`). */
  readonly status: string | undefined;
  readonly text: string;
}

/**
 * A reply, whenever it comes, is definite. Without one the message was certainly
 * not taken before the final dot, and may have been after it.
 */
export function readFailure(error: unknown, dotted: boolean): SendOutcome {
  const failure = error as SmtpFailure;
  const reply = replyOf(failure);
  const at = failure.command || "connection";
  if (reply !== undefined) return readReply(reply, dotted ? "final dot" : at, failure.message);
  const { code = "ESOCKET", message } = failure;
  return dotted
    ? { outcome: "in-doubt", reason: `${code} at final dot: ${message}` }
    : { outcome: "later", reason: `${code} at ${at}: ${message}`, about: "relay" };
}

/** The steps whose refusal is about this message. */
const MESSAGE_STEPS: ReadonlySet<string> = new Set(["DATA", "final dot"]);

function readReply(reply: Reply, at: string, message: string): SendOutcome {
  const reason = `${reply.code} at ${at}: ${message}`;
  if (isAboutUs(reply)) return { outcome: "later", reason, about: "us" };
  if (reply.code < 500 || reply.code === 503) {
    return { outcome: "later", reason, about: isAboutRelay(reply, at) ? "relay" : "reader" };
  }
  if (MESSAGE_STEPS.has(at)) return { outcome: "rejected", reason, about: aboutMessage(reply) };
  return at === "RCPT TO" && isAboutReader(reply)
    ? { outcome: "rejected", reason, about: "reader" }
    : { outcome: "later", reason, about: "us" };
}

/** Before a recipient was named; or the relay's own state (421, RFC 3463 3.4). */
function isAboutRelay({ code, status = "" }: Reply, at: string): boolean {
  const named = at === "RCPT TO" || MESSAGE_STEPS.has(at);
  return !named || code === 421 || code === 503 || status.startsWith("4.3.");
}

/** Some servers know only after the message that nobody of that name is there. */
function aboutMessage({ status = "" }: Reply): "reader" | "message" {
  return /^5\.[12]\./.test(status) ? "reader" : "message";
}

function replyOf({ responseCode, response = "" }: SmtpFailure): Reply | undefined {
  if (responseCode === undefined) return undefined;
  const status = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  return {
    code: responseCode,
    status: status?.split(".")[1] === "0" ? undefined : status,
    // A recipient may be called relay@.
    text: withoutAddresses(response, ""),
  };
}

/** Every way to ask for a login (RFC 4954 6). */
const OUR_CODES: ReadonlySet<number> = new Set([454, 530, 534, 535, 538]);
/** What is wrong with the sender's address, said of the recipient's command (RFC 3463 3.2). */
const OUR_STATUSES: ReadonlySet<string> = new Set(["5.1.7", "5.1.8"]);
const OUR_WORDS = /\brelay(?:ing)?\b|\bauthenticat/i;

/**
 * Whoever sends through a server that does not trust them is refused at every
 * reader's address: a mistake in the settings must not strike readers off.
 */
function isAboutUs({ code, status = "", text }: Reply): boolean {
  return (
    OUR_CODES.has(code) ||
    OUR_STATUSES.has(status) ||
    status.startsWith("5.7.") ||
    OUR_WORDS.test(text)
  );
}

/** The codes that RFC 5321 4.2.3 and RFC 7504 give to a mailbox or its domain. */
const READER_CODES: ReadonlySet<number> = new Set([550, 551, 552, 553, 556]);

function isAboutReader({ code, status }: Reply): boolean {
  return status === undefined ? READER_CODES.has(code) : /^5\.[12]\./.test(status);
}
