import type { Subscription } from "../model/subscription.ts";
import type { Fault } from "./fault.ts";
import { describeIssue, flattenIssues } from "./issue.ts";
import { subscriptionFaults } from "./subscription-faults.ts";
import { subscriptionSchema } from "./subscription-schema.ts";
import { toSubscription } from "./subscriptions.ts";
import { type Names, openVocabulary } from "./vocabulary.ts";
import type { Path, YamlFile } from "./yaml-file.ts";

/** Something wrong in a document that is no file. */
export interface FieldFault {
  /** `match.0.regions.1`; empty: the whole of it. */
  readonly path: string;
  readonly message: string;
  readonly level: Fault["level"];
}

export interface DocumentReading {
  /** Undefined when any fault is an error. */
  readonly subscription?: Subscription | undefined;
  readonly faults: readonly FieldFault[];
}

/** Reads subscriptions that come as JSON, with the schema and the faults of the files. */
export function openDocumentReader(names: Names): (document: unknown) => DocumentReading {
  const schema = subscriptionSchema(openVocabulary(names));
  return (document) => {
    const parsed = schema.safeParse(document, { error: describeIssue, reportInput: true });
    if (!parsed.success) {
      return {
        faults: flattenIssues(parsed.error.issues).map(({ path, message }) => ({
          path: written(path),
          message,
          level: "error",
        })),
      };
    }
    const located: YamlFile<typeof parsed.data> = { value: parsed.data, fault: faultAtPath };
    const subscription = toSubscription(located, names);
    const faults = subscriptionFaults(located, subscription, names).map(fieldFault);
    return isRefused(faults) ? { faults } : { subscription, faults };
  };
}

export function isRefused(faults: readonly { readonly level: Fault["level"] }[]): boolean {
  return faults.some(({ level }) => level === "error");
}

/** A document has no lines: where a file's fault has its name, this one has its path. */
function faultAtPath(path: Path, message: string, level: Fault["level"] = "error"): Fault {
  return { file: written(path), line: 0, column: 0, message, level };
}

export function fieldFault({ file, message, level }: Fault): FieldFault {
  return { path: file, message, level };
}

function written(path: Path): string {
  return path.map(String).join(".");
}
