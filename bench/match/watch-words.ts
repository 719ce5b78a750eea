import type { Atlas } from "../../src/model/atlas.ts";

/** What people watch for: names of countries and provinces, and the proper names of these texts. */
export function watchWords(
  { vocabulary }: Atlas,
  reports: readonly { readonly title: string; readonly text: string }[],
): readonly string[] {
  const text = reports.map((report) => `${report.title}\n${report.text}`).join("\n");
  const words = new Set(text.match(/\p{L}+/gu));
  const proper = [...words].filter(
    (word) => /^\p{Lu}\p{Ll}{4}/u.test(word) && !words.has(word.toLowerCase()),
  );
  const names = vocabulary.map(({ name }) => name).filter((name) => /\p{L}{5}/u.test(name));
  return [...new Set([...names, ...proper])];
}
