import type { TextDocument } from "../text/document.ts";
import type { SignHit } from "./sign-hits.ts";

export interface Clauses {
  /** Clause number of each token, growing through the document. */
  readonly clauseOf: Uint32Array;
  /** 1 where a token stands after "after", "accused of", "in response to", up to the clause's end. */
  readonly subordinate: Uint8Array;
}

export function readClauses(
  { text, tokens }: TextDocument,
  subordinators: readonly SignHit[],
): Clauses {
  const subordinate = new Uint8Array(tokens.length);
  for (const { from } of subordinators) subordinate[from] = 1;
  const clauseOf = new Uint32Array(tokens.length);
  let clause = 0;
  let under = false;
  let before = tokens[0];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (before === undefined || token === undefined) break;
    if (before.sentence !== token.sentence || isBroken(text, before.end, token.start)) {
      clause += 1;
      under = false;
    }
    before = token;
    if (subordinate[index] === 1) {
      clause += 1;
      under = true;
    }
    clauseOf[index] = clause;
    if (under) subordinate[index] = 1;
  }
  return { clauseOf, subordinate };
}

const SPACE = 32;
const HYPHEN = 45;
const BREAKS: ReadonlySet<number> = new Set(
  Array.from(',;:()–—،؛"“”', (mark) => mark.codePointAt(0) ?? 0),
);

/** Whether what stands between two words ends a clause; most often it is one space. */
function isBroken(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === SPACE) continue;
    if (BREAKS.has(code)) return true;
    // A hyphen with spaces around it is a dash.
    if (code === HYPHEN && at > from && at + 1 < to && isSpaced(text, at)) return true;
  }
  return false;
}

function isSpaced(text: string, at: number): boolean {
  return text.charCodeAt(at - 1) === SPACE && text.charCodeAt(at + 1) === SPACE;
}
