import { count } from "../model/count.ts";
import type { DigestItem, HeldBack, HoldReason } from "../model/digest.ts";
import { capitalise, oneLine } from "./clean-text.ts";
import type { PlaceName } from "./describe-place.ts";
import { sayType } from "./describe-threat.ts";
import { sayInstant } from "./describe-time.ts";
import type { ReaderDigest } from "./tlp-ceiling.ts";

type Told = Omit<ReaderDigest, "withheld">;

const SPANS: Readonly<Record<number, string>> = {
  1: "a second",
  60: "a minute",
  3600: "an hour",
  86_400: "a day",
};

/** What was held back from the reader until this mail, and why; a line for each reason. */
export function sayHolds(digest: Told): string[] {
  const { held, skipped, beyond, timezone } = digest;
  const lines = [
    held && sayQuiet(digest, held),
    held && sayStorm(digest, held),
    sayUnconfirmed(digest),
    held && sayWithdrawn(held),
    skipped &&
      `${count(skipped.count, "older incident")} left out: the service was down for long and catches up from ${sayInstant(skipped.before, timezone)} on.`,
    beyond &&
      `${count(beyond.count, "incident")} more left out, ${beyond.severity === "unknown" ? "none of them rated" : `${beyond.severity} at worst`}: one mail holds no more, and takes the worst.`,
  ];
  return lines.filter((line) => line !== undefined);
}

function sayQuiet(digest: Told, { quiet }: HeldBack): string | undefined {
  const waited = waitedFor("quiet-hours", digest);
  if (!quiet || waited === 0) return undefined;
  return `${count(waited, "item")} waited for the end of your quiet hours (${quiet.from} to ${quiet.to}).`;
}

function sayStorm(digest: Told, { limit }: HeldBack): string | undefined {
  if (!limit) return undefined;
  const span = SPANS[limit.perSeconds] ?? `${limit.perSeconds} seconds`;
  return `${count(waitedFor("mail-limit", digest), "item")} gathered here: more came than your limit of ${count(limit.count, "mail")} in ${span}.`;
}

function sayUnconfirmed(digest: Told): string | undefined {
  const waited = waitedFor("second-source", digest);
  if (waited === 0) return undefined;
  const leftOut = digest.followUp ? "left out of your last digest " : "";
  return `${count(waited, "item")} ${leftOut}waited for a second independent source, as so many readers would have had it.`;
}

function sayWithdrawn({ withdrawn }: HeldBack): string | undefined {
  if (withdrawn === 0) return undefined;
  const one = "more that waited was withdrawn meanwhile: it is";
  const many = "more that waited were withdrawn meanwhile: they are";
  return `${count(withdrawn, one, many)} left out.`;
}

function waitedFor(why: HoldReason, { items }: Told): number {
  return items.filter(({ heldBy }) => heldBy === why).length;
}

/** A storm at a glance, the worst first: `Mali: 4 shelling, 1 abduction`. */
export function sumUp(items: readonly DigestItem[], placeName: PlaceName): string[] {
  const byCountry = Map.groupBy(items, ({ incident: { classification } }) =>
    classification.country === null
      ? "Place not known"
      : oneLine(placeName(classification.country)),
  );
  return [...byCountry].map(([country, own]) => {
    const byType = Map.groupBy(own, ({ incident }) => sayType(incident.classification));
    const types = [...byType].map(([type, those]) => `${those.length} ${type}`);
    return `${capitalise(country)}: ${types.join(", ")}`;
  });
}
