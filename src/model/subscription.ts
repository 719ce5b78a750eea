import type { CasualtyKind } from "./classification.ts";
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
  /** Areas that it may hold besides. */
  readonly polygons: readonly Polygon[];
}

export interface Circle {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly km: number;
}

/** An area as GeoJSON draws it. One that crosses the date line is cut in two there (RFC 7946, 3.1.9). */
export interface Polygon {
  readonly name: string;
  /** The outer ring, then its holes; each ends where it begins. Longitude before latitude. */
  readonly rings: readonly (readonly (readonly [lon: number, lat: number])[])[];
}

/** A point and how far from it an incident still counts, by the incident's severity. */
export interface NearClause {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly km: Readonly<Record<Severity, number>>;
  /**
   * How far an event of a category or type (`hazards/earthquake`) itself reaches:
   * that comes on top, of the type rather than its category, of several the farthest.
   */
  readonly impactKm?: ReadonlyMap<string, number> | undefined;
}

export interface SourcesClause {
  /** Undefined: any source. */
  readonly anyOf?: readonly string[] | undefined;
  readonly not: readonly string[];
  /** Independent sources needed. */
  readonly atLeast: number;
  /** This or worse needs no more than one source. */
  readonly unlessSeverity?: Severity | undefined;
}

/** Any of these figures, or more. */
export interface CasualtiesClause {
  readonly kinds: readonly { readonly kind: CasualtyKind; readonly atLeast: number }[];
  /** Killed and injured together. */
  readonly together?: number | undefined;
}

export const AMBIGUITIES = ["include", "exclude", "flag"] as const;

/** What to make of a place name that stays open: see `Clauses.ambiguous`. */
export type Ambiguity = (typeof AMBIGUITIES)[number];

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
  /** ISO 639-1 of the incident's leading report. */
  readonly languages?: readonly string[] | undefined;
  /** Names of actors.yaml, or of the lists there. */
  readonly actors?: readonly string[] | undefined;
  readonly casualties?: CasualtiesClause | undefined;
  /** 0..1: what is known of the leading place and of the primary threat is this sure or surer. */
  readonly confidence?: number | undefined;
  /** Days from the event to the first report of it; an event without a date is of any age. */
  readonly maxAge?: number | undefined;
  /**
   * Absent: the likeliest reading of each name counts. `include`: the others count
   * as well. `flag`: so they do, and the reason says that the place is uncertain.
   * `exclude`: no name of an event's place stays open.
   */
  readonly ambiguous?: Ambiguity | undefined;
  /** `regions` and `near` hear of places that are only mentioned, too. */
  readonly mentions?: boolean | undefined;
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
  /** File of `keys/` with the readers' OpenPGP keys: nothing is sent but encrypted to them. */
  readonly openpgp?: string | undefined;
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
