import { readFile } from "node:fs/promises";

import type { Page } from "playwright-core";

const AXE = await readFile(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

const LAYOUT = await readFile(new URL("find-layout-faults.js", import.meta.url), "utf8");

/** What is cut off or covered. */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(LAYOUT);
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** Of WCAG 2.2 AA; a mail is no page of its own, so good practice for pages is asked of pages only. */
export async function accessibilityFaults(page: Page, kind: "mail" | "page"): Promise<string[]> {
  await page.evaluate(AXE);
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const tags = kind === "page" ? [...rules, "best-practice"] : rules;
  const results = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)} })`,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ""}`),
  );
}
