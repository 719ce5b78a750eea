/** Parts of a report whose words count apart. */
export type ZoneName = "all" | "acts" | "opening" | "capitals";

/** One question a table of weights answers: "does the report tell a kidnapping?" */
export interface Head {
  readonly name: string;
  /** Sub-types it speaks for, the usual one first; none for relevance. */
  readonly slugs: readonly string[];
  readonly bias: number;
  /** Weight of one step of its column. */
  readonly step: number;
  /** Platt's: chance = 1 / (1 + exp(-(slope * margin + offset))). */
  readonly slope: number;
  readonly offset: number;
}

/** Weights of several heads over one vocabulary. */
export interface TableData {
  readonly heads: readonly Head[];
  readonly measures: readonly string[];
  /** The words of each zone with their inverse document frequency, in whole thousandths. */
  readonly words: readonly {
    readonly zone: ZoneName;
    readonly keys: readonly string[];
    readonly idf: readonly number[];
  }[];
  /**
   * Signed bytes in base64: a column for each head, and rows for the measures, the words of each
   * zone, and what the rules say of the head's own types.
   */
  readonly weights: string;
}

/** Weights of words, in the languages they were learned in. */
export interface WordTable extends TableData {
  /** ISO 639-1. */
  readonly languages: readonly string[];
}

/** Learned weights of the threat reader, as `scripts/train-threat.ts` writes them. */
export interface ThreatModelData {
  /** Calendar day of training, ISO 8601. */
  readonly trainedOn: string;
  readonly sets: readonly {
    readonly name: string;
    readonly rows: number;
    readonly sha256: string;
  }[];
  /** Whether a report tells an incident at all. */
  readonly relevance: WordTable;
  /** The same by what the rules measure in any language, for the languages whose words are not known. */
  readonly relevanceByRules: TableData;
  /** What it tells anywhere in it. */
  readonly tellings: WordTable;
  /** What it leads with. */
  readonly leads: WordTable;
}
