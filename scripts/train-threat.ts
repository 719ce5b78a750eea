/**
 * Learns the weights of the threat reader from labelled sets: `node scripts/train-threat.ts DIR`
 * writes data/threat-model.json.gz. With `--cross-validate` nothing is written: five times the
 * weights are learned without a fifth of the rows, that fifth is read with them, and the table
 * of `tocsin eval` is printed from the answers.
 */
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

import { readConfigFolder } from "#src/adapters/files/config-folder.ts";
import {
  readGazetteerData,
  readLanguageData,
  readStoryModelData,
} from "#src/adapters/files/data-files.ts";
import { readLabelledSets } from "#src/adapters/files/labelled-sets.ts";
import { type Classifier, createClassifier } from "#src/classify/classify.ts";
import { openGazetteer } from "#src/classify/place/gazetteer.ts";
import { languageDetector } from "#src/classify/text/detect-language.ts";
import { openLanguageModel } from "#src/classify/text/language-model.ts";
import { openModel } from "#src/classify/threat/learned/linear-model.ts";
import { NameNumbers } from "#src/classify/threat/name-numbers.ts";
import { readActors } from "#src/config/actors.ts";
import { type Fault, formatFault } from "#src/config/fault.ts";
import { readThreats } from "#src/config/threats.ts";
import { formatFigures } from "#src/evaluate/format-figures.ts";
import { threatScorers } from "#src/evaluate/threat-scorers.ts";
import type { ThreatModelData } from "#src/model/threat-model.ts";
import { parseStoryModel } from "#src/relate/story-model.ts";

import { foldOf } from "./train-threat/fold-of.ts";
import { readExamples, readRows, WRITTEN } from "./train-threat/labels.ts";
import { leadQuestions } from "./train-threat/lead-questions.ts";
import { sampleReader } from "./train-threat/read-sample.ts";
import { type Sample, trainTables } from "./train-threat/train-model.ts";

const FOLDS = 5;
const OUT = new URL("../data/threat-model.json.gz", import.meta.url);

const [dir, flag] = process.argv.slice(2);
if (dir === undefined || (flag !== undefined && flag !== "--cross-validate")) {
  console.error("usage: node scripts/train-threat.ts DIR [--cross-validate]");
  process.exit(2);
}

const faults: Fault[] = [];
const folder = await readConfigFolder("config");
const threats = readThreats(folder.threats, faults);
const actors = folder.actors && readActors(folder.actors, faults);
for (const fault of faults) console.error(formatFault(fault));
if (threats === undefined || actors === undefined) process.exit(2);

const sets = await readLabelledSets(dir);
const questions = leadQuestions(sets);
const detectLanguage = languageDetector(openLanguageModel(await readLanguageData()));
const numbers = new NameNumbers();
const readSample = sampleReader(threats, detectLanguage, numbers);
const samples = [...readRows(sets), ...(await readExamples())].flatMap(
  (row) => readSample(row) ?? [],
);

if (flag === "--cross-validate") {
  const gazetteer = openGazetteer(await readGazetteerData());
  const stories = parseStoryModel(await readStoryModelData());
  const byText = new Map<string, number>();
  const classifiers: Classifier[] = [];
  for (const { row } of samples) byText.set(row.text, foldOf(row, FOLDS, "outer"));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = samples.filter(
      ({ row }) => row.set === WRITTEN || foldOf(row, FOLDS, "outer") !== fold,
    );
    const model = openModel(modelOf(others));
    classifiers.push(
      createClassifier({ gazetteer, detectLanguage, threats: { ...threats, model }, actors }),
    );
    console.error(`fold ${fold + 1} of ${FOLDS}: learned from ${others.length} reports`);
  }
  const [first] = classifiers;
  if (first === undefined) process.exit(1);
  const classify: Classifier = (report, hints) =>
    (classifiers[byText.get(report.text) ?? 0] ?? first)(report, hints);
  const figures = threatScorers.flatMap((scorer) =>
    scorer.score(sets, { classify, gazetteer, stories }),
  );
  console.log(formatFigures(figures));
} else {
  const packed = gzipSync(JSON.stringify(modelOf(samples)), { level: 9 });
  await writeFile(OUT, packed);
  console.error(`${samples.length} reports, ${packed.length} bytes`);
}

function modelOf(from: readonly Sample[]): ThreatModelData {
  const bySet = Map.groupBy(from, ({ row }) => row.set);
  return {
    trainedOn: Temporal.Now.plainDateISO("UTC").toString(),
    sets: [...bySet].map(([name, rows]) => ({
      name,
      rows: rows.length,
      sha256: createHash("sha256")
        .update(rows.map(({ row }) => row.text).join("\n"))
        .digest("hex"),
    })),
    ...trainTables(from, questions, numbers),
  };
}
