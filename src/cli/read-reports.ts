import type { ReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

import { z } from "zod";

import { ConfigError } from "../model/failure.ts";

/** A report in a file: what a sender would post, and more that labelled sets carry. */
export type FiledReport = z.infer<typeof FiledReport>;

const FiledReport = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  externalId: z.string().optional(),
  title: z.string().nullish().transform(absent),
  text: z.string(),
  url: z.string().nullish().transform(absent),
  publishedAt: z.string().nullish().transform(absent),
  language: z.string().nullish().transform(absent),
  source: z.string().nullish().transform(absent),
  spans: z.array(z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() })).optional(),
  retracts: z.string().optional(),
  corrects: z.string().optional(),
});

function absent(value: string | null | undefined): string | undefined {
  return value ?? undefined;
}

/** `.json`: a report or a list of them; `.jsonl`, `.ndjson`: one a line; else plain text. `-`: standard input. */
export async function readReports(file: string): Promise<FiledReport[]> {
  const content = await readContent(file);
  if (/\.(?:jsonl|ndjson)$/.test(file)) {
    return content
      .split("\n")
      .flatMap((line, i) => (line.trim() === "" ? [] : [readLine(line, `${file}:${i + 1}`)]));
  }
  if (!file.endsWith(".json") && !/^\s*[[{]/.test(content)) {
    return [{ id: basename(file), text: content } as FiledReport];
  }
  const parsed = parseJson(content, file);
  return (Array.isArray(parsed) ? parsed : [parsed]).map((one) => readFiled(one, file));
}

/** A report a line from standard input or a file, as they come. */
export async function* readReportLines(file: string): AsyncGenerator<FiledReport> {
  const input = file === "-" ? process.stdin : await openStream(file);
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() !== "") yield readLine(line, `${file}:${number}`);
  }
}

async function openStream(file: string): Promise<ReadStream> {
  const handle = await open(file).catch((error: unknown) => refuse(file, error));
  if ((await handle.stat()).isDirectory()) {
    await handle.close();
    throw new ConfigError(`${file}: a folder, not a file`);
  }
  return handle.createReadStream();
}

async function readContent(file: string): Promise<string> {
  if (file === "-") return text(process.stdin);
  return readFile(file, "utf8").catch((error: unknown) => refuse(file, error));
}

function refuse(file: string, error: unknown): never {
  throw new ConfigError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
}

function readLine(line: string, at: string): FiledReport {
  return readFiled(parseJson(line, at), at);
}

function parseJson(content: string, at: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new ConfigError(`${at}: not JSON: ${error instanceof Error ? error.message : ""}`);
  }
}

function readFiled(value: unknown, at: string): FiledReport {
  const parsed = FiledReport.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConfigError(`${at}: ${z.prettifyError(parsed.error)}`);
}
