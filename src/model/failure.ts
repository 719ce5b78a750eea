/**
 * The input can never succeed: retrying would only repeat the failure.
 * Anything else thrown by a step is taken to be passing, and is retried.
 */
export class PermanentError extends Error {
  override name = "PermanentError";
  /** Stable, one word: metric label and log field. */
  readonly reason: string;

  constructor(reason: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** A setting or file that an operator must mend: printed without a stack, exit 2. */
export class ConfigError extends Error {
  override name = "ConfigError";
}
