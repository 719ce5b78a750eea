import { type DigestItem, TOLD_BEFORE } from "../model/digest.ts";
import type { Fact } from "../model/match.ts";
import { describeForAll, type SharedView } from "./describe-item.ts";
import { describeList, type ListRoom, type ListView } from "./describe-list.ts";
import { sayFacts } from "./describe-reason.ts";
import type { MailFrame } from "./mail-frame.ts";

/** What mails have in common, looked up by what it depends on. */
export interface KeptWords {
  view(item: DigestItem, wording: Wording): SharedView;
  facts(facts: readonly Fact[], names: Names): string;
  list(items: readonly DigestItem[], room: ListRoom, names: Names): ListView;
}

type Names = Pick<MailFrame, "placeName" | "source">;

interface Wording extends Names {
  readonly timezone: string;
}

/** Readers of one incident by their clocks, and what it is to them: more are rare, and are described anew. */
const MOST_OF_ONE = 32;

/**
 * Words kept for as long as what they tell: an incident's or a fact's object stands for its content, so two readers share
 * them where what they were sent was read into one object. Names of places and sources that are no longer the same make
 * all of it anew.
 */
export function keepWords(): KeptWords {
  let names: Names | undefined;
  let views = new WeakMap<DigestItem["incident"], Map<string, SharedView>>();
  let said = new WeakMap<readonly Fact[], string>();
  let findList = keptLists();
  const follow = ({ placeName, source }: Names): void => {
    if (names?.placeName === placeName && names.source === source) return;
    names = { placeName, source };
    views = new WeakMap();
    said = new WeakMap();
    findList = keptLists();
  };
  return {
    view(item, wording) {
      follow(wording);
      const ofOne = views.getOrInsertComputed(item.incident, () => new Map());
      const key = `${item.kind} ${wording.timezone}`;
      const known = ofOne.get(key);
      if (known !== undefined) return known;
      if (ofOne.size === MOST_OF_ONE) ofOne.clear();
      const view = describeForAll(item, wording);
      ofOne.set(key, view);
      return view;
    },
    facts(facts, wording) {
      follow(wording);
      return said.getOrInsertComputed(facts, () => sayFacts(facts, wording.placeName));
    },
    list(items, room, wording) {
      follow(wording);
      return findList(items, room, () => describeList(items, room, wording.placeName));
    },
  };
}

/** Items of all lists that are kept, so that their incidents are no more than the reader of mails keeps by itself. */
const MOST_LISTED = 3_000;

interface KeptList {
  readonly items: readonly DigestItem[];
  readonly room: ListRoom;
  readonly view: ListView;
}

/** Those told last: readers of one subscription are sent theirs within minutes of each other. */
function keptLists() {
  const lists: KeptList[] = [];
  let listed = 0;
  return (items: readonly DigestItem[], room: ListRoom, describe: () => ListView): ListView => {
    const known = lists.find((list) => isAlike(list.room, room) && tellsAlike(list.items, items));
    if (known !== undefined) return known.view;
    const view = describe();
    lists.push({ items, room, view });
    listed += items.length;
    while (listed > MOST_LISTED) listed -= lists.shift()?.items.length ?? listed;
    return view;
  };
}

function isAlike(one: ListRoom, other: ListRoom): boolean {
  return one.whole === other.whole && one.brief === other.brief && one.map === other.map;
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
