#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

import { Command, CommanderError } from "commander";

import type { Terminal } from "./cli/terminal.ts";
import { ConfigError } from "./model/failure.ts";
import { VERSION } from "./roles/version.ts";

// Beside the packages, as nobody but who may change these can write there. Where that is nobody, it is done without.
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/tocsin", import.meta.url)));

/** Aborts on the first SIGINT or SIGTERM; a second one ends the process at once, as is usual. */
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => stop.abort(signal));
}

// `tocsin ... | head` closes the pipe early: that is not a fault of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  // A service that can log no more still drains; a command has nobody left to talk to.
  if (process.argv[2] === "serve") stop.abort("EPIPE");
  else process.exit(0);
});

const terminal: Terminal = {
  env: process.env,
  stop: stop.signal,
  readSecretFile: (path) => readFileSync(path, "utf8"),
  out: (text) => void process.stdout.write(`${text}\n`),
  talk: (text) => void process.stderr.write(`${text}\n`),
  isTerminal: process.stderr.isTTY,
};

/** Commands are loaded when they are run, so that `classify` does not wait for a web server. */
function commands(program: Command): void {
  program
    .command("serve")
    .description("run the service until SIGTERM or SIGINT, then drain")
    .option("--roles <list>", "api, ingest, notifier (default: TOCSIN_ROLES, else all)")
    .addHelpText(
      "after",
      "\nExample:\n  REDIS_URL=redis://127.0.0.1:6379 tocsin serve --roles api,ingest",
    )
    .action(async (options) => (await import("./cli/serve.ts")).serve(options, terminal));

  program
    .command("demo")
    .description("the whole thing on sample reports, with a Redis and a mailbox of its own")
    .option("--exit", "end when the digests have arrived")
    .action(async (options) => (await import("./cli/demo.ts")).demo(options, terminal));

  program
    .command("check")
    .description(
      "every fault in a configuration folder at once, and when each delivery is due next",
    )
    .argument("[dir]", "configuration folder (default: TOCSIN_CONFIG_DIR, else config)")
    .option("--json", "faults and due times as JSON")
    .action(async (dir, options) => (await import("./cli/check.ts")).check(dir, options, terminal));

  program
    .command("classify")
    .description("sort reports without storing them")
    .argument("[file...]", ".txt, .json (a report), or - for standard input")
    .option("--jsonl", "one report a line in, one result a line out")
    .option("--json", "the whole classification as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  tocsin classify report.txt\n  tocsin classify --jsonl < reports.jsonl > sorted.jsonl",
    )
    .action(async (files, options) =>
      (await import("./cli/classify.ts")).classify(files, options, terminal),
    );

  program
    .command("relate")
    .description("which reports tell one event, and why; nothing is stored")
    .argument("[file...]", "reports in JSON lines, in the order they came; - for standard input")
    .option("--jsonl", "one result a line (the only form there is)")
    .addHelpText("after", "\nExample:\n  tocsin relate --jsonl < reports.jsonl > related.jsonl")
    .action(async (files) => (await import("./cli/relate.ts")).relate(files, terminal));

  program
    .command("explain")
    .description("who would get a report and by which rule, and who would not and why")
    .argument("[file]", ".txt, .json (a report), or - for standard input")
    .option("--incident <id>", "a stored incident instead of a file")
    .option("--subscription <id>", "this one only")
    .option("--json", "the traces as JSON")
    .action(async (file, options) =>
      (await import("./cli/explain.ts")).explain(file, options, terminal),
    );

  program
    .command("backtest")
    .description("what a changed configuration would have sent, beside the present one")
    .argument("<dir>", "the changed configuration folder")
    .option("--last <days>", "how much of the log", "30d")
    .option("--reports <file>", "reports in JSON lines instead of the stored log")
    .option("--most <items>", "items a day above which a subscription is warned of", Number, 50)
    .option("--json", "the comparison as JSON")
    .addHelpText(
      "after",
      "\nExit code: 0 nothing to warn of, 1 a warning, 2 a fault in a configuration.\nExample:\n  tocsin backtest ../changed --last 7d",
    )
    .action(async (dir, options) =>
      (await import("./cli/backtest.ts")).backtest(dir, options, terminal),
    );

  program
    .command("preview")
    .description("a digest as .eml, .html, .txt and .png, sent to nobody")
    .argument("<subscription>", "its id")
    .option("--from <instant>", "RFC 3339 (default: a day before --to)")
    .option("--to <instant>", "RFC 3339 (default: now)")
    .option("--out <dir>", "where to write", "preview")
    .option("--reports <file>", "reports in JSON lines instead of the stored log")
    .action(async (id, options) =>
      (await import("./cli/preview.ts")).preview(id, options, terminal),
    );

  program
    .command("send")
    .description("sign reports and post them to a tocsin")
    .argument("<file...>", ".json, .jsonl or .txt")
    .requiredOption("--url <url>", "such as http://127.0.0.1:8080")
    .requiredOption("--source <id>", "one of sources.yaml; its secret comes from the environment")
    .option("--rate <n>", "reports a second at most", Number)
    .option("--rejects <file>", "where refused reports are written", "rejects.jsonl")
    .addHelpText(
      "after",
      "\nRunning it again continues: what was accepted is answered as a duplicate.",
    )
    .action(async (files, options) =>
      (await import("./cli/send.ts")).send(files, options, terminal),
    );

  const gazetteer = program
    .command("gazetteer")
    .description("places of your own, besides those shipped");
  gazetteer
    .command("add")
    .description("the populated places of GeoNames country dumps, such as SY.txt")
    .argument("<file...>", "as download.geonames.org/export/dump has them, unzipped")
    .action(async (files) => (await import("./cli/gazetteer.ts")).addToGazetteer(files, terminal));
  gazetteer
    .command("list")
    .description("what was added")
    .action(async () => (await import("./cli/gazetteer.ts")).listGazetteer(terminal));

  program
    .command("eval")
    .description("score the classifier on labelled sets, each by its own measure")
    .argument("<dir>", "folder of NAME.HALF.jsonl files, such as toponyms.dev.jsonl")
    .option("--json", "the figures as JSON")
    .action(async (dir, options) =>
      (await import("./cli/eval.ts")).evaluate(dir, options, terminal),
    );

  const dead = program
    .command("dead")
    .description("dead letters: reports set aside, digests rejected or in doubt");
  for (const verb of ["list", "show", "replay", "drop"] as const) {
    const command = dead.command(verb).option("--json", "as JSON");
    if (verb !== "list") command.argument("<id>", "as `dead list` prints it");
    command.action(async (...given) => {
      const id = verb === "list" ? undefined : String(given[0]);
      const options = command.opts<{ json?: boolean }>();
      return (await import("./cli/dead.ts")).dead(verb, id, options, terminal);
    });
  }

  const relay = program
    .command("relay")
    .description("the pause of sending that a failing mail relay brings about");
  for (const verb of ["status", "resume"] as const) {
    relay.command(verb).action(async () => (await import("./cli/relay.ts")).relay(verb, terminal));
  }
  program
    .command("subscriptions")
    .description("subscriptions that stand beside the files'")
    .command("import")
    .description("put many at once; TOCSIN_API_TOKEN holds a token that may write")
    .argument("<file>", "NDJSON, a subscription a line, or - for standard input")
    .requiredOption("--url <url>", "such as http://127.0.0.1:8080")
    .addHelpText("after", "\nRunning it again continues: what stands there is unchanged.")
    .action(async (file, options) =>
      (await import("./cli/import-subscriptions.ts")).importSubscriptions(file, options, terminal),
    );

  const silence = program
    .command("silence")
    .description("what is not told for a while, by whom and why");
  silence
    .command("add")
    .description("tell nobody of what satisfies all that is given, until then")
    .requiredOption("--reason <text>", "why, for whoever asks what is missing")
    .requiredOption("--until <when>", "4h, 2d or an RFC 3339 instant")
    .option("--author <name>", "who (default: $USER)")
    .option("--regions <list>", "as in a rule: SY,gulf-states")
    .option("--threats <list>", "as in a rule: civil-unrest/strike")
    .option("--words <list>", "as in a rule")
    .option("--severity <floor>", "this or worse")
    .option("--subscriptions <ids>", "only for these")
    .option("--deliveries <ids>", "only for these")
    .addHelpText(
      "after",
      '\nExample:\n  tocsin silence add --regions FR --threats civil-unrest --until 8h --reason "Planned march"',
    )
    .action(async (options) => (await import("./cli/silence.ts")).addSilence(options, terminal));
  silence
    .command("list")
    .description("every silence, also those that ended in the last week, and how much each hid")
    .option("--json", "as JSON")
    .action(async (options) => (await import("./cli/silence.ts")).listSilences(options, terminal));
  silence
    .command("end")
    .description("end a silence now")
    .argument("<id>", "as `silence list` prints it")
    .action(async (id) => (await import("./cli/silence.ts")).endSilence(id, terminal));

  const token = program.command("token").description("bearer tokens of the HTTP API");
  token
    .command("create")
    .description("make a token and print it, this once")
    .requiredOption("--name <name>", "who has it")
    .requiredOption("--scopes <list>", "such as incidents:read,subscriptions:write")
    .option("--expires <when>", "90d, 12h or an RFC 3339 instant (default: never)")
    .option("--per-minute <n>", "requests accepted in a minute (default: 600)")
    .option("--json", "as JSON")
    .action(async (options) => (await import("./cli/token.ts")).createToken(options, terminal));
  token
    .command("list")
    .description("every token with its scopes, its end and when it was last used")
    .option("--json", "as JSON")
    .action(async (options) => (await import("./cli/token.ts")).listTokens(options, terminal));
  token
    .command("revoke")
    .description("end a token at once")
    .argument("<id>", "as `token list` prints it")
    .action(async (id) => (await import("./cli/token.ts")).revokeToken(id, terminal));

  const addresses = program
    .command("addresses")
    .description("addresses that nothing is sent to, because their mail came back for days");
  addresses
    .command("list")
    .action(async () =>
      (await import("./cli/addresses.ts")).addresses("list", undefined, terminal),
    );
  addresses
    .command("resume")
    .argument("<address>", "as `addresses list` prints it")
    .action(async (address) =>
      (await import("./cli/addresses.ts")).addresses("resume", address, terminal),
    );

  program
    .command("doctor")
    .description("what is wrong with this installation")
    .option("--json", "the checks as JSON")
    .option("--repair", "list reports and digests again that no list names")
    .action(async (options) => (await import("./cli/doctor.ts")).doctor(options, terminal));

  program
    .command("healthcheck")
    .description(
      "exit 0 where the process on TOCSIN_HTTP_PORT answers; for a container's health check",
    )
    .action(async () => (await import("./cli/healthcheck.ts")).healthcheck(terminal));
}

const program = new Command("tocsin")
  .description("Security-incident alerting: signed reports in, explained email digests out.")
  .version(VERSION)
  .showHelpAfterError("(--help says more)")
  .exitOverride();
commands(program);

try {
  process.exitCode = await run();
} catch (error) {
  if (stop.signal.aborted && error === stop.signal.reason) {
    // Asked to stop before it had begun.
    process.exit(0);
  }
  // An operator can act on a setting by its name; a stack trace would only hide it.
  if (error instanceof ConfigError) terminal.talk(error.message);
  else terminal.talk(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}

async function run(): Promise<number> {
  try {
    await program.parseAsync();
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}
