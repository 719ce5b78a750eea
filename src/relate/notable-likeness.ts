import { IN_LEAD, IN_TITLE, NAME, NUMBER, PAIR } from "./key-terms.ts";
import { type Likeness, MEASURE } from "./measures.ts";
import type { Profile } from "./profile.ts";
import type { Compared } from "./shared-terms.ts";

/** One report in so many (the logarithm) has a term that counts; a rarer one counts by how much rarer it is. */
const NOTABLE = 3;

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
export function measureNotable(
  into: Likeness,
  newer: Profile,
  known: Profile,
  { shared, rarities }: Compared,
): void {
  // What both have, as each of them marks it.
  const [bothHere, bothThere] = [nothing(), nothing()];
  for (let n = 0; n < shared.count; n += 1) {
    const i = shared.here[n] ?? 0;
    const rarity = rarities[i] ?? 0;
    add(bothHere, newer.marks[i] ?? 0, rarity);
    add(bothThere, known.marks[shared.there[n] ?? 0] ?? 0, rarity);
  }
  const here = nothing();
  for (let i = 0, n = 0; i < newer.terms.length; i += 1) {
    if (n < shared.count && shared.here[n] === i) n += 1;
    else add(here, newer.marks[i] ?? 0, rarities[i] ?? 0);
  }
  const there = nothing();
  for (let j = 0, n = 0; j < known.terms.length; j += 1) {
    if (n < shared.count && shared.there[n] === j) n += 1;
    // How rare it was is in its weight, which is in eighths.
    else add(there, known.marks[j] ?? 0, (known.weights[j] ?? 0) / 8);
  }
  const share = (kind: keyof Notable) =>
    bothHere[kind] / (Math.min(here[kind] + bothHere[kind], there[kind] + bothThere[kind]) || 1);
  into[MEASURE.sharedRare] = share("words");
  into[MEASURE.sharedRareLead] = share("lead");
  into[MEASURE.unsharedLead] = Math.log1p(here.lead);
  into[MEASURE.unsharedLeadNames] = Math.log1p(Math.min(here.leadNames, there.leadNames));
  into[MEASURE.unsharedTitleNames] = Math.log1p(Math.min(here.titleNames, there.titleNames));
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
