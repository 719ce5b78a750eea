import { mayContain } from "./apposition.ts";
import { contains, type Resolved } from "./mention.ts";
import type { Word } from "./words.ts";

/** The places a text names, found by the words they stand at. */
export class NearbyPlaces {
  readonly startingAt = new Map<number, Resolved>();
  readonly endingAt = new Map<number, Resolved>();
  readonly #words: readonly Word[];

  constructor(words: readonly Word[], resolved: readonly Resolved[]) {
    this.#words = words;
    for (const one of resolved) {
      this.startingAt.set(one.mention.firstWord, one);
      this.endingAt.set(one.mention.endWord, one);
    }
  }

  containerAfter(from: number): Resolved | undefined {
    const words = this.#words;
    let wider: Resolved | undefined;
    for (let at = from; at < from + 12 && words[at]?.startsSentence === false; at += 1) {
      const one = this.startingAt.get(at);
      if (one === undefined || one.isDemonym) continue;
      if (!mayContain(words, at)) continue;
      if (one.entity.kind === "subdivision" || one.entity.kind === "district") return one;
      wider ??= one;
    }
    return wider;
  }

  /** Else the place the same sentence named last before; for a country, a narrower one within it. */
  containerBefore(from: number): Resolved | undefined {
    const words = this.#words;
    const sentence = words[from]?.sentence;
    let last: Resolved | undefined;
    for (let at = from; at >= Math.max(0, from - 40) && words[at]?.sentence === sentence; at -= 1) {
      const one = this.startingAt.get(at);
      if (one === undefined) continue;
      if (one.entity.kind !== "country") {
        if (last === undefined || contains(last.entity, one.entity)) return one;
      } else last ??= one;
    }
    return last;
  }

  mentionNear(from: number, reach: number): Resolved | undefined {
    const words = this.#words;
    const sentence = words[from]?.sentence;
    for (let at = from; at < from + reach && words[at]?.sentence === sentence; at += 1) {
      const one = this.startingAt.get(at);
      if (one !== undefined && !one.isDemonym) return one;
    }
    return undefined;
  }
}
