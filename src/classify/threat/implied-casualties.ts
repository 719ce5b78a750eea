import type { CasualtyFigure } from "../../model/classification.ts";
import { evidenceOf } from "./evidence.ts";
import type { Reading } from "./read-signs.ts";
import type { Standing } from "./standing.ts";

const SIGN = { killed: "one-died", injured: "one-hurt" } as const;
/** What is denied, feared or long past befell nobody. */
const LEAST_FACT = 0.5;

/** One person of whom the text tells without counting: "he was pronounced dead", "Smith was shot". */
export function impliedOne(
  reading: Reading,
  standing: Standing,
  kind: "killed" | "injured",
): CasualtyFigure | undefined {
  const told = reading
    .hits(SIGN[kind])
    .find(
      ({ from, to, sentence }) =>
        !standing.background.has(sentence) && standing.fact(from, to) >= LEAST_FACT,
    );
  if (told === undefined) return undefined;
  const evidence = evidenceOf(reading.document, told, `casualties: one ${kind}, not counted`);
  return { kind, min: 1, max: 1, evidence };
}
