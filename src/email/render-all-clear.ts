import { Eta } from "eta";

import { count } from "../model/count.ts";
import type { AllClear } from "../model/digest.ts";
import type { RenderedMail } from "../model/mail.ts";
import { oneLine, shorten } from "./clean-text.ts";
import { LATE } from "./describe-digest.ts";
import { sayClockOf, sayWindow } from "./describe-time.ts";
import { type Footer, wayOut } from "./footer.ts";
import type { MailFrame } from "./mail-frame.ts";
import { headersFor } from "./mail-headers.ts";
import { STYLE } from "./mail-style.ts";
import { neutralSubject } from "./subject.ts";
import { ALL_CLEAR } from "./templates/all-clear.ts";
import { tlpLabel } from "./tlp-ceiling.ts";
import { wrapText } from "./wrap-text.ts";

interface AllClearView extends Pick<Footer, "change" | "changeLink"> {
  readonly name: string;
  readonly tlp?: string | undefined;
  readonly title: string;
  readonly period: string;
  readonly late?: string | undefined;
  readonly verdict: string;
  readonly watched: string;
  readonly rules: readonly string[];
  readonly more?: string | undefined;
  readonly origin: string;
  readonly made: string;
}

const LONGEST_SUBJECT = 78;
const LONGEST_RULE = 160;
const MOST_RULES = 40;
const ORIGIN =
  "Compiled automatically: nothing was found in what was read, which is not that nothing happened.";

const eta = new Eta({ autoEscape: true });
const page = eta.compile(ALL_CLEAR);

/** The mail that says what was watched, where nothing was found. */
export function renderAllClear(mail: AllClear, frame: MailFrame): RenderedMail {
  const view = describeAllClear(mail, frame);
  const subject = mail.mail.subject === "neutral" ? neutralSubject(mail) : subjectOf(view);
  return {
    messageId: `<${mail.id}@${frame.listDomain}>`,
    date: mail.sealedAt,
    subject,
    from: { name: oneLine(frame.from.name), address: frame.from.address },
    to: { name: "", address: mail.delivery.address },
    headers: headersFor(mail, frame),
    text: writeText(view),
    ...(mail.mail.format === "html" && {
      html: eta.render(page, { ...view, subject, style: STYLE }),
    }),
  };
}

function subjectOf({ tlp, title, name }: AllClearView): string {
  const said = [tlp && `[${tlp}]`, `${title}: ${name}`].filter((part) => part !== undefined);
  return shorten(said.join(" "), LONGEST_SUBJECT);
}

function describeAllClear(mail: AllClear, frame: MailFrame): AllClearView {
  const { watched, window, timezone, sealedAt, late } = mail;
  const { reports, sources } = watched;
  const rules = watched.rules.map((rule) => shorten(oneLine(rule), LONGEST_RULE));
  const heard = reports > 0;
  return {
    name: oneLine(mail.subscriptionName),
    tlp: mail.mail.tlp && tlpLabel(mail.mail.tlp),
    // Silence of the sources is no good news, and must not look like it.
    title: heard ? "All clear" : "Nothing was heard",
    period: `${sayWindow(window, timezone)} ${sayClockOf(timezone, sealedAt)}`,
    late: late ? LATE : undefined,
    verdict: heard
      ? "Nothing that your rules ask for was reported."
      : "No source sent a report: this is no all-clear. Ask who runs this service.",
    watched: `${count(reports, "report")} from ${count(sources, "source")} read, against ${count(rules.length, "rule")}:`,
    rules: rules.slice(0, MOST_RULES),
    more: rules.length > MOST_RULES ? `and ${rules.length - MOST_RULES} more` : undefined,
    origin: ORIGIN,
    made: `Mail ${mail.id}, classifier ${oneLine(frame.classifierVersion)}.`,
    ...wayOut(frame),
  };
}

function writeText(view: AllClearView): string {
  const { change, changeLink } = view;
  const head = [view.tlp, wrapText(`${view.name}: ${view.title}`), wrapText(view.period)];
  head.push(view.late && wrapText(view.late), wrapText(view.verdict));
  const rules = [wrapText(view.watched), ...view.rules.map((rule) => wrapText(rule, "- "))];
  if (view.more !== undefined) rules.push(`- ${view.more}`);
  const foot = ["-- ", wrapText(view.origin), wrapText(view.made)];
  foot.push(changeLink === undefined ? wrapText(change) : `${change}:\n${changeLink.url}`);
  const blocks = [head, rules, foot].map((lines) =>
    lines.filter((line) => line !== undefined).join("\n"),
  );
  return `${blocks.join("\n\n")}\n`;
}
