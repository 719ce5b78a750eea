import pino, { type Logger } from "pino";

/** Never in a log: bodies, secrets, addresses. A field added by mistake is cut out here. */
const REDACT = [
  "text",
  "title",
  "body",
  "address",
  "to",
  "secret",
  "secrets",
  "token",
  "*.text",
  "*.title",
  "*.address",
  "*.to",
  "*.secrets",
  "*.authorization",
];

/** JSON lines on stdout: fields first, one constant lower-case message. */
export function openLog(
  level: string,
  destination: NodeJS.WritableStream = process.stdout,
): Logger {
  return pino({ level, base: null, redact: { paths: REDACT, censor: "[redacted]" } }, destination);
}
