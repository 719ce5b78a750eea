import { readFileSync } from "node:fs";

interface DemoReport {
  readonly title: string;
  readonly text: string;
  readonly language: string;
  readonly source: string;
}

/** The reports of `npm run demo`: written for it, in the manner of wire copy, in several languages. */
export function demoReports(): readonly DemoReport[] {
  return readFileSync(new URL("../../demo/reports.jsonl", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as DemoReport);
}
