/** Parts of a report whose words count apart. */
export type ZoneName = "all" | "acts" | "opening";

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
  /** The words of each zone with their inverse document frequency. */
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

/** The weights of one kind of question. */
export interface TablePair {
  /** ISO 639-1 of the languages whose words `withWords` knows. */
  readonly languages: readonly string[];
  readonly withWords: TableData;
  /** For the others: by what the rules measure in any language. */
  readonly measuresOnly: TableData;
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
  /** Sub-types that led enough of those reports; of the others the rules alone know whether they are incidents. */
  readonly knownTypes: readonly string[];
  /** Whether a report tells an incident at all. */
  readonly relevance: TablePair;
  /** What it tells anywhere in it. */
  readonly tellings: TablePair;
  /** What it leads with. */
  readonly leads: TablePair;
}
