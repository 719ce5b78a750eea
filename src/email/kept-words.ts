import { type DigestItem, TOLD_BEFORE } from "../model/digest.ts";
import type { Fact, RuleMatch } from "../model/match.ts";
import {
  describeForAll,
  describeReason,
  type Row,
  type SharedView,
  type Wording,
} from "./describe-item.ts";
import { describeList, type ListRoom, type ListView } from "./describe-list.ts";
import { sayFacts } from "./describe-reason.ts";
import type { MailFrame } from "./mail-frame.ts";

/** What mails have in common, looked up by what it depends on. */
export interface KeptWords {
  view(item: DigestItem, wording: Wording): SharedView;
  reason(reason: RuleMatch, names: Names): Row;
  list(items: readonly DigestItem[], room: ListRoom, wording: Wording): ListView;
}

type Names = Pick<MailFrame, "placeName" | "source">;

/**
 * Readers of one incident by their clocks, and what it is to them; rules that the same facts held by what they are called:
 * more are rare, and are described anew.
 */
const MOST_OF_ONE = 32;

/**
 * Words kept for as long as what they tell: an incident's or a fact's object stands for its content, so two readers share
 * them where what they were sent was read into one object. Names of places and sources that are no longer the same make
 * all of it anew.
 */
export function keepWords(): KeptWords {
  let names: Names | undefined;
  let views = new WeakMap<DigestItem["incident"], Map<string, SharedView>>();
  let reasons = new WeakMap<readonly Fact[], KeptReasons>();
  let findList = keptLists();
  const follow = ({ placeName, source }: Names): void => {
    if (names?.placeName === placeName && names.source === source) return;
    names = { placeName, source };
    views = new WeakMap();
    reasons = new WeakMap();
    findList = keptLists();
  };
  return {
    view(item, wording) {
      follow(wording);
      const ofOne = views.getOrInsertComputed(item.incident, () => new Map());
      const key = `${item.kind} ${wording.timezone}`;
      return keptFew(ofOne, key, () => describeForAll(item, wording));
    },
    reason(reason, wording) {
      follow(wording);
      const { said, byRule } = reasons.getOrInsertComputed(reason.facts, (facts) => ({
        said: sayFacts(facts, wording.placeName),
        byRule: new Map(),
      }));
      return keptFew(byRule, reason.rule, () => describeReason(reason, wording, said));
    },
    list(items, room, wording) {
      follow(wording);
      const toldAs = { ...room, timezone: wording.timezone };
      return findList(items, toldAs, () => describeList(items, room, wording));
    },
  };
}

interface KeptReasons {
  /** What the facts say, whatever rule they hold. */
  readonly said: string;
  readonly byRule: Map<string, Row>;
}

function keptFew<T>(kept: Map<string, T>, key: string, describe: () => T): T {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size === MOST_OF_ONE) kept.clear();
  const described = describe();
  kept.set(key, described);
  return described;
}

/**
 * Items of all lists that are kept, each some 3 KB as it is written: their incidents are no more than the reader of mails
 * keeps by itself.
 */
const MOST_LISTED = 3_000;
/** One after another they are looked through for each mail. */
const MOST_LISTS = 100;

/** What a list's words depend on besides its items. */
interface ToldAs extends ListRoom {
  readonly timezone: string;
}

interface KeptList {
  readonly items: readonly DigestItem[];
  readonly toldAs: ToldAs;
  readonly view: ListView;
}

/** Those told last: readers of one subscription are sent theirs within minutes of each other. */
function keptLists() {
  const lists: KeptList[] = [];
  let listed = 0;
  return (items: readonly DigestItem[], toldAs: ToldAs, describe: () => ListView): ListView => {
    const known = lists.findLast(
      (list) => isAlike(list.toldAs, toldAs) && tellsAlike(list.items, items),
    );
    if (known !== undefined) return known.view;
    const view = describe();
    lists.push({ items, toldAs, view });
    listed += items.length;
    while (listed > MOST_LISTED || lists.length > MOST_LISTS)
      listed -= lists.shift()?.items.length ?? listed;
    return view;
  };
}

function isAlike(one: ToldAs, other: ToldAs): boolean {
  const { whole, brief, map, timezone } = one;
  return (
    timezone === other.timezone &&
    map === other.map &&
    whole === other.whole &&
    brief === other.brief
  );
}

/** By all that a list says something of: what a reader's rules are called is none of it. */
function tellsAlike(some: readonly DigestItem[], others: readonly DigestItem[]): boolean {
  if (some.length !== others.length) return false;
  return some.every((one, at) => {
    const other = others[at];
    return one.incident === other?.incident && one.kind === other.kind && holdAlike(one, other);
  });
}

function holdAlike({ reasons: some }: DigestItem, { reasons: others }: DigestItem): boolean {
  if (some.length !== others.length || wasTold(some) !== wasTold(others)) return false;
  return some.every(({ facts }, at) => facts === others[at]?.facts);
}

function wasTold([{ rule }]: DigestItem["reasons"]): boolean {
  return rule === TOLD_BEFORE.rule;
}
