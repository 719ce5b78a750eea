import { readFile } from "node:fs/promises";

import { expect, test, vi } from "vitest";
import { parse } from "yaml";

import { STAGES } from "#src/pipeline/ports.ts";

import { startTocsin } from "../support/tocsin.ts";

/** The sweep proves itself on its first round, after some seconds. */
const PATIENCE = { timeout: 20_000, interval: 50 };

async function exposition(url: string): Promise<string> {
  return (await fetch(`${url}/metrics`)).text();
}

function namesIn(text: string): readonly string[] {
  return [...new Set(text.match(/\btocsin_[a-z_]+\b/g) ?? [])].toSorted();
}

test("every metric that an alert or the manual names is there, and no other is without a word in the manual", async () => {
  const { url } = await startTocsin({ subscriptions: {} });
  const exposed = await vi.waitFor(async () => {
    const text = await exposition(url);
    expect(text).toContain('tocsin_progress_age_seconds{stage="seal"}');
    return [...text.matchAll(/^# TYPE (tocsin_\w+)/gm)].map(([, name]) => name);
  }, PATIENCE);
  const rules = await readFile("deploy/prometheus-rules.yaml", "utf8");
  const manual = await readFile("docs/operations.md", "utf8");
  expect(namesIn(rules).filter((name) => !exposed.includes(name))).toEqual([]);
  expect(namesIn(manual).filter((name) => !exposed.includes(name))).toEqual([]);
  expect(exposed.filter((name) => !manual.includes(name ?? ""))).toEqual([]);
});

test("each alert says what to do, and how bad it is", async () => {
  const { groups } = parse(await readFile("deploy/prometheus-rules.yaml", "utf8")) as {
    groups: { rules: { alert: string; labels: object; annotations: { summary: string } }[] }[];
  };
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(5);
  for (const { labels, annotations } of rules) {
    expect(Object.keys(labels)).toEqual(["severity"]);
    expect(annotations.summary.length).toBeGreaterThan(20);
  }
});

test("a running tocsin proves that each of its stages works", async () => {
  const { url } = await startTocsin({ subscriptions: {} });
  await vi.waitFor(async () => {
    const text = await exposition(url);
    const ages = STAGES.map((stage) =>
      Number(
        new RegExp(`tocsin_progress_age_seconds\\{stage="${stage}"\\} (\\S+)`).exec(text)?.[1],
      ),
    );
    for (const age of ages) expect(age).toBeLessThan(10);
  }, PATIENCE);
});
