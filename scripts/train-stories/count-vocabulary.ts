import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { readWords } from "../../src/relate/words.ts";

/** Words of fewer documents than this share (in any language) are not listed. */
const LEAST_PER_MILLE = 10;
const LEAST_DOCUMENTS = 3;

/** Per mille of documents that have a word, by word; where languages differ, the most. */
export async function countVocabulary(dirs: readonly string[]): Promise<Record<string, number>> {
  /** Each set counts as much as any other of its language. */
  const shares = new Map<string, Map<string, number>[]>();
  for (const file of await filesIn(dirs)) {
    for (const [language, texts] of await readTexts(file)) {
      const sets = shares.get(language) ?? [];
      shares.set(language, [...sets, sharesOf(texts)]);
    }
  }
  const most = new Map<string, number>();
  for (const sets of shares.values()) {
    const words = new Set(sets.flatMap((set) => [...set.keys()]));
    for (const word of words) {
      const share = sets.reduce((sum, set) => sum + (set.get(word) ?? 0), 0) / sets.length;
      most.set(word, Math.max(most.get(word) ?? 0, Math.round(share * 1000)));
    }
  }
  const listed = [...most].filter(([, perMille]) => perMille >= LEAST_PER_MILLE);
  return Object.fromEntries(listed.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function filesIn(dirs: readonly string[]): Promise<string[]> {
  const files = await Promise.all(
    dirs.map(async (dir) => (await readdir(dir)).map((name) => join(dir, name))),
  );
  return files
    .flat()
    .filter((name) => name.endsWith(".jsonl"))
    .toSorted();
}

async function readTexts(file: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = (await readFile(file, "utf8"))
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as { title?: string; text: string; lang?: string });
  const byLanguage = Map.groupBy(rows, ({ lang }) => lang ?? "en");
  return new Map(
    [...byLanguage].map(([language, all]) => [
      language,
      all.map(({ title = "", text }) => `${title} ${text}`),
    ]),
  );
}

function foldedWords(text: string): string[] {
  const words = readWords(text);
  return Array.from({ length: words.count }, (_, at) => words.folded(at));
}

function sharesOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(foldedWords(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return new Map(
    [...counts]
      .filter(([, count]) => count >= LEAST_DOCUMENTS)
      .map(([word, count]) => [word, count / texts.length]),
  );
}
