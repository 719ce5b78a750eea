import type { DigestItem } from "../model/digest.ts";
import type { Fact } from "../model/match.ts";
import { describeForAll, type SharedView } from "./describe-item.ts";
import { sayFacts } from "./describe-reason.ts";
import type { MailFrame } from "./mail-frame.ts";

/** What mails have in common, looked up by what it depends on. */
export interface KeptWords {
  view(item: DigestItem, wording: Wording): SharedView;
  facts(facts: readonly Fact[], wording: Pick<Wording, "placeName" | "source">): string;
}

interface Wording extends Pick<MailFrame, "placeName" | "source"> {
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
  let names: Pick<MailFrame, "placeName" | "source"> | undefined;
  let views = new WeakMap<DigestItem["incident"], Map<string, SharedView>>();
  let said = new WeakMap<readonly Fact[], string>();
  const follow = ({ placeName, source }: Pick<MailFrame, "placeName" | "source">): void => {
    if (names?.placeName === placeName && names.source === source) return;
    names = { placeName, source };
    views = new WeakMap();
    said = new WeakMap();
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
  };
}
