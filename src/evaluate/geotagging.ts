import type { Place } from "../model/classification.ts";
import { f1Share, type Figure, shareOf } from "./figure.ts";
import type { Scorer } from "./scorer.ts";
import { isNear, NEWS, spanKey, ToponymRow, type ToponymSpan } from "./toponym-row.ts";

/** Kinds of `other` span that name no place even figuratively: the rest is GeoWebNews' "all toponyms". */
const NO_TOPONYM = new Set(["Literal_Expression", "Non_Lit_Expression", "Non_Toponym"]);

interface Tagged {
  readonly gold: ToponymSpan;
  readonly place: Place;
}

interface Tagging {
  readonly source: string;
  readonly right: readonly Tagged[];
  readonly wrong: number;
  readonly missed: number;
}

/** How many of a text's place names are found by their exact span, and how many of those lie where they should. */
export const geotagging: Scorer = {
  sets: ["toponyms"],
  score(sets, { classify }) {
    const rows = sets.rows("toponyms", ToponymRow);
    const read = rows.map((row) => ({ row, places: classify(row).places }));
    const names = read.map(({ row, places }) => tagNames(row, places));
    const all = read.map(({ row, places }) => tagAll(row, places));
    const news = names.filter(({ source }) => NEWS.includes(source));
    const sources = [...new Set(rows.map(({ source }) => source))];
    const gwn = read.filter(({ row }) => row.source === "gwn");
    return [
      f1Figure("news", "place names F1", news, 0.88),
      ...sources.map((source) =>
        f1Figure(
          source,
          "place names F1",
          names.filter((one) => one.source === source),
        ),
      ),
      f1Figure(
        "gwn",
        "all toponyms F1",
        gwn.map(({ row, places }) => tagAllTypes(row, places)),
        0.84,
      ),
      ...pointFigures(
        rows.filter(({ source }) => NEWS.includes(source)),
        all.filter(({ source }) => NEWS.includes(source)),
      ),
    ];
  },
};

/** Names alone: demonyms are neutral on both sides, and so is a span that may or may not be one. */
function tagNames(row: ToponymRow, places: readonly Place[]): Tagging {
  return tag(row.source, places.filter(isName), row.toponyms.filter(isName), [
    ...row.other,
    ...row.toponyms,
  ]);
}

function isName({ demonym }: { readonly demonym?: boolean | undefined }): boolean {
  return demonym !== true;
}

function tagAll(row: ToponymRow, places: readonly Place[]): Tagging {
  return tag(row.source, places, row.toponyms, row.other);
}

/** Demonyms, adjectives, names inside others and names that stand for a government count as well. */
function tagAllTypes(row: ToponymRow, places: readonly Place[]): Tagging {
  const others = row.other.filter(({ type }) => !NO_TOPONYM.has(type ?? ""));
  return tag(row.source, places, [...row.toponyms, ...others], []);
}

function tag(
  source: string,
  places: readonly Place[],
  golds: readonly ToponymSpan[],
  neutral: readonly ToponymSpan[],
): Tagging {
  const byKey = new Map(golds.map((gold) => [spanKey(gold), gold]));
  const passed = new Set(neutral.map(spanKey));
  const right: Tagged[] = [];
  let wrong = 0;
  for (const place of places) {
    const gold = byKey.get(spanKey(place));
    if (gold !== undefined) right.push({ gold, place });
    else if (!passed.has(spanKey(place))) wrong += 1;
  }
  return { source, right, wrong, missed: byKey.size - right.length };
}

/** Names counted over all texts; the interval comes of drawing texts, whose names stand or fall together. */
function f1Figure(
  set: string,
  measure: string,
  taggings: readonly Tagging[],
  target?: number,
): Figure {
  const counts = taggings.map(({ right, wrong, missed }) => ({
    right: right.length,
    said: right.length + wrong,
    labelled: right.length + missed,
  }));
  return {
    set,
    measure,
    ...f1Share(counts),
    n: counts.reduce((sum, { labelled }) => sum + labelled, 0),
    target: target === undefined ? undefined : { value: target },
  };
}

function pointFigures(rows: readonly ToponymRow[], taggings: readonly Tagging[]): Figure[] {
  const located = rows.flatMap(({ toponyms }) => toponyms.filter(hasPoint));
  const hits = taggings.flatMap(({ right }) => right);
  const near = hits.filter(({ gold, place }) => hasPoint(gold) && isNear(gold, place));
  const lenient = hits.filter(
    ({ gold, place }) => hasPoint(gold) && (isNear(gold, place) || isSameArea(gold, place)),
  );
  const pointed = hits.filter(({ gold }) => hasPoint(gold));
  const inCountry = hits.filter(({ gold }) => gold.country !== undefined);
  const rightCountry = inCountry.filter(({ gold, place }) => gold.country === place.country);
  const set = "news";
  return [
    { set, measure: "of those found, within 161 km", ...shareOf(near.length, pointed.length) },
    {
      set,
      measure: "of those found, right country",
      ...shareOf(rightCountry.length, inCountry.length),
      target: { value: 0.985 },
    },
    {
      set,
      measure: "found and within 161 km",
      ...shareOf(near.length, located.length),
      target: { value: 0.8 },
    },
    {
      set,
      measure: "found and right, areas by code",
      ...shareOf(lenient.length, located.length),
      target: { value: 0.84 },
    },
  ];
}

function hasPoint({ lat, multi }: ToponymSpan): boolean {
  return lat !== undefined && multi !== true;
}

/** A country or a subdivision is right wherever the label puts its point. */
function isSameArea(gold: ToponymSpan, place: Place): boolean {
  if (place.kind === "country")
    return place.country === gold.country && gold.subdivision === undefined;
  return place.kind === "subdivision" && place.subdivision === gold.subdivision;
}
