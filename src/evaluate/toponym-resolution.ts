import { resolveSpans } from "../classify/place/resolve-spans.ts";
import { readDocument } from "../classify/text/document.ts";
import { type Figure, shareOf } from "./figure.ts";
import type { Scorer, Subject } from "./scorer.ts";
import { isNear, ToponymRow, type ToponymSpan } from "./toponym-row.ts";

/**
 * Names whose point is a convention; the comparison of twenty systems this measure is taken from leaves them out
 * (Hu et al. 2023, "How can voting mechanisms improve the robustness of toponym disambiguation?").
 */
const CONVENTIONAL = new Set(
  `china|russia|canada|india|algeria|europe|asia|us|canadians|american|usa|america|africa|u.s.|u.s|australia|chinese
|russian|russians|canadian|americans|european|west africa|united states|middle east|united states of america
|north africa|north america|south america|western europe`
    .replaceAll("\n", "")
    .split("|"),
);

const TARGETS: Readonly<Record<string, number>> = {
  lgl: 0.85,
  trnews: 0.88,
  gwn: 0.73,
  geovirus: 0.85,
};

/** Where given names lie: the labelled spans are handed in, and no answer is a wrong one. */
export const toponymResolution: Scorer = {
  sets: ["toponyms"],
  score(sets, subject) {
    const answers = Map.groupBy(
      sets.rows("toponyms", ToponymRow).flatMap((row) => resolve(row, subject)),
      ({ source }) => source,
    );
    return [...answers].map(([set, all]): Figure => {
      const asked = all.filter(({ gold }) => !CONVENTIONAL.has(gold.name.toLowerCase()));
      const near = asked.filter((one) => one.isNear);
      return {
        set,
        measure: "given names within 161 km",
        ...shareOf(near.length, asked.length),
        target: TARGETS[set] === undefined ? undefined : { value: TARGETS[set] },
      };
    });
  },
};

interface Answer {
  readonly source: string;
  readonly gold: ToponymSpan;
  readonly isNear: boolean;
}

function resolve({ text, source, toponyms, other }: ToponymRow, { gazetteer }: Subject): Answer[] {
  const spans = [...toponyms, ...other].filter(({ lat }) => lat !== undefined);
  const places = resolveSpans({ document: readDocument(undefined, text), gazetteer, spans });
  return spans.map((gold, index) => {
    const place = places[index];
    return { source, gold, isNear: place !== undefined && isNear(gold, place) };
  });
}
