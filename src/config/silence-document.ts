import { z } from "zod";

import type { Silence } from "../model/silence.ts";
import { clausesShape } from "./clauses-schema.ts";
import { describeIssue, flattenIssues } from "./issue.ts";
import { ID, LABEL, patterned } from "./named.ts";
import type { FieldFault } from "./subscription-document.ts";
import { toClauses } from "./subscriptions.ts";
import { ANY_NAME, type Names, openVocabulary, type Vocabulary } from "./vocabulary.ts";

/** A silence that nobody would remember is a filter: write it into the rules. */
const LONGEST_DAYS = 366;

const instant = z.string().refine(isInstant, {
  error: ({ input }) => `${JSON.stringify(input)} is not an instant such as 2027-01-31T18:00:00Z`,
});

export function silenceSchema(vocabulary: Vocabulary = ANY_NAME) {
  return z
    .strictObject({
      match: z
        .strictObject(clausesShape(vocabulary))
        .optional()
        .meta({ description: "All of these, as in a rule; any incident without it." }),
      subscriptions: z
        .array(ID)
        .min(1)
        .optional()
        .meta({ description: "Only for these subscriptions." }),
      deliveries: z
        .array(patterned(/^[a-z0-9-]{1,64}\.[a-z0-9-]+\.[0-9a-f]{10}$/, "the id of a delivery"))
        .min(1)
        .optional()
        .meta({ description: "Only for these deliveries: subscription.kind.address-hash." }),
      reason: LABEL.meta({ description: "Why, for whoever asks what is missing." }),
      author: LABEL.optional().meta({ description: "Who; the token's id without it." }),
      startsAt: instant.optional().meta({ description: "RFC 3339; at once without it." }),
      endsAt: instant.meta({ description: "RFC 3339; there is no silence without an end." }),
    })
    .meta({ title: "tocsin silence", description: "What is not told for a while, and why." });
}

type WrittenSilence = z.output<ReturnType<typeof silenceSchema>>;

export interface SilenceReading {
  readonly silence?: Omit<Silence, "id"> | undefined;
  readonly faults: readonly FieldFault[];
}

/** Reads silences under these names; `now` and `author` stand where a document does not say. */
export function openSilenceReader(names: Names) {
  const schema = silenceSchema(openVocabulary(names));
  return (
    document: unknown,
    { now, author }: { readonly now: Temporal.Instant; readonly author: string },
  ): SilenceReading => {
    const parsed = schema.safeParse(document, { error: describeIssue, reportInput: true });
    if (!parsed.success) {
      const faults = flattenIssues(parsed.error.issues).map(({ path, message }) =>
        fault(path.map(String).join("."), message),
      );
      return { faults };
    }
    const { match, startsAt = now.toString(), ...rest } = parsed.data;
    const silence = {
      ...rest,
      author: rest.author ?? author,
      startsAt,
      match: match && toClauses(match, names),
    };
    const faults = faultsOfSense(parsed.data, startsAt);
    return faults.length > 0 ? { faults } : { silence, faults };
  };
}

function faultsOfSense(
  { match, subscriptions, deliveries, endsAt }: WrittenSilence,
  startsAt: string,
): FieldFault[] {
  const faults: FieldFault[] = [];
  const says = match && Object.values(match).some((clause) => clause !== undefined);
  if (!says && !subscriptions && !deliveries) {
    faults.push(fault("match", "it would silence everything: say what, or for whom"));
  }
  const [from, to] = [Temporal.Instant.from(startsAt), Temporal.Instant.from(endsAt)];
  if (Temporal.Instant.compare(from, to) >= 0) faults.push(fault("endsAt", "not after its start"));
  if (to.since(from).total("hours") > LONGEST_DAYS * 24) {
    faults.push(fault("endsAt", `more than ${LONGEST_DAYS} days: write an unless into the rules`));
  }
  return faults;
}

function fault(path: string, message: string): FieldFault {
  return { path, message, level: "error" };
}

function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}
