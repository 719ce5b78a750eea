import {
  CASUALTY_KINDS,
  type CasualtyFigure,
  type CasualtyKind,
  type Classification,
} from "../model/classification.ts";

/** `2 killed, at least 5 injured`; undefined where the text gives no figure. */
export function sayFigures(classification: Classification): string | undefined {
  const figures = CASUALTY_KINDS.map((kind) => sayFigure(kind, classification));
  const told = figures.filter((figure) => figure !== undefined);
  return told.length === 0 ? undefined : told.join(", ");
}

/** For a subject line: the dead, or where none are told the injured. */
export function sayWorstFigure({ casualties }: Classification): string | undefined {
  if (casualties.killed !== null && casualties.killed > 0) return `${casualties.killed} killed`;
  if (casualties.injured !== null && casualties.injured > 0) return `${casualties.injured} injured`;
  return undefined;
}

function sayFigure(kind: CasualtyKind, classification: Classification): string | undefined {
  const details = classification.casualtyDetail.filter((figure) => figure.kind === kind);
  const best = kind === "killed" || kind === "injured" ? classification.casualties[kind] : null;
  const range = best === null ? details[0] : details.find((figure) => covers(figure, best));
  if (range !== undefined && (best === null || range.min === best || range.max !== null))
    return `${sayRange(range)} ${kind}`;
  if (best === null) return undefined;
  return best === 0 ? `nobody ${kind}` : `${best} ${kind}`;
}

function covers({ min, max }: CasualtyFigure, figure: number): boolean {
  return min <= figure && (max === null || figure <= max);
}

function sayRange({ min, max }: CasualtyFigure): string {
  if (max === null) return `at least ${min}`;
  if (max === 0) return "nobody";
  return min === max ? `${min}` : `${min} to ${max}`;
}
