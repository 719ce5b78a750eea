import { type Digest, type DigestItem, isAllClear, type SealedMail } from "../../model/digest.ts";
import type { Fact } from "../../model/match.ts";

type ToldIncident = DigestItem["incident"];
type Facts = readonly Fact[];

/** JSON of incidents that many digests hold: most of a digest's own. As bytes, which the collector need not move. */
const written = new WeakMap<ToldIncident, Buffer>();

/**
 * JSON in which each incident, and what held each rule's clauses, stands on a line of its own: parts that many mails
 * have in common. JSON breaks no line of itself.
 */
export function writeMail(mail: SealedMail): Buffer {
  if (isAllClear(mail)) return Buffer.from(JSON.stringify(mail));
  const { items, ...envelope } = mail;
  const parts: Buffer[] = [];
  let between = `${opened(envelope)},"items":[`;
  for (const [at, { incident, reasons, ...rest }] of items.entries()) {
    const why = reasons.map(
      ({ facts, ...rule }) => `${opened(rule)},"facts":\n${JSON.stringify(facts)}\n}`,
    );
    const start = `${at === 0 ? "" : ","}${opened(rest)},"reasons":[${why.join(",")}],"incident":\n`;
    const json = written.getOrInsertComputed(incident, (one) => Buffer.from(JSON.stringify(one)));
    parts.push(Buffer.from(between + start), json);
    between = "\n}";
  }
  return Buffer.concat([...parts, Buffer.from(`${between}]}`)]);
}

/** An object's JSON, to be gone on with. */
function opened(object: object): string {
  return JSON.stringify(object).slice(0, -1);
}

/** Letters of JSON; with what is read of them and rendered from that, a part takes some ten times as much. */
const MOST_KEPT = 2_000_000;

/** A mail whose parts on lines of their own are numbers yet. */
interface Outline extends Omit<Digest, "items"> {
  readonly items: readonly (Omit<DigestItem, "incident" | "reasons"> & {
    readonly reasons: readonly { readonly rule: string; readonly facts: number }[];
    readonly incident: number;
  })[];
}

/**
 * Reads sealed mails. What two of them tell in the same letters is one object in both, by which what was made of it is
 * known again. Parts are kept while they are read now and then: incidents by the thousand.
 */
export function mailReader(): (text: string) => SealedMail {
  const readPart = keptParts();
  return (text) => {
    const lines = text.split("\n");
    if (lines.length === 1) return JSON.parse(text) as SealedMail;
    const between = lines.filter((_, at) => at % 2 === 0);
    const outline = JSON.parse(
      between.reduce((all, line, n) => `${all}${n - 1}${line}`),
    ) as Outline;
    const partAt = (n: number) => readPart(lines[2 * n + 1] ?? "");
    const items = outline.items.map(({ reasons, incident, ...rest }) => ({
      ...rest,
      reasons: reasons.map(({ rule, facts }) => ({ rule, facts: partAt(facts) as Facts })),
      incident: partAt(incident) as ToldIncident,
    }));
    return { ...outline, items: items as unknown as Digest["items"] };
  };
}

/** Two generations: what was not asked for while the younger filled goes with the older. */
function keptParts(): (json: string) => unknown {
  let [younger, older] = [new Map<string, unknown>(), new Map<string, unknown>()];
  let letters = 0;
  return (json) => {
    const known = younger.get(json);
    if (known !== undefined) return known;
    const part = older.get(json) ?? JSON.parse(json);
    if (letters + json.length > MOST_KEPT) {
      older = younger;
      younger = new Map();
      letters = 0;
    }
    letters += json.length;
    // As a stretch of a digest's text it would hold all of it.
    younger.set(Buffer.from(json).toString(), part);
    return part;
  };
}
