/**
 * `node scripts/check-regexes.ts`: fails where a regular expression of the code can be made to take more than linear time.
 * Each literal is proved by recheck, and all are timed on texts made to tire them. Lexicons hold phrases, no expressions.
 */
import { globSync, readFileSync } from "node:fs";

import { parseSync, Visitor } from "oxc-parser";
import { checkSync } from "recheck";

/** Of these recheck cannot read the flag `v`; the time is measured all the same. */
const UNREADABLE = "invalid";
const PROOF_TIMEOUT_MS = 20_000;
const TEXT_LENGTH = 50_000;
/** A linear one takes well below a millisecond, a quadratic one seconds. */
const LONGEST_MS = 200;

interface Expression {
  readonly at: string;
  readonly pattern: string;
  readonly flags: string;
}

/** Put together when the program runs, so no literal says what they are. */
const assembled: string[] = [];
const expressions = globSync("src/**/*.ts").toSorted().flatMap(expressionsOf);
const faults = expressions.flatMap((expression) => {
  const fault = proofFault(expression) ?? timeFault(expression);
  return fault === undefined ? [] : [`${expression.at}: /${expression.pattern}/ ${fault}`];
});
for (const fault of faults) console.error(fault);
console.log(`${expressions.length} regular expressions, ${faults.length} that can be slow`);
console.log(`not looked at, as they are put together at run time: ${assembled.join(", ")}`);
process.exitCode = faults.length === 0 ? 0 : 1;

function expressionsOf(path: string): Expression[] {
  const source = readFileSync(path, "utf8");
  const found: Expression[] = [];
  const visitor = new Visitor({
    Literal(node) {
      if (!("regex" in node)) return;
      const line = source.slice(0, node.start).split("\n").length;
      found.push({ at: `${path}:${line}`, ...node.regex });
    },
    NewExpression({ callee, start }) {
      if (callee.type === "Identifier" && callee.name === "RegExp")
        assembled.push(`${path}:${source.slice(0, start).split("\n").length}`);
    },
  });
  visitor.visit(parseSync(path, source).program);
  return found;
}

function proofFault({ pattern, flags }: Expression): string | undefined {
  const proof = checkSync(pattern, flags, { timeout: PROOF_TIMEOUT_MS });
  if (proof.status === "vulnerable") return `is ${proof.complexity.summary}`;
  if (proof.status === "unknown" && proof.error.kind !== UNREADABLE)
    return `could not be proved: ${proof.error.kind}`;
  return undefined;
}

function timeFault({ pattern, flags }: Expression): string | undefined {
  const expression = new RegExp(pattern, flags.replace("y", "g"));
  for (const text of tiringTexts(pattern)) {
    const started = process.cpuUsage();
    text.replace(expression, "");
    const ms = process.cpuUsage(started).user / 1000;
    if (ms > LONGEST_MS)
      return `takes ${Math.round(ms)} ms for ${JSON.stringify(text.slice(0, 12))}...`;
  }
  return undefined;
}

/** The pattern's own letters and the common classes over and over, and then what spoils the match. */
function tiringTexts(pattern: string): string[] {
  const own = pattern.replaceAll(/\\[pP]\{[^}]*\}|\\.|[^\p{L}\p{N} .,:;@<>/-]/gu, "");
  const pieces = [
    "a",
    "A",
    "0",
    " ",
    "\n",
    "\t",
    "-",
    ".",
    "ab ",
    "A.",
    "a1",
    "\u0301",
    "中",
    "١",
    "a-",
    "1,",
  ];
  return [...pieces, own]
    .filter((piece) => piece !== "")
    .map((piece) => `${piece.repeat(TEXT_LENGTH / piece.length)}\u0000`);
}
