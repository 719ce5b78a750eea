import type { Actor } from "../../model/classification.ts";
import type { TextDocument, Token } from "../text/document.ts";
import { type Phrase, PhraseBook } from "../text/phrase-book.ts";
import { type WordForm, fold } from "../text/word-form.ts";
import type { ActorKnowledge, KnownActor } from "./knowledge.ts";
import { parsePhrase } from "./phrase.ts";
import { arabicKey, withoutElision } from "./word-key.ts";

export interface FoundActor {
  readonly actor: Actor;
  readonly kind: KnownActor["kind"];
  readonly sentence: number;
}

export type ActorFinder = (document: TextDocument) => readonly FoundActor[];

interface Named {
  readonly known: KnownActor;
  readonly alias: string;
  readonly needs: readonly (readonly string[])[];
  /** An acronym, which stands as written: `IS` is a group, `is` a verb. */
  readonly capitals: boolean;
}

const LATIN_WORD = /^[a-z0-9]+$/;
const ARABIC = /\p{Script=Arabic}/u;
/** An acronym: capitals at its start and later, in one word. */
const CAPITALS = /^(?=.+\p{Lu})\p{Lu}[\p{L}\p{N}-]*$/u;

/** Compiles the list once; finds each actor where the report first names it. */
export function createActorFinder(knowledge: ActorKnowledge): ActorFinder {
  const phrases: Phrase<Named>[] = [];
  for (const known of knowledge.actors) {
    for (const { text, needs } of [{ text: known.name, needs: [] }, ...known.aliases]) {
      const steps = nameSteps(text);
      if (steps === undefined) continue;
      const words = needs.map((need) => wordsOf(need));
      const capitals = CAPITALS.test(text);
      phrases.push({ steps, means: { known, alias: text, needs: words, capitals } });
    }
  }
  const book = new PhraseBook(phrases, keyOfForm);
  return (document) => {
    const { tokens } = document;
    let words: ReadonlySet<string> | undefined;
    const present = () => (words ??= new Set(tokens.map(keyOfForm)));
    const found = new Map<string, FoundActor>();
    let covered = -1;
    const hits: { readonly from: number; readonly to: number; readonly means: Named }[] = [];
    book.find(book.kindsOf(tokens), { from: 0, to: tokens.length }, (from, to, means) => {
      hits.push({ from, to, means });
    });
    const longestFirst = hits.toSorted((a, b) => a.from - b.from || b.to - a.to);
    for (const { from, to, means } of longestFirst) {
      if (from < covered || !isMeant(means, { document, from, to, present })) continue;
      covered = to;
      const { name, kind, designations } = means.known;
      if (found.has(name)) continue;
      const start = document.tokens[from]?.start ?? 0;
      const end = document.tokens[to - 1]?.end ?? start;
      const lists = designations.map((designation) => designation.list);
      const sentence = document.tokens[from]?.sentence ?? 0;
      const rule = `named: ${means.alias}`;
      found.set(name, { actor: { name, lists, start, end, rule }, kind, sentence });
    }
    return [...found.values()];
  };
}

function nameSteps(text: string): Phrase<Named>["steps"] | undefined {
  const keyed = wordsOf(text).join(" ");
  const parsed = parsePhrase(keyed, { keyOf: (word) => word, signWords: () => undefined });
  return parsed.ok ? parsed.steps : undefined;
}

function wordsOf(text: string): string[] {
  return text
    .split(/[\s\p{Pd}]+/u)
    .map(actorKey)
    .filter((word) => word !== "");
}

function actorKey(word: string): string {
  return ARABIC.test(word)
    ? arabicKey(word)
    : fold(withoutElision(word.replace(/[’'‘`]s$/iu, ""))).replaceAll(".", "");
}

/** As `actorKey`, from what the form has folded already. */
function keyOfForm({ text, folded }: WordForm): string {
  return folded.length === text.length && LATIN_WORD.test(folded) ? folded : actorKey(text);
}

function isMeant(
  { alias, capitals, needs }: Named,
  at: {
    readonly document: TextDocument;
    readonly from: number;
    readonly to: number;
    readonly present: () => ReadonlySet<string>;
  },
): boolean {
  const { document, from, to, present } = at;
  const written = document.tokens.slice(from, to);
  if (capitals && !isWrittenAs(alias, document.text, written)) return false;
  // In upper-case wire copy a two-letter name cannot be told from a word.
  if (capitals && document.upperCase && (written[0]?.text.length ?? 0) < 3) return false;
  const named = written.some((token) => token.capitalised || ARABIC.test(token.text));
  if (!named) return false;
  return needs.length === 0 || needs.some((words) => words.every((word) => present().has(word)));
}

function isWrittenAs(alias: string, text: string, written: readonly Token[]): boolean {
  const found = text.slice(written[0]?.start, written.at(-1)?.end).replace(/[’'‘`]s$/iu, "");
  return joined(found) === joined(alias);
}

function joined(name: string): string {
  return name.replaceAll(/[.\p{Pd}\s]/gu, "");
}
