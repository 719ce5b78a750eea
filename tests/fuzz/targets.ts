import { BOUNCES } from "./bounces.ts";
import { CONFIG_FILES } from "./config-files.ts";
import type { FuzzTarget } from "./frame/fuzz-target.ts";
import { HTTP_REQUESTS } from "./http-requests.ts";
import { MAILS } from "./mails.ts";
import { POSTED_REPORTS } from "./posted-reports.ts";
import { READER_FORMS } from "./reader-forms.ts";
import { SIGNATURES_AND_TOKENS } from "./signatures-and-tokens.ts";
import { TEXTS } from "./texts.ts";

/** All that reads what comes from outside, the dearest first so that none is left for the end. */
export const TARGETS: readonly FuzzTarget[] = [
  ...TEXTS,
  ...MAILS,
  ...HTTP_REQUESTS,
  ...BOUNCES,
  ...CONFIG_FILES,
  ...POSTED_REPORTS,
  ...READER_FORMS,
  ...SIGNATURES_AND_TOKENS,
];
