import type { ListedName } from "./find-mentions.ts";
import type { Candidate } from "./gazetteer.ts";
import { contains, isStrong, type Mention } from "./mention.ts";
import type { NoteFeature } from "./name-features.ts";
import type { NameRun } from "./name-run.ts";
import type { Word } from "./words.ts";

/** Where a text is at home, by the countries and divisions it names: a town of these is likelier meant. */
export interface NameHome {
  readonly countries: ReadonlySet<string>;
  readonly divisions: ReadonlySet<string>;
  readonly startingAt: ReadonlyMap<number, readonly Candidate[]>;
  readonly endingAt: ReadonlyMap<number, readonly Candidate[]>;
}

export function readHome(listed: readonly ListedName[]): NameHome {
  const [countries, divisions] = [new Set<string>(), new Set<string>()];
  const [startingAt, endingAt] = [
    new Map<number, readonly Candidate[]>(),
    new Map<number, readonly Candidate[]>(),
  ];
  for (const { mention } of listed) {
    const { candidates, firstWord, endWord } = mention;
    startingAt.set(firstWord, candidates);
    endingAt.set(endWord, candidates);
    for (const candidate of candidates) {
      const { country, subdivision } = candidate.entity;
      if (!isStrong(candidate)) continue;
      if (country !== null) countries.add(country);
      if (subdivision !== null) divisions.add(subdivision);
    }
  }
  return { countries, divisions, startingAt, endingAt };
}

/** How a listed name fits the text's home, and what stands beside it. */
export function noteHome(
  home: NameHome,
  words: readonly Word[],
  { candidates, first, end }: NameRun & Pick<Mention, "candidates">,
  note: NoteFeature,
): void {
  if (!candidates.some(isStrong)) {
    const atHome = candidates.some(({ entity }) => home.divisions.has(entity.subdivision ?? ""));
    const inCountry = candidates.some(({ entity }) => home.countries.has(entity.country ?? ""));
    note("home", atHome ? "division" : inCountry ? "country" : "none");
  }
  if (words[end]?.gap === ", " && holds(home.startingAt.get(end), candidates))
    note("inside", "next");
  if (words[first]?.gap === ", " && holds(candidates, home.endingAt.get(first)))
    note("holds", "before");
}

function holds(outer: readonly Candidate[] = [], inner: readonly Candidate[] = []): boolean {
  return outer.some(
    (one) => isStrong(one) && inner.some(({ entity }) => contains(one.entity, entity)),
  );
}
