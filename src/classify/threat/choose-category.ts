import type { Category } from "../../model/threat.ts";
import type { FoundActor } from "./find-actors.ts";
import { type ThreatKnowledge, allowedCategories } from "./knowledge.ts";
import type { Reading } from "./read-signs.ts";
import type { ScoredType } from "./score-types.ts";

/** What the category of a sub-type is decided by. */
export interface CategoryContext {
  readonly knowledge: ThreatKnowledge;
  readonly reading: Reading;
  readonly actors: readonly FoundActor[];
}

/** Weights of the taxonomy's rule: target before tactic before actor before setting, never the word alone. */
const WEIGHT = { target: 2, tactic: 1.5, actor: 1, setting: 0.5, word: 0.25 } as const;
const DECIDED = 0.5;
/** A feud or a gang that the opening names is the setting of all that follows. */
const OPENING = [0, 1] as const;
/** Words before a cue in which its doer stands. */
const SUBJECT_REACH = 6;

/** Terrorism, armed conflict or crime: by target, tactic, actor and setting where the sub-type allows it. */
export function chooseCategory(type: ScoredType, context: CategoryContext): Category {
  const [own, ...also] = allowedCategories(context.knowledge.taxonomy, type.slug);
  if (own === undefined) return "context";
  if (own === "context" || also.length === 0) return own;
  const seen = observe(type, context);
  if (also.includes("crime") && seen.crime && !seen.political) return "crime";
  if (!seen.political && own !== "terrorism" && own !== "armed-conflict") return own;
  const decided = terrorismOrWar(seen);
  return decided !== undefined && also.includes(decided) ? decided : own;
}

/** A state's act is never terrorism; what leans neither way stays what the sub-type is. */
function terrorismOrWar(seen: Observed): "terrorism" | "armed-conflict" | undefined {
  const lean = leaning(seen);
  if (seen.byState || lean < -DECIDED) return "armed-conflict";
  return lean > DECIDED ? "terrorism" : undefined;
}

interface Observed {
  readonly civilians: boolean;
  readonly military: boolean;
  readonly designated: boolean;
  readonly militants: boolean;
  readonly gunmen: boolean;
  readonly byState: boolean;
  readonly battle: boolean;
  readonly crime: boolean;
  readonly word: boolean;
  readonly political: boolean;
  readonly tactic: number;
}

function observe(type: ScoredType, { reading, actors }: CategoryContext): Observed {
  const sentences = new Set(type.hits.slice(0, 3).map((hit) => hit.sentence));
  const saidIn = (within: Iterable<number>, sign: string) =>
    [...within].some((sentence) => reading.hitsIn(sign, sentence).length > 0);
  const said = (sign: string) => saidIn(sentences, sign);
  const near = actors.filter(({ sentence }) => sentences.has(sentence) || sentence <= 1);
  const groups = near.filter(({ kind }) => kind === "group");
  const designated = groups.some(({ actor }) => actor.lists.length > 0);
  const tactic = TACTICS[type.slug] ?? 0;
  // A group on no list that shells or holds ground is a party to a war.
  const militants = said("militants") || (groups.length > 0 && tactic >= 0);
  const byState = isByState(type, reading);
  const word = said("terrorist-word");
  return {
    civilians: said("civilian-target"),
    military: said("military-target"),
    designated,
    militants,
    gunmen: said("gunmen"),
    byState,
    battle: said("battle"),
    crime:
      saidIn(new Set([...sentences, ...OPENING]), "crime-setting") ||
      near.some(({ kind }) => kind === "gang"),
    word,
    political: designated || militants || word || byState || said("military-target"),
    tactic,
  };
}

/** +1 is a tactic of terrorism, -1 of war. */
const TACTICS: Readonly<Record<string, number>> = {
  "suicide-bombing": 1,
  bombing: 1,
  "grenade-attack": 1,
  sabotage: 1,
  kidnapping: 1,
  "armed-clash": -1,
  "shelling-missile": -1,
  "territory-seized": -1,
};

const PLANTED = new Set(["suicide-bombing", "bombing", "grenade-attack"]);

function leaning(seen: Observed): number {
  const nonState = seen.designated || seen.militants;
  let lean = WEIGHT.tactic * seen.tactic + targetLeaning(seen, nonState);
  if (nonState || (seen.gunmen && seen.civilians)) lean += WEIGHT.actor;
  if (seen.byState) lean -= WEIGHT.actor;
  lean += seen.battle ? -WEIGHT.setting : WEIGHT.setting;
  return seen.word ? lean + WEIGHT.word : lean;
}

function targetLeaning(seen: Observed, nonState: boolean): number {
  // Civilians die in wars too: shells of nobody known say nothing of terrorism.
  if (seen.civilians && (nonState || seen.tactic >= 0)) {
    return seen.military ? WEIGHT.target / 2 : WEIGHT.target;
  }
  return seen.military ? -WEIGHT.target : 0;
}

/** The state's own forces do it: the last doer named before the cue is theirs. */
function isByState({ slug, hits }: ScoredType, reading: Reading): boolean {
  const cue = hits[0];
  // Beside a planted bomb, forces are its target or those who tell of it.
  if (cue === undefined || PLANTED.has(slug)) return false;
  const lastOf = (sign: string) =>
    Math.max(
      -1,
      ...reading
        .hitsIn(sign, cue.sentence)
        .filter((hit) => hit.from <= cue.from && cue.from - hit.to <= SUBJECT_REACH)
        .map((hit) => hit.from),
    );
  const state = lastOf("state-force");
  return state >= 0 && state > Math.max(lastOf("militants"), lastOf("gunmen"));
}
