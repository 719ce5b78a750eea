import { z } from "zod";

import type { LabelledSets } from "#src/evaluate/scorer.ts";

/** A row of any labelled set, with what the training reads of it. */
const Row = z.object({
  id: z.string(),
  text: z.string(),
  title: z.string().nullish(),
  date: z.string().nullish(),
  lang: z.string(),
  /** The same for one sentence in several languages: they stay in one fold. */
  split_key: z.string().optional(),
  label: z.string().optional(),
  types: z.array(z.string()).optional(),
  types_optional: z.array(z.string()).optional(),
  relevant: z.boolean().optional(),
  related: z.boolean().optional(),
  conflict: z.boolean().optional(),
  protest: z.boolean().optional(),
  hazards: z.array(z.string()).optional(),
  n_killed: z.number().optional(),
  n_injured: z.number().optional(),
});

export type LabelledRow = z.infer<typeof Row> & { readonly set: string };

const TRAINING_SETS = [
  "case2021",
  "muc4",
  "satp",
  "un_relevance",
  "news_topics",
  "drm_hazards",
  "glocon_protest",
  "lc720_es",
  "ceha",
  "casualties_gva",
] as const;

export function readRows(sets: LabelledSets): LabelledRow[] {
  return TRAINING_SETS.flatMap((set) => sets.rows(set, Row).map((row) => ({ ...row, set })));
}

/** A question to learn: what each row answers, undefined where its set does not say. */
export interface Question {
  readonly name: string;
  readonly slugs: readonly string[];
  readonly truth: (row: LabelledRow) => boolean | undefined;
  /** How much more a positive example counts. */
  readonly positiveWeight: number;
  /** Whether each set, and each answer within it, counts about the same however many rows it has. */
  readonly isBalanced?: boolean;
  /** What groups a row that stands in for the question's own set; undefined: it is of that set. */
  readonly borrowed?: (row: LabelledRow) => string | undefined;
}

/** Topics whose news is no incident; politics and health may tell of one. */
const ORDINARY = /^(?:sport|business|technology)/;

export const RELEVANCE: Question = {
  name: "relevance",
  slugs: [],
  positiveWeight: 1,
  isBalanced: true,
  truth(row) {
    switch (row.set) {
      case "case2021":
      case "satp":
        return true;
      case "casualties_gva":
        return (row.n_killed ?? 0) + (row.n_injured ?? 0) > 0 ? true : undefined;
      case "muc4":
        return tellsAttack(row);
      case "news_topics":
        return ORDINARY.test(row.label ?? "") ? false : undefined;
      case "drm_hazards":
        return (row.hazards ?? []).length > 0 ? true : row.related === true ? undefined : false;
      case "glocon_protest":
        return row.protest === true ? true : undefined;
      default:
        return row.relevant ?? row.conflict;
    }
  },
};

function tellsAttack({ types = [], types_optional: optional = [] }: LabelledRow) {
  if (types.length > 0) return true;
  return optional.length > 0 ? undefined : false;
}

/** Labels of CASE 2021 that a question counts as its own, besides the types of MUC-4 and SATP. */
interface Telling {
  readonly slugs: readonly string[];
  readonly muc4: string;
  readonly satp?: string;
  readonly case2021: RegExp;
}

function tellingQuestion(name: string, { slugs, muc4, satp, case2021 }: Telling): Question {
  return {
    name,
    slugs,
    positiveWeight: 1.5,
    truth({ set, label = "", types = [], types_optional: optional = [] }) {
      if (set === "muc4")
        return types.includes(muc4) || (optional.includes(muc4) ? undefined : false);
      if (set === "satp") return satp === undefined ? undefined : types.includes(satp);
      if (set === "case2021") return case2021.test(label);
      return set === "news_topics" ? false : undefined;
    },
  };
}

/** Labels of the hazard set, and the sub-types each may be, the usual one first. */
const HAZARDS = [
  { label: "floods", slugs: ["flood"] },
  { label: "storm", slugs: ["storm"] },
  { label: "earthquake", slugs: ["earthquake"] },
  { label: "cold", slugs: ["extreme-temperature"] },
  { label: "other_weather", slugs: ["landslide", "drought", "volcano"] },
] as const;

