import type { Schedule, SourcesClause, Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import { coversRule } from "./covers.ts";
import { encryptionFaults } from "./encryption-faults.ts";
import type { Fault } from "./fault.ts";
import type { WrittenSubscription } from "./subscription-schema.ts";
import { didYouMean } from "./suggest.ts";
import type { Names } from "./vocabulary.ts";
import type { Path, YamlFile } from "./yaml-file.ts";

/** What is wrong with a subscription whose every value is right by itself. */
export function subscriptionFaults(
  yaml: YamlFile<WrittenSubscription>,
  subscription: Subscription,
  { taxonomy, sourceIds, keys }: Pick<Names, "taxonomy" | "sourceIds" | "keys">,
): Fault[] {
  return [
    ...repeatedAddresses(yaml),
    ...encryptionFaults(yaml, keys),
    ...ruleFaults(yaml, subscription, taxonomy),
    ...sourceFaults(yaml, sourceIds),
    ...wideningFaults(yaml),
    ...deliveryFaults(yaml, subscription),
    ...testFaults(yaml, subscription),
    ...warnings(yaml),
    ...idleRules(yaml, subscription, taxonomy),
  ];
}

function repeatedAddresses({ value: { to }, fault }: YamlFile<WrittenSubscription>): Fault[] {
  const plain = to.map((address) => address.toLowerCase());
  return plain.flatMap((address, at) =>
    plain.indexOf(address) === at
      ? []
      : [fault(["to", at], `${JSON.stringify(to[at])} stands here twice`)],
  );
}

/** Rules that share a name, and rules whose exceptions leave nothing of them. */
function ruleFaults(
  yaml: YamlFile<WrittenSubscription>,
  subscription: Subscription,
  taxonomy: Taxonomy,
): Fault[] {
  const { match, unless } = subscription;
  const names = match.map(({ name }) => name);
  return match.flatMap((rule, at) => {
    const path = ["match", at];
    const faults: Fault[] = [];
    const quoted = JSON.stringify(rule.name);
    if (names.indexOf(rule.name) !== at) {
      faults.push(yaml.fault([...path, "name"], `a second rule is named ${quoted}`));
    }
    if (rule.unless.some((exception) => coversRule(exception, rule, taxonomy))) {
      faults.push(
        yaml.fault([...path, "unless"], `${quoted} can never match: its unless covers all of it`),
      );
    }
    if (unless.some((exception) => coversRule(exception, rule, taxonomy))) {
      faults.push(
        yaml.fault(path, `${quoted} can never match: the subscription's unless covers all of it`),
      );
    }
    return faults;
  });
}

/** What widens the places of a rule that asks for none does nothing. */
function wideningFaults({ value, fault }: YamlFile<WrittenSubscription>): Fault[] {
  return value.match.flatMap(({ regions, near, mentions, ambiguous }, at) => {
    if (regions || near) return [];
    const faults: Fault[] = [];
    const says = (key: string) =>
      fault(["match", at, key], `${key} widens regions or near, and this rule has neither`);
    if (mentions) faults.push(says("mentions"));
    if (ambiguous === "include" || ambiguous === "flag") faults.push(says("ambiguous"));
    return faults;
  });
}

function sourceFaults(
  { value, fault }: YamlFile<WrittenSubscription>,
  sourceIds: readonly string[] | undefined,
): Fault[] {
  return value.match.flatMap(({ sources }, at) => {
    if (!sources) return [];
    const { anyOf, not = [], atLeast = 1, unlessSeverity } = sources;
    // One source is enough for what is grave, so that the rule can match.
    const needed = unlessSeverity === undefined ? atLeast : 1;
    const never = neverHeard({ anyOf, not, atLeast: needed }, sourceIds);
    return never === undefined
      ? []
      : [fault(["match", at, "sources"], `the rule can never match: ${never}`)];
  });
}

function neverHeard(
  { anyOf, not, atLeast }: SourcesClause,
  sourceIds: readonly string[] | undefined,
): string | undefined {
  const heard = (anyOf ?? sourceIds)?.filter((source) => !not.includes(source));
  if (!heard) return undefined;
  if (heard.length === 0) return 'its "not" leaves no source to be heard';
  return new Set(heard).size < atLeast
    ? `${atLeast} sources are asked for and ${heard.length} can be heard`
    : undefined;
}

/** Each delivery has a memory of its own: two at one time would send the same mail twice. */
function deliveryFaults(
  { fault }: YamlFile<WrittenSubscription>,
  { deliver }: Subscription,
): Fault[] {
  return deliver.flatMap((schedule, at) => {
    const repeats = deliver.slice(0, at).some((earlier) => coincide(earlier, schedule));
    if (!repeats) return [];
    const advice =
      schedule.kind === "immediately"
        ? "write one immediately: the milder severity covers the worse"
        : "an earlier delivery is sent at the same time: readers would get the same mail twice";
    return [fault(["deliver", at], advice)];
  });
}

function coincide(one: Schedule, other: Schedule): boolean {
  if (one.kind !== "at" || other.kind !== "at") return one.kind === other.kind;
  return one.time === other.time && one.days.some((day) => other.days.includes(day));
}

function testFaults(
  { value, fault }: YamlFile<WrittenSubscription>,
  { match, deliver }: Subscription,
): Fault[] {
  const rules = match.map(({ name }) => name);
  const kinds = new Set(deliver.map(({ kind }) => kind));
  return (value.tests ?? []).flatMap(({ expect }, at) => {
    if (expect === "none") return [];
    const { rule, delivery } = expect;
    const path = ["tests", at, "expect"];
    const faults: Fault[] = [];
    if (rule !== undefined && !rules.includes(rule)) {
      faults.push(
        fault(
          [...path, "rule"],
          `no rule is named ${JSON.stringify(rule)}${didYouMean(rule, rules)}`,
        ),
      );
    }
    if (delivery !== undefined && !kinds.has(delivery)) {
      faults.push(fault([...path, "delivery"], `deliver holds nothing that is sent ${delivery}`));
    }
    return faults;
  });
}

/** Rules that let everything pass, and rules that add nothing to another. */
function idleRules(
  { fault }: YamlFile<WrittenSubscription>,
  { match }: Subscription,
  taxonomy: Taxonomy,
): Fault[] {
  return match.flatMap((rule, at) => {
    const warn = (message: string) => [fault(["match", at], message, "warning")];
    const quoted = JSON.stringify(rule.name);
    if (coversRule(rule, {}, taxonomy)) {
      return warn(
        `${quoted} asks for nothing that an incident may lack: it matches every incident`,
      );
    }
    const wider = match.find(
      (other, place) =>
        place !== at &&
        other.unless.length === 0 &&
        coversRule(other, rule, taxonomy) &&
        // Of two that ask for the same, the later is the idle one.
        (place < at || rule.unless.length > 0 || !coversRule(rule, other, taxonomy)),
    );
    return wider
      ? warn(`${quoted} adds nothing: ${JSON.stringify(wider.name)} hears of all of it`)
      : [];
  });
}

/** What is accepted and yet will not do what its writer may expect. */
function warnings({ value, fault }: YamlFile<WrittenSubscription>): Fault[] {
  const { quiet, deliver } = value;
  const found: Fault[] = [];
  const warn = (path: Path, message: string) => found.push(fault(path, message, "warning"));
  if (quiet && !deliver.some((delivery) => "immediately" in delivery)) {
    warn(["quiet"], "quiet hours only hold back immediate mail, and there is none");
  }
  return found;
}
