import { IN_LEAD, IN_TITLE, NAME, NUMBER, PAIR } from "./key-terms.ts";
import type { Profile } from "./profile.ts";

/** One report in so many (the logarithm) has a term that counts; a rarer one counts by how much rarer it is. */
const NOTABLE = 3;

interface Newer {
  readonly profile: Profile;
  /** Of its terms, in their order. */
  readonly rarities: readonly number[];
}

/** How much is notable in some of a text's words, by where they stand and what they are. */
interface Notable {
  words: number;
  lead: number;
  leadNames: number;
  titleNames: number;
}

/**
 * How much of what is notable in either text the other has too, and what each
 * names in its title and lead that the other does not: two events of one kind
 * share the kind's words and differ in names.
 */
export function notableLikeness({ profile: newer, rarities }: Newer, known: Profile) {
  const [here, there] = [nothing(), nothing()];
  // What both have, as each of them marks it.
  const [bothHere, bothThere] = [nothing(), nothing()];
  for (let i = 0, j = 0; i < newer.terms.length || j < known.terms.length;) {
    const term = newer.terms[i] ?? Infinity;
    const other = known.terms[j] ?? Infinity;
    const marks = newer.marks[i] ?? 0;
    const otherMarks = known.marks[j] ?? 0;
    const rarity = rarities[i] ?? 0;
    if (term === other) {
      add(bothHere, marks, rarity);
      add(bothThere, otherMarks, rarity);
    } else if (term < other) {
      add(here, marks, rarity);
    } else {
      // How rare it was is in its weight, which is in eighths.
      add(there, otherMarks, (known.weights[j] ?? 0) / 8);
    }
    if (term <= other) i += 1;
    if (other <= term) j += 1;
  }
  const share = (kind: keyof Notable) =>
    bothHere[kind] / (Math.min(here[kind] + bothHere[kind], there[kind] + bothThere[kind]) || 1);
  return {
    sharedRare: share("words"),
    sharedRareLead: share("lead"),
    unsharedLead: Math.log1p(here.lead),
    unsharedLeadNames: Math.log1p(Math.min(here.leadNames, there.leadNames)),
    unsharedTitleNames: Math.log1p(Math.min(here.titleNames, there.titleNames)),
  };
}

function nothing(): Notable {
  return { words: 0, lead: 0, leadNames: 0, titleNames: 0 };
}

function add(sums: Notable, marks: number, rarity: number): void {
  if (marks & PAIR) return;
  const amount = Math.max(0, rarity - NOTABLE);
  if (!(marks & NUMBER)) sums.words += amount;
  if (marks & IN_LEAD) sums.lead += amount;
  if (!(marks & NAME)) return;
  if (marks & IN_LEAD) sums.leadNames += amount;
  if (marks & IN_TITLE) sums.titleNames += amount;
}
