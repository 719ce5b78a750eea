import { basename } from "node:path";

import {
  compileTemplate,
  type MailTemplates,
  overShipped,
  type Template,
  TEMPLATE_NAMES,
} from "../email/mail-templates.ts";
import { BARE_ITEM, SAMPLE_VIEWS } from "../email/sample-view.ts";
import { writeHtml } from "../email/write-html.ts";
import type { ConfigFile, Fault } from "./fault.ts";
import { didYouMean } from "./suggest.ts";

/** What a mail must not hold: whatever fetches, runs, or prints a text that is not escaped. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/<%[-_]?\s*~/, "<%~ prints a text unescaped: write <%= instead"],
  [
    /__eta|\b(?:output|capture|include|layout|block)(?:Async)?\s*\(/,
    "templates print by <%= alone, so that every text is escaped",
  ],
  [
    /<(?:script|iframe|object|embed|link|form|video|audio|base)\b/i,
    "a mail runs and fetches nothing",
  ],
  [/\bsrc\s*=(?!\s*["']?cid:)/i, "a picture stands in the mail itself: src may be cid: alone"],
  [/\b(?:srcset|background|poster)\s*=|url\(|@import/i, "a mail fetches nothing from elsewhere"],
  [/\son[a-z]+\s*=/i, "a mail runs nothing"],
];

/** The folder's own templates over the shipped ones; every fault of each is told. */
export function readMailTemplates(files: readonly ConfigFile[], faults: Fault[]): MailTemplates {
  const own: { frame?: Template; item?: Template } = {};
  for (const file of files) {
    const named = basename(file.path, ".eta");
    const name = TEMPLATE_NAMES.find((each) => each === named);
    if (name === undefined) {
      const hint = didYouMean(named, TEMPLATE_NAMES);
      faults.push(faultAt(file, 0, `there is no template ${named}${hint}`));
      continue;
    }
    const found = refusals(file);
    faults.push(...found);
    if (found.length > 0) continue;
    try {
      const template = compileTemplate(file.text);
      tryOut({ ...overShipped({}), [name]: template });
      own[name] = template;
    } catch (error) {
      faults.push(faultOf(file, error));
    }
  }
  return overShipped(own);
}

function refusals(file: ConfigFile): Fault[] {
  return REFUSED.flatMap(([pattern, message]) => {
    const at = file.text.search(pattern);
    return at === -1 ? [] : [faultAt(file, at, message)];
  });
}

function tryOut(templates: MailTemplates): void {
  for (const view of SAMPLE_VIEWS) writeHtml(view, templates);
  templates.item({ ...BARE_ITEM, heading: 2 });
}

/** eta names the line in words; what JavaScript itself refuses has none. */
function faultOf(file: ConfigFile, error: unknown): Fault {
  const said = error instanceof Error ? error.message : String(error);
  const [, line, column] = /line (\d+)(?: col (\d+))?/.exec(said) ?? [];
  const words = said.startsWith("Bad template syntax")
    ? `is no template: ${said.split("\n")[2] ?? ""}`
    : said.startsWith("line ")
      ? (said.split("\n").at(-1) ?? said)
      : (said.split(" at line ")[0] ?? said);
  return { ...faultAt(file, 0, words), line: Number(line ?? 1), column: Number(column ?? 1) };
}

function faultAt({ path, text }: ConfigFile, at: number, message: string): Fault {
  const before = text.slice(0, at).split("\n");
  const column = (before.at(-1) ?? "").length + 1;
  return { file: path, line: before.length, column, message, level: "error" };
}
