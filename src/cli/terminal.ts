import type { Environment, ReadSecretFile } from "../config/settings.ts";

/** What a command may use of the outside: data goes `out`, everything else is `talk`. */
export interface Terminal {
  readonly env: Environment;
  readonly stop: AbortSignal;
  readonly readSecretFile: ReadSecretFile;
  /** One line to standard output. */
  readonly out: (text: string) => void;
  /** One line to standard error. */
  readonly talk: (text: string) => void;
  /** Standard error is a person's screen: a progress line may be redrawn. */
  readonly isTerminal: boolean;
}
