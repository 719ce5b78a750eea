import type { ReaderRight } from "./reader.ts";
import type { RegionCode } from "./region.ts";
import type { Severity } from "./severity.ts";
import type { Tlp } from "./tlp.ts";

/** A region as the operator named it, and what that name stands for. */
export interface RegionClause {
  /** The name as written: `SY`, `Western Asia`, `gulf-states`. */
  readonly asked: string;
  /** Codes it covers; a country covers its subdivisions. */
  readonly codes: readonly RegionCode[];
  /** Circles a custom region may hold besides its codes. */
  readonly circles: readonly Circle[];
}

export interface Circle {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly km: number;
}

/** A point and how far from it an incident still counts, by the incident's severity. */
export interface NearClause {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly km: Readonly<Record<Severity, number>>;
}

export interface SourcesClause {
  /** Undefined: any source. */
  readonly anyOf?: readonly string[] | undefined;
  readonly not: readonly string[];
  /** Independent sources needed. */
  readonly atLeast: number;
}

/** Clauses that must all hold; inside a list any one. An absent clause always holds. */
export interface Clauses {
  readonly regions?: readonly RegionClause[] | undefined;
  /** `category` or `category/sub-type`, as written. */
  readonly threats?: readonly string[] | undefined;
  /** This or worse. */
  readonly severity?: Severity | undefined;
  readonly near?: NearClause | undefined;
  readonly words?: readonly string[] | undefined;
  readonly sources?: SourcesClause | undefined;
}

export interface Rule extends Clauses {
  readonly name: string;
  /** The rule does not hold where any of these does. */
  readonly unless: readonly Clauses[];
}

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export type Weekday = (typeof WEEKDAYS)[number];

export type Schedule =
  /** Every listed day at a local time. All seven days: daily. */
  | { readonly kind: "at"; readonly time: string; readonly days: readonly Weekday[] }
  | { readonly kind: "hourly" }
  | {
      readonly kind: "immediately";
      readonly severity: Severity;
      /** How long to gather before sending. */
      readonly holdSeconds: number;
      readonly limit?: MailLimit | undefined;
    };

/** Most mails in a span. */
export interface MailLimit {
  readonly count: number;
  readonly perSeconds: number;
}

/** When to say that nothing happened, in a window in which nothing did. */
export interface AllClearSchedule {
  readonly kind: "all-clear";
  readonly time: string;
  readonly days: readonly Weekday[];
}

/** Local times between which `immediately` waits; `to` may lie on the next day. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  /** This or worse is sent all the same. */
  readonly except?: Severity | undefined;
}

export interface MailOptions {
  readonly format: "html" | "text";
  /** A map of the items' places stands above them. */
  readonly map?: boolean | undefined;
  /** Printed on the mail. */
  readonly tlp?: Tlp | undefined;
  /** The highest level of a source that this reader may be told of. */
  readonly ceiling?: Tlp | undefined;
  /** `neutral`: what shows in an inbox or on a locked screen says when, and nothing of what. */
  readonly subject?: "full" | "neutral" | undefined;
  /** How often to say that nothing happened where nothing did; absent: never. */
  readonly allClear?: "daily" | "weekly" | undefined;
}

/** An expectation an operator wrote beside the rules. */
export interface SubscriptionTest {
  readonly report: {
    readonly title?: string | undefined;
    readonly text: string;
    readonly publishedAt?: string | undefined;
    readonly language?: string | undefined;
    readonly source?: string | undefined;
  };
  readonly expect:
    | { readonly none: true }
    | {
        readonly none: false;
        readonly delivery?: string | undefined;
        readonly rule?: string | undefined;
      };
  /** `file:line:column` of the test, for its message. */
  readonly at: string;
}

/** Whose rules: which incidents, by which delivery. */
export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly to: readonly string[];
  readonly timezone: string;
  /** Any of these. */
  readonly match: readonly [Rule, ...Rule[]];
  /** None of these. */
  readonly unless: readonly Clauses[];
  readonly deliver: readonly [Schedule, ...Schedule[]];
  readonly quiet?: QuietHours | undefined;
  readonly mail: MailOptions;
  /** What readers may change on their own pages; absent: nothing but whether mail comes. */
  readonly readers?: { readonly change: readonly ReaderRight[] } | undefined;
  readonly tests: readonly SubscriptionTest[];
}
