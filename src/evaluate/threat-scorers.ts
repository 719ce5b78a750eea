import { mucTypes, satpTypes } from "./attack-types.ts";
import { caseLabels } from "./case-labels.ts";
import { casualtyFigures } from "./casualty-figures.ts";
import { falseAlarms } from "./false-alarms.ts";
import { languageAgreement } from "./language-agreement.ts";
import type { Scorer } from "./scorer.ts";
import { yesNoSets } from "./yes-no-sets.ts";

/** What kind of incident, how many hurt, and whether there is one at all. */
export const threatScorers: readonly Scorer[] = [
  caseLabels,
  mucTypes,
  satpTypes,
  casualtyFigures,
  falseAlarms,
  languageAgreement,
  ...yesNoSets,
];