function hazardQuestion({ label, slugs }: (typeof HAZARDS)[number]): Question {
  return {
    name: label,
    slugs,
    positiveWeight: 1.5,
    truth({ set, label: own, hazards = [] }) {
      if (set === "drm_hazards") return hazards.includes(label);
      if (set === "case2021") return own === "NATURAL_DISASTER" ? undefined : false;
      return set === "news_topics" ? false : undefined;
    },
  };
}

/** What a report tells anywhere in it; sets that say nothing of it are left out. */
export const TELLINGS: readonly Question[] = [
  tellingQuestion("attack", {
    slugs: ["armed-assault", "armed-clash", "air-strike", "shelling-missile", "violent-crime"],
    muc4: "ATTACK",
    satp: "armed-assault",
    case2021: /^(?:ATTACK|ARMED_CLASH|AIR_STRIKE|ART_MISS_ATTACK)$/,
  }),
  tellingQuestion("bombing", {
    slugs: ["bombing", "suicide-bombing", "grenade-attack"],
    muc4: "BOMBING",
    satp: "bombing-explosion",
    case2021: /^(?:REM_EXPLOS|SUIC_BOMB|GRENADE)$/,
  }),
  tellingQuestion("kidnapping", {
    slugs: ["kidnapping"],
    muc4: "KIDNAPPING",
    satp: "kidnapping",
    case2021: /^ABDUCT_DISSAP$/,
  }),
  tellingQuestion("arson", {
    slugs: ["sabotage", "looting-destruction"],
    muc4: "ARSON",
    case2021: /^PROPERTY_DISTRUCT$/,
  }),
  {
    name: "protest",
    slugs: [
      "peaceful-protest",
      "strike",
      "protest-intervention",
      "force-against-protesters",
      "violent-demonstration",
    ],
    positiveWeight: 1.5,
    truth({ set, label = "", protest }) {
      if (set === "glocon_protest") return protest;
      if (set === "case2021") return /PROTEST|DEMONSTR/.test(label);
      return set === "satp" || set === "news_topics" ? false : undefined;
    },
  },
  ...HAZARDS.map(hazardQuestion),
];

const LabelMaps = z.object({
  level2: z.array(z.object({ slug: z.string(), case2021_scored_as: z.string() })),
  case2021_to_slug: z.record(z.string(), z.string()),
});

/** Rows of other sets whose one type is a label of CASE 2021 count this much in all, against its own. */
const BORROWED_WEIGHT = 0.3;
const BORROWED_ROWS = 30;

/** What a report leads with: one question for each label of CASE 2021. */
export function leadQuestions(sets: LabelledSets): Question[] {
  const maps = sets.json("taxonomy", LabelMaps);
  if (maps === undefined) throw new Error("taxonomy.json is missing beside the labelled sets");
  return Object.entries(maps.case2021_to_slug).map(([label, usual]) => ({
    name: label,
    slugs: [
      usual,
      ...maps.level2
        .filter(({ slug, case2021_scored_as: scored }) => scored === label && slug !== usual)
        .map(({ slug }) => slug),
    ],
    positiveWeight: 3,
    truth(row) {
      const lead = row.set === "case2021" ? row.label : borrowedLabel(row);
      return lead === undefined ? undefined : lead === label;
    },
    borrowed: (row) => (row.set === "case2021" ? undefined : borrowedLabel(row)),
  }));
}

/** The label of CASE 2021 that a row of another set would have, where it tells of one thing only. */
function borrowedLabel({ set, types = [], hazards = [], text }: LabelledRow): string | undefined {
  if (set === "drm_hazards") return hazards.length > 0 ? "NATURAL_DISASTER" : undefined;
  const [type, ...others] = types;
  if (others.length > 0 || (set !== "satp" && set !== "muc4")) return undefined;
  if (type === "kidnapping" || type === "KIDNAPPING") return "ABDUCT_DISSAP";
  if (type === "bombing-explosion") {
    if (/suicide/i.test(text)) return "SUIC_BOMB";
    return /grenade/i.test(text) ? "GRENADE" : "REM_EXPLOS";
  }
  if (type !== "armed-assault") return undefined;
  return /encounter|gun ?battle|exchange of fire|clash/i.test(text) ? "ARMED_CLASH" : "ATTACK";
}

/** Borrowed rows of one label together count as `BORROWED_ROWS` of them at most, each by `BORROWED_WEIGHT`. */
export function borrowedWeight(rowsOfLabel: number): number {
  return BORROWED_WEIGHT * Math.min(1, BORROWED_ROWS / rowsOfLabel);
}
