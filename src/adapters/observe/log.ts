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

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly stack?: string | undefined;
  readonly cause?: LoggedError | undefined;
  readonly errors?: readonly LoggedError[];
}

/** Of many failures the first few tell enough. */
const ERRORS_SHOWN = 5;

/**
 * Nothing of an error but what it says: a Redis error carries its command, and
 * with it a password, a report or a mail.
 */
function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  return {
    type: error.name,
    message: error.message,
    ...("code" in error && { code: error.code }),
    stack: error.stack,
    cause: error.cause === undefined ? undefined : describeError(error.cause),
    ...(error instanceof AggregateError && {
      errors: error.errors.slice(0, ERRORS_SHOWN).map(describeError),
    }),
  };
}

/** JSON lines on stdout: fields first, one constant lower-case message. */
export function openLog(
  level: string,
  destination: NodeJS.WritableStream = process.stdout,
): Logger {
  return pino(
    {
      level,
      base: null,
      serializers: { err: describeError },
      redact: { paths: REDACT, censor: "[redacted]" },
    },
    destination,
  );
}
