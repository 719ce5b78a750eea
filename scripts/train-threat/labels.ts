import { readFile } from "node:fs/promises";

import { parse } from "yaml";
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

const Examples = z.record(z.string(), z.array(z.string()));

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

/** What the examples that were written for the training are called beside the labelled sets. */
export const WRITTEN = "written";

const EXAMPLES = new URL("examples.en.yaml", import.meta.url);

/** Made-up news by label of CASE 2021; they say what leads a report, and nothing else. */
export async function readExamples(): Promise<LabelledRow[]> {
  const byLabel = Examples.parse(parse(await readFile(EXAMPLES, "utf8")));
  return Object.entries(byLabel).flatMap(([label, texts]) =>
    texts.map((text, i) => ({ set: WRITTEN, id: `${label}-${i}`, label, text, lang: "en" })),
  );
}

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
