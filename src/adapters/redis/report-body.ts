import type { Report } from "../../model/report.ts";
import type { Acceptable } from "../../pipeline/inbox-ports.ts";

/**
 * An accepted report as it is kept: a line with the hash of what was posted, a line with what was not posted in so many
 * words, and the rest. That is the posted body itself where it can be read again, as writing it anew would cost more
 * than checking its signature.
 */
export function writeBody({ report, bodyHash, posted }: Acceptable): Buffer {
  if (posted === undefined) return Buffer.from(`${bodyHash}\n{}\n${JSON.stringify(report)}`);
  const { language, id, source, receivedAt } = report;
  // What was posted is read over this: the language is the source's where none was.
  const head = JSON.stringify({ language, id, source, receivedAt });
  const start = Buffer.from(`${bodyHash}\n${head}\n`);
  return Buffer.concat([start, posted], start.length + posted.length);
}

export function readBody(body: string): Report {
  const second = body.indexOf("\n") + 1;
  const third = body.indexOf("\n", second) + 1;
  const head = JSON.parse(body.slice(second, third)) as Partial<Report>;
  return { ...head, ...(JSON.parse(body.slice(third)) as Report) };
}
