import type { Head, ThreatModelData } from "../../../model/threat-model.ts";
import { WordCounter } from "./counted-zone.ts";
import type { NumberOf } from "./feature-word.ts";
import { type Answer, LinearTable, type Reason } from "./linear-table.ts";
import { numberWords } from "./number-words.ts";
import type { ReportFeatures } from "./report-features.ts";
import { Vocabulary } from "./vocabulary.ts";

/** What the heads of one table say of a report. */
export interface Answered {
  readonly answers: readonly Answer[];
  /** Words that spoke for an answer, the strongest first. */
  reasons(head: Head, most: number): readonly Reason[];
}

export interface LinearModel {
  /** What `featureWord` is to number its names by. */
  readonly numberOf: NumberOf;
  read(features: ReportFeatures, language: string): Answers;
}

export interface Answers {
  readonly relevance: Answered;
  /** Undefined in a language whose words are not known: there the rules alone say what is told. */
  readonly types: { readonly tellings: Answered; readonly leads: Answered } | undefined;
}

/** The tables are laid out for the first report: a start need not wait for it. */
export function openModel(data: ThreatModelData): LinearModel {
  let opened: LinearModel | undefined;
  const model = () => (opened ??= layOut(data));
  return {
    numberOf: (name) => model().numberOf(name),
    read: (features, language) => model().read(features, language),
  };
}

function layOut(data: ThreatModelData): LinearModel {
  const tables = [data.relevance, data.tellings, data.leads] as const;
  const { zones: words, numberOf, count } = numberWords(tables);
  const counter = new WordCounter(count);
  const relevance = new LinearTable(data.relevance, words[0] ?? []);
  const tellings = new LinearTable(data.tellings, words[1] ?? []);
  const leads = new LinearTable(data.leads, words[2] ?? []);
  const relevanceByRules = new LinearTable(data.relevanceByRules, []);
  const byWords = new TableGroup([relevance, tellings, leads], count);
  const byRules = new TableGroup([relevanceByRules], count);
  return {
    numberOf,
    read(features, language) {
      const hasRelevance = data.relevance.languages.includes(language);
      const hasTypes = data.leads.languages.includes(language);
      const ask = byWords.read(features, counter, [
        relevance,
        ...(hasTypes ? [tellings, leads] : []),
      ]);
      return {
        relevance: hasRelevance
          ? ask(relevance)
          : byRules.read(features, counter, [relevanceByRules])(relevanceByRules),
        types: hasTypes ? { tellings: ask(tellings), leads: ask(leads) } : undefined,
      };
    },
  };
}

/** Tables that are asked about the same reports: the words of a report are looked up once for all of them. */
class TableGroup {
  readonly #vocabulary: Vocabulary;
  /** The report that the tables' vectors are of. */
  #held: ReportFeatures | undefined;

  constructor(tables: readonly LinearTable[], count: number) {
    this.#vocabulary = new Vocabulary(
      tables.map(({ known }) => known),
      count,
    );
  }

  /** For questions to these tables, which are the first of the group's. */
  read(
    features: ReportFeatures,
    counter: WordCounter,
    tables: readonly LinearTable[],
  ): (table: LinearTable) => Answered {
    const vectors = tables.map(({ vector }) => vector);
    const hold = (): void => {
      if (this.#held === features) return;
      this.#vocabulary.read(features, counter, vectors);
      this.#held = features;
    };
    hold();
    return (table) => ({
      answers: table.answers(features.measures),
      reasons(head, most) {
        hold();
        return table.reasons(features, head, most);
      },
    });
  }
}
