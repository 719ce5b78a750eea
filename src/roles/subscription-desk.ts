import { checkTests } from "../config/check-tests.ts";
import {
  type DocumentReading,
  type FieldFault,
  fieldFault,
  openDocumentReader,
} from "../config/subscription-document.ts";
import type { Subscription } from "../model/subscription.ts";
import { manageSubscriptions } from "../pipeline/manage-subscriptions.ts";
import type { StoredSubscription } from "../pipeline/operator-ports.ts";
import { incidentOf, type Knowledge } from "./knowledge.ts";
import type { Service } from "./service.ts";

/** Subscriptions as the API shows and writes them. */
export function subscriptionDesk(service: Service) {
  const { stores, knowledge, subscriptions, logger, clock, settings } = service;
  const ask = async (subscriptionId: string, addresses: readonly string[]): Promise<void> => {
    const now = clock.now();
    for (const address of addresses)
      await stores.confirmations.ask({ subscriptionId, address }, now);
  };
  const store = stores.subscriptions;
  const readerNow = followingReader(() => knowledge.current());
  const show = (stored: StoredSubscription) =>
    showStored(stored, readerNow().read(stored.document));
  const inFiles = () => knowledge.current().subscriptions;
  const manage = manageSubscriptions({
    store,
    logger,
    askToConfirm: settings.publicUrl === undefined ? undefined : ask,
    isInFile: (id) => subscriptions.isInFile(id),
    check: (document) => readerNow().check(document),
  });
  return {
    ...manage,
    async find(id: string) {
      const inFile = inFiles().find((one) => one.id === id);
      if (inFile) return showFile(inFile);
      const stored = await store.find(id);
      return stored && show(stored);
    },
    /** Those of the files among those stored, in the order of ids. */
    async page(cursor: string | undefined, limit: number) {
      const stored = await store.page(cursor, limit + 1);
      const files = inFiles().filter(({ id }) => cursor === undefined || id > cursor);
      const taken = new Set(files.map(({ id }) => id));
      const all = [
        ...files.map(showFile),
        ...stored.subscriptions.filter(({ id }) => !taken.has(id)).map(show),
      ].toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const page = all.slice(0, limit);
      return { subscriptions: page, cursor: all.length > limit ? page.at(-1)?.id : undefined };
    },
  };
}

/** The reader of documents under the configuration in force: made again when that changes. */
function followingReader(current: () => Knowledge) {
  let made = readerFor(current());
  return () => {
    if (made.of !== current()) made = readerFor(current());
    return made;
  };
}

function readerFor(of: Knowledge) {
  const read = openDocumentReader(of.names);
  const evaluate: Parameters<typeof checkTests>[1] = (report) => incidentOf(report, of.read);
  return {
    of,
    read,
    check(document: unknown): readonly FieldFault[] {
      const { subscription, faults } = read(document);
      if (!subscription) return faults;
      const failed = checkTests(subscription, evaluate, of.taxonomy);
      return [...faults, ...failed.map(fieldFault).map(atTest)];
    },
  };
}

/** A test's place is told as `file:line:column`; of a document that is `tests.0:0:0`. */
function atTest(fault: FieldFault): FieldFault {
  return { ...fault, path: fault.path.replace(/:0:0$/, "") };
}

function showFile({ id, name }: Subscription) {
  return { id, managedBy: "file" as const, name, unconfirmed: [], faults: [] };
}

function showStored(stored: StoredSubscription, { subscription, faults }: DocumentReading) {
  const { id, revision, updatedAt, document, madeBy, confirmed } = stored;
  const unconfirmed =
    madeBy === undefined || !subscription
      ? []
      : subscription.to.filter((address) => !confirmed.includes(address.toLowerCase()));
  const name = subscription?.name ?? id;
  return {
    id,
    managedBy: "api" as const,
    revision,
    updatedAt,
    document,
    name,
    unconfirmed,
    faults,
  };
}
