import type { Scope } from "../model/api-token.ts";
import type {
  Expected,
  FieldFault,
  StoredSubscription,
  SubscriptionRefusal,
  SubscriptionStore,
  SubscriptionWritten,
} from "./operator-ports.ts";
import type { StepLogger } from "./ports.ts";

export interface ManageSubscriptionsPorts {
  readonly store: SubscriptionStore;
  readonly logger: StepLogger;
  /** Checks a document as a file is checked, and runs the tests in it. */
  readonly check: (document: unknown) => readonly FieldFault[];
  readonly isInFile: (id: string) => boolean;
  /** Asks addresses whether they want it; undefined: readers have no page to answer on. */
  readonly askToConfirm: ((id: string, addresses: readonly string[]) => Promise<void>) | undefined;
}

/** Who writes: an operator's program, or one that readers make their own subscriptions with. */
export interface Writer {
  readonly tokenId: string;
  readonly scopes: readonly Scope[];
}

export interface Writing {
  /** From the path; the document's own must be the same, or missing. */
  readonly id: string | undefined;
  readonly document: unknown;
  /** Undefined: the writer does not say, which only a new one allows. */
  readonly expected: Expected | undefined;
  readonly writer: Writer;
}

export interface ManageSubscriptions {
  put(writing: Writing): Promise<SubscriptionWritten>;
  remove(
    id: string,
    expected: Expected | undefined,
    writer: Writer,
  ): Promise<SubscriptionRefusal | "removed">;
}

const refuse = (
  reason: SubscriptionRefusal["reason"],
  errors?: readonly FieldFault[],
): SubscriptionRefusal => ({
  outcome: "refused",
  reason,
  errors,
});

/** Writes subscriptions that are stored rather than in files, by the same rules. */
export function manageSubscriptions(ports: ManageSubscriptionsPorts): ManageSubscriptions {
  const { store, isInFile, logger } = ports;
  return {
    async put(writing) {
      const checked = checkDocument(writing, ports);
      if ("outcome" in checked) return checked;
      const held = await store.find(checked.id);
      const refusal = refusalTo(writing, held);
      if (refusal) return refusal;
      return write(checked, { writing, held, ports });
    },
    async remove(id, expected, writer) {
      if (isInFile(id)) return refuse("managed-by-file");
      const held = await store.find(id);
      if (!held) return refuse("unknown-subscription");
      const refusal = refusalTo({ writer, expected }, held);
      if (refusal || !expected) return refusal ?? refuse("revision-needed");
      const outcome = await store.remove(id, expected);
      if (outcome === "absent") return refuse("unknown-subscription");
      if (outcome === "moved") return refuse("revision-mismatch");
      logger.info({ subscriptionId: id, tokenId: writer.tokenId }, "a subscription was removed");
      return "removed";
    },
  };
}

interface Checked {
  readonly id: string;
  readonly to: readonly string[];
  readonly document: unknown;
  readonly warnings: readonly FieldFault[];
}

function checkDocument(
  { document: written, id: asked }: Writing,
  { check, isInFile }: ManageSubscriptionsPorts,
): Checked | SubscriptionRefusal {
  const { document, fault } = withId(written, asked);
  const faults = fault ? [fault] : check(document);
  const errors = faults.filter(({ level }) => level === "error");
  if (errors.length > 0) return refuse("invalid-subscription", errors);
  const { id, to } = document as Pick<Checked, "id" | "to">;
  return isInFile(id) ? refuse("managed-by-file") : { id, to, document, warnings: faults };
}

function refusalTo(
  { writer, expected }: Pick<Writing, "writer" | "expected">,
  held: StoredSubscription | undefined,
): SubscriptionRefusal | undefined {
  if (!held) return undefined;
  const owner = ownerOf(writer);
  if (owner !== undefined && owner !== held.madeBy) return refuse("not-yours");
  return expected ? undefined : refuse("revision-needed");
}

interface WriteContext {
  readonly writing: Writing;
  readonly held: StoredSubscription | undefined;
  readonly ports: ManageSubscriptionsPorts;
}

/** One that a reader's program began stays one whose addresses must say yes, whoever writes it. */
async function write(
  { id, to, document, warnings }: Checked,
  { writing: { writer, expected }, held, ports }: WriteContext,
): Promise<SubscriptionWritten> {
  const { store, askToConfirm, logger } = ports;
  const madeBy = held ? held.madeBy : ownerOf(writer);
  if (madeBy !== undefined && !askToConfirm) return refuse("no-reader-page");
  const readers = new Set(to.map((address) => address.toLowerCase()));
  const confirmed = (held?.confirmed ?? []).filter((address) => readers.has(address));
  const next = { id, document, madeBy, confirmed };
  const done = await store.put(next, expected ?? { is: "nothing" });
  if (done.outcome === "moved" || done.outcome === "absent") return refuse("revision-mismatch");
  const { outcome, revision } = done;
  const unconfirmed = [...readers].filter(
    (one) => madeBy !== undefined && !confirmed.includes(one),
  );
  if (unconfirmed.length > 0) await askToConfirm?.(id, unconfirmed);
  logger.info({ subscriptionId: id, tokenId: writer.tokenId, outcome }, "a subscription was put");
  return { outcome, id, revision, warnings, unconfirmed };
}

/** With the scope for everybody's subscriptions a token needs no other. */
function ownerOf({ tokenId, scopes }: Writer): string | undefined {
  return scopes.includes("subscriptions:write") ? undefined : tokenId;
}

function withId(
  document: unknown,
  id: string | undefined,
): { readonly document: unknown; readonly fault?: FieldFault } {
  if (id === undefined || document === null || typeof document !== "object") return { document };
  const own: unknown = "id" in document ? document.id : undefined;
  if (own === undefined) return { document: { id, ...document } };
  if (own === id) return { document };
  const message = `the path says ${JSON.stringify(id)}`;
  return { document, fault: { path: "id", message, level: "error" } };
}
