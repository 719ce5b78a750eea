/** Scores the threat half of the classifier on a folder of labelled sets: `node scripts/eval-threat.ts DIR [--errors SET]`. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { detectLanguage } from "../src/classify/text/detect-language.ts";
import { readDocument } from "../src/classify/text/document.ts";
import { createIncidentReader, type Incident } from "../src/classify/threat/read-incident.ts";
import { readActors } from "../src/config/actors.ts";
import { type Fault, formatFault } from "../src/config/fault.ts";
import { readThreats } from "../src/config/threats.ts";
import { slugOf } from "../src/model/threat.ts";

type Row = Record<string, unknown> & { readonly id: string; readonly text: string };

const [folder, flag, errorSet] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node scripts/eval-threat.ts DIR [--errors SET]");
  process.exit(2);
}

const read = openReader();
const maps = JSON.parse(readFileSync(join(folder, "taxonomy.json"), "utf8")) as {
  readonly level2: readonly {
    readonly slug: string;
    readonly case2021_scored_as: string;
    readonly muc4_scored_as: string | null;
  }[];
};
const asCase = new Map(maps.level2.map((one) => [one.slug, one.case2021_scored_as]));
const asMuc = new Map(maps.level2.map((one) => [one.slug, one.muc4_scored_as]));

const started = performance.now();
let letters = 0;
scoreCase();
scoreMuc();
scoreSatp();
scoreCasualties();
scoreFalseAlarms();
scoreAgreement();
scoreHazards();
scoreYesNo("glocon_protest", "protest", (incident) =>
  incident.threats.some(({ type }) => type.startsWith("civil-unrest/")),
);
scoreYesNo("lc720_es", "conflict", (incident) => incident.relevant);
scoreYesNo("ceha", "relevant", (incident) => incident.relevant);
const seconds = (performance.now() - started) / 1000;
console.log(`read at ${Math.round(letters / 4096 / seconds)} reports of 4 KB a second`);

function openReader(): (row: Row) => Incident {
  const faults: Fault[] = [];
  const files = readdirSync("config/threats").map((name) => ({
    path: `config/threats/${name}`,
    text: readFileSync(`config/threats/${name}`, "utf8"),
  }));
  const threats = readThreats(files, faults);
  const actors = readActors(
    { path: "config/actors.yaml", text: readFileSync("config/actors.yaml", "utf8") },
    faults,
  );
  for (const fault of faults) console.error(formatFault(fault));
  if (threats === undefined || actors === undefined) process.exit(2);
  const readIncident = createIncidentReader(threats, actors);
  return ({ title, text, date }) => {
    letters += text.length;
    const heading = typeof title === "string" ? title : undefined;
    const document = readDocument(heading, text);
    const language = detectLanguage(document.text, undefined);
    const publishedAt = typeof date === "string" ? date : undefined;
    return readIncident({ document, language, publishedAt }).incident;
  };
}

function rowsOf(name: string): Row[] {
  const file = readdirSync(folder ?? ".").find((one) => one.startsWith(`${name}.`));
  if (file === undefined || !existsSync(join(folder ?? ".", file))) return [];
  const text = readFileSync(join(folder ?? ".", file), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);
}

function showError(name: string, gold: string, found: string, row: Row): void {
  if (flag === "--errors" && errorSet === name && gold !== found) {
    console.log(`${gold} <- ${found}\t${row.id}\t${row.text.slice(0, 400).replaceAll("\n", " ")}`);
  }
}

interface Tally {
  right: number;
  said: number;
  gold: number;
}

function f1({ right, said, gold }: Tally): number {
  return said + gold === 0 ? 0 : (2 * right) / (said + gold);
}

function tallyOf(tallies: Map<string, Tally>, label: string): Tally {
  const tally = tallies.get(label) ?? { right: 0, said: 0, gold: 0 };
  tallies.set(label, tally);
  return tally;
}

function scoreCase(): void {
  const rows = rowsOf("case2021");
  const tallies = new Map<string, Tally>();
  for (const row of rows) {
    const gold = String(row["label"]);
    const primary = read(row).threats[0];
    const found = primary === undefined ? "-" : (asCase.get(slugOf(primary.type)) ?? "-");
    tallyOf(tallies, gold).gold += 1;
    tallyOf(tallies, found).said += 1;
    if (gold === found) tallyOf(tallies, gold).right += 1;
    showError("case2021", gold, found, row);
  }
  const weighted = [...tallies.values()].reduce((sum, one) => sum + one.gold * f1(one), 0);
  console.log(`case2021     weighted F1 ${percent(weighted / rows.length)}`);
  if (flag === "--labels") {
    for (const [label, tally] of tallies) console.log(`  ${label} ${percent(f1(tally))}`, tally);
  }
}

function scoreMuc(): void {
  const total: Tally = { right: 0, said: 0, gold: 0 };
  const relevance: Tally = { right: 0, said: 0, gold: 0 };
  const each = new Map<string, Tally>();
  const scored = ["ATTACK", "BOMBING", "KIDNAPPING", "ARSON"];
  for (const row of rowsOf("muc4")) {
    const gold = new Set(row["types"] as string[]);
    const optional = new Set(row["types_optional"] as string[]);
    const incident = read(row);
    const found = new Set(incident.threats.map(({ type }) => asMuc.get(slugOf(type)) ?? ""));
    for (const label of scored) {
      if (optional.has(label) && !gold.has(label)) continue;
      for (const tally of [total, tallyOf(each, label)])
        count(tally, gold.has(label), found.has(label));
    }
    const relevantGold = gold.size > 0;
    if (!relevantGold && optional.size > 0) continue;
    count(relevance, relevantGold, incident.relevant);
    showError("muc4", [...gold].join("+"), [...found].join("+"), row);
  }
  const parts = [...each].map(([label, tally]) => `${label} ${percent(f1(tally))}`).join(" ");
  console.log(
    `muc4         micro F1 ${percent(f1(total))} (${parts}); relevance F1 ${percent(f1(relevance))}`,
  );
}

function count(tally: Tally, gold: boolean, said: boolean): void {
  if (gold) tally.gold += 1;
  if (said) tally.said += 1;
  if (gold && said) tally.right += 1;
}

function scoreSatp(): void {
  const groups: Readonly<Record<string, readonly string[]>> = {
    "armed-assault": ["armed-assault", "armed-clash"],
    "bombing-explosion": ["bombing", "suicide-bombing", "grenade-attack"],
    kidnapping: ["kidnapping"],
  };
  const each = new Map<string, Tally>();
  for (const row of rowsOf("satp")) {
    const gold = new Set(row["types"] as string[]);
    const found = new Set(read(row).threats.map(({ type }) => slugOf(type)));
    for (const [label, slugs] of Object.entries(groups)) {
      count(
        tallyOf(each, label),
        gold.has(label),
        slugs.some((one) => found.has(one)),
      );
    }
  }
  console.log(
    `satp         F1 ${[...each].map(([label, one]) => `${label} ${percent(f1(one))}`).join(" ")}`,
  );
}

function scoreCasualties(): void {
  const rows = rowsOf("casualties_gva");
  let killed = 0;
  let injured = 0;
  for (const row of rows) {
    const { casualties } = read(row);
    const gold = [Number(row["n_killed"]), Number(row["n_injured"])];
    if ((casualties.killed ?? 0) === gold[0]) killed += 1;
    if ((casualties.injured ?? 0) === gold[1]) injured += 1;
    showError("gva", gold.join("/"), `${casualties.killed ?? 0}/${casualties.injured ?? 0}`, row);
  }
  console.log(
    `gva          killed exact ${percent(killed / rows.length)} injured exact ${percent(injured / rows.length)}`,
  );
}

function scoreFalseAlarms(): void {
  const groups = new Map<string, { rows: number; relevant: number }>();
  for (const row of rowsOf("news_topics")) {
    const label = `${String(row["lang"])} ${String(row["label"])}`;
    const group = groups.get(label) ?? { rows: 0, relevant: 0 };
    const incident = read(row);
    group.rows += 1;
    if (incident.relevant) group.relevant += 1;
    groups.set(label, group);
    if (incident.relevant) {
      const told = incident.threats.map(
        ({ type, evidence }) => `${type} "${evidence[0]?.text ?? ""}"`,
      );
      showError("news", label, told.join(" "), row);
    }
  }
  for (const [label, { rows, relevant }] of groups) {
    console.log(`news_topics  ${label}: ${percent(relevant / rows)} of ${rows} called relevant`);
  }
}

function scoreAgreement(): void {
  const bySentence = new Map<string, boolean[]>();
  const gold: Tally = { right: 0, said: 0, gold: 0 };
  for (const row of rowsOf("un_relevance")) {
    const { relevant } = read(row);
    count(gold, row["relevant"] === true, relevant);
    const key = String(row["split_key"]);
    bySentence.set(key, [...(bySentence.get(key) ?? []), relevant]);
  }
  const same = [...bySentence.values()].filter((said) => new Set(said).size === 1).length;
  console.log(
    `un_relevance same in all languages ${percent(same / bySentence.size)}; F1 ${percent(f1(gold))}`,
  );
}

function scoreHazards(): void {
  const any: Tally = { right: 0, said: 0, gold: 0 };
  for (const row of rowsOf("drm_hazards")) {
    const gold = (row["hazards"] as string[]).length > 0;
    const said = read(row).threats.some(({ type }) => type.startsWith("hazards/"));
    count(any, gold, said);
    showError("drm", String(gold), String(said), row);
  }
  console.log(`drm_hazards  any-hazard F1 ${percent(f1(any))}`);
}

function scoreYesNo(name: string, field: string, said: (incident: Incident) => boolean): void {
  const tally: Tally = { right: 0, said: 0, gold: 0 };
  for (const row of rowsOf(name)) {
    const found = said(read(row));
    count(tally, row[field] === true, found);
    showError(name, String(row[field]), String(found), row);
  }
  console.log(
    `${name.padEnd(12)} F1 ${percent(f1(tally))} (${tally.right} of ${tally.gold}, said ${tally.said})`,
  );
}

function percent(share: number): string {
  return share.toFixed(3);
}
