import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";

import { describe, expect, inject, onTestFinished, test } from "vitest";

import { CHILD_ENV } from "../support/child-env.ts";
import { openStores } from "../support/stores.ts";
import { startTocsin, WIRE_SECRET } from "../support/tocsin.ts";

/** Each test starts processes of its own. */
const SLOW = { timeout: 60_000 };

async function run(args: readonly string[], { env = {}, input = "" } = {}) {
  const child = spawn(process.execPath, ["src/main.ts", ...args], {
    env: { ...CHILD_ENV, NO_COLOR: "1", ...env },
  });
  child.stdin.end(input);
  const [out, talk, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once("exit", resolve)),
  ]);
  return { out, talk, code };
}

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-cli-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
  return dir;
}

const kidnapping = {
  id: "k-1",
  title: "Two aid workers kidnapped near Gao, Mali",
  text: "Gunmen kidnapped two aid workers near Gao in northern Mali on Friday, the governor said.",
  publishedAt: "2026-11-27T15:00:00Z",
};
const cup = {
  id: "s-1",
  text: "The national football team won the cup final in Bamako on Friday.",
};

describe("classify", SLOW, () => {
  test("answers a line for a line, in order, with the interface's fields", async () => {
    const input = `${JSON.stringify(kidnapping)}\n\n${JSON.stringify(cup)}\n`;
    const { out, code } = await run(["classify", "--jsonl"], { input });
    const results = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(0);
    expect(results).toMatchObject([
      {
        id: "k-1",
        relevant: true,
        country: "ML",
        severity: expect.any(String),
        occurredOn: "2026-11-27",
      },
      { id: "s-1", relevant: false, threats: [] },
    ]);
  });

  test("tells a person what was found and by which words", async () => {
    const { out } = await run(["classify", "-"], { input: kidnapping.text });
    expect(out).toMatch(/crime\/kidnapping|terrorism\/kidnapping/);
    expect(out).toContain("»");
  });

  test("reads just the spans of a line as places, in their order", async () => {
    const body = "Police in Paris, Texas, made an arrest.";
    const spans = [
      { start: 17, end: 22 },
      { start: 10, end: 15 },
    ];
    const { out } = await run(["classify", "--jsonl"], {
      input: JSON.stringify({ text: body, spans }),
    });
    expect((JSON.parse(out) as { places: unknown }).places).toMatchObject([
      { ...spans[0], name: "Texas", kind: "subdivision", subdivision: "US-TX" },
      { ...spans[1], name: "Paris", kind: "place", subdivision: "US-TX" },
    ]);
  });

  test("names the line that is not JSON", async () => {
    const { talk, code } = await run(["classify", "--jsonl"], { input: '{"text":"a b"}\n{oops\n' });
    expect(code).toBe(2);
    expect(talk).toContain("-:2: not JSON");
  });

  test.for([
    [["missing.jsonl"], "missing.jsonl: ENOENT"],
    [["--jsonl", "missing.jsonl"], "missing.jsonl: ENOENT"],
    [["--jsonl", "tests"], "tests: a folder"],
  ] as const)("%o, which it cannot read, is a usage fault without a stack", async (one) => {
    const [args, says] = one;
    const { out, talk, code } = await run(["classify", ...args]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(talk).toMatch(new RegExp(`^${says}.*\\n$`));
  });
});

describe("check", SLOW, () => {
  test("passes the shipped configuration and tells the next three times", async () => {
    const { out, code } = await run(["check"]);
    expect(out).toMatch(/levant-desk: 3 rules/);
    expect(out).toMatch(/at 07:00 daily, Europe\/London: next .+, .+, .+/);
    expect(code).toBe(0);
  });

  test("ends with 2 and every fault at once, where an editor can jump to it", async () => {
    const dir = await folder({ "sources.yaml": "sources: []\n" });
    const { out, talk, code } = await run(["check", dir]);
    expect(code).toBe(2);
    expect(`${out}${talk}`).toContain("subscriptions: missing");
  });
});

test("explain says that a report would wait for a second source", SLOW, async () => {
  const dir = await folder({
    "report.json": JSON.stringify(kidnapping),
    "sources.yaml": "sources: [{ id: wire, secrets: [WIRE_SECRET] }]\n",
    "subscriptions/all.yaml":
      "id: all\nto: [a@example.org, b@example.org]\ntimezone: UTC\nmatch: [{ regions: [ML] }]\ndeliver: [{ every: hour }]\n",
  });
  const env = { TOCSIN_CONFIG_DIR: dir, TOCSIN_HOLD_READERS: "2" };
  const { out } = await run(["explain", join(dir, "report.json")], { env });
  expect(out).toContain(
    "reaches 2 of 2 readers by one source: held for a second one, 15 minutes at most",
  );
});

test.for([
  [["check", "no-such-folder", "--json"], "no-such-folder: no such folder"],
  [["explain", "no-such.json", "--json"], "no-such.json: ENOENT"],
  [["explain", "no-such.json", "--subscription", "no-such", "--json"], "no subscription no-such"],
] as const)("%o tells its refusal as JSON", SLOW, async ([args, says]) => {
  const { out, code } = await run(args);
  expect(code).toBe(2);
  expect(JSON.parse(out)).toEqual({
    ok: false,
    faults: [{ level: "error", message: expect.stringContaining(says) }],
  });
});

test("preview writes the mail that would be sent, as each of its forms", SLOW, async () => {
  const dir = await folder({ "reports.jsonl": `${JSON.stringify(kidnapping)}\n` });
  const window = ["--from", "2026-11-27T07:00:00Z", "--to", "2026-11-28T07:00:00Z"];
  const files = ["--reports", join(dir, "reports.jsonl"), "--out", dir];
  const args = ["preview", "levant-desk", ...window, ...files];
  expect((await run(args)).talk).toContain("nothing in this window matches levant-desk");
  await run(args.with(1, "sahel-security"));
  const written = (await readdir(dir)).filter((name) => name.startsWith("sahel-security"));
  expect(written).toEqual(expect.arrayContaining(["sahel-security.eml", "sahel-security.txt"]));
  expect(await readFile(join(dir, "sahel-security.txt"), "utf8")).toContain("Gao");
});

test(
  "send signs and posts, a second run is told duplicates, and a refusal is kept with its reason",
  SLOW,
  async () => {
    const tocsin = await startTocsin({
      subscriptions: {
        any: "id: any\nname: Any\nto: [a@example.org]\ntimezone: UTC\nmatch: [{ regions: [ML] }]\ndeliver: [{ every: hour }]\n",
      },
    });
    const bad = { ...kidnapping, url: "ftp://example.org" };
    const dir = await folder({
      "reports.jsonl": [kidnapping, cup, bad].map((one) => JSON.stringify(one)).join("\n"),
    });
    const rejects = join(dir, "rejects.jsonl");
    const args = [
      "send",
      join(dir, "reports.jsonl"),
      "--url",
      tocsin.url,
      "--source",
      "wire",
      "--rejects",
      rejects,
    ];
    const env = { WIRE_SECRET };
    const first = await run(args, { env });
    expect(first.out).toBe("accepted 2, duplicate 0, rejected 1 of 3\n");
    expect(first.code).toBe(1);
    expect(JSON.parse((await readFile(rejects, "utf8")).trim())).toMatchObject({
      status: 422,
      code: "invalid-report",
    });
    expect((await run(args, { env })).out).toBe("accepted 0, duplicate 2, rejected 1 of 3\n");
    await tocsin.settled();
  },
);

describe("doctor and healthcheck", SLOW, () => {
  test("doctor names what is wrong, and fails", async () => {
    const { out, code } = await run(["doctor"], { env: { REDIS_URL: "redis://127.0.0.1:1" } });
    expect(out).toMatch(/^BAD +redis: does not answer$/m);
    expect(out).toMatch(/^BAD +mail: /m);
    expect(code).toBe(1);
  });

  test("doctor lists what waits for a second source, and finds no fault in it", async () => {
    const { holds, keys } = openStores();
    const since = Temporal.Now.instant();
    const until = since.add({ minutes: 15 });
    const hold = { incidentId: "i-1", version: 1, since, until, matched: 60, of: 100 };
    await holds.judge("i-1", 1, hold);
    const env = {
      REDIS_URL: inject("redisUrl"),
      TOCSIN_KEY_PREFIX: keys.holds.slice(0, keys.holds.indexOf(":")),
    };
    const { out } = await run(["doctor"], { env });
    expect(out).toMatch(/^ok +held: i-1 reaches 60 of 100 readers: it waits .+ until /m);
  });

  test("healthcheck asks the process on its port", async () => {
    const tocsin = await startTocsin({
      subscriptions: {
        any: "id: any\nname: Any\nto: [a@example.org]\ntimezone: UTC\nmatch: [{ regions: [ML] }]\ndeliver: [{ every: hour }]\n",
      },
    });
    const port = new URL(tocsin.url).port;
    expect((await run(["healthcheck"], { env: { TOCSIN_HTTP_PORT: port } })).code).toBe(0);
    expect((await run(["healthcheck"], { env: { TOCSIN_HTTP_PORT: "1" } })).code).toBe(1);
  });
});

test.for([
  [["explian"], "Did you mean explain"],
  [["send", "x.json"], "required option"],
  [["serve", "--roles", "cook"], "cook"],
  [["send", "x.json", "--url", "nonsense", "--source", "wire"], "--url nonsense"],
  [["send", "x.json", "--url", "http://x", "--source", "wire", "--rate", "abc"], "--rate"],
])("%o is a usage fault: exit 2", SLOW, async ([args, says]) => {
  const { talk, code } = await run(args as string[]);
  expect(code).toBe(2);
  expect(talk).toContain(says);
});

describe("backtest", SLOW, () => {
  async function changed(match: string): Promise<string> {
    const dir = await folder({ "sources.yaml": await readFile("config/sources.yaml", "utf8") });
    await mkdir(join(dir, "subscriptions"));
    await writeFile(
      join(dir, "subscriptions", "sahel-security.yaml"),
      `id: sahel-security\nto: [desk@example.org]\ntimezone: UTC\nmatch: [${match}]\ndeliver: [{ every: hour }]\n`,
    );
    return dir;
  }
  const reports = JSON.stringify({ ...kidnapping, publishedAt: "2026-01-05T15:00:00Z" });

  test("warns where nothing is left, with an exit code for scripts", async () => {
    const dir = await folder({ "reports.jsonl": `${reports}\n` });
    const given = ["--reports", join(dir, "reports.jsonl"), "--json"];
    const { out, code } = await run(["backtest", await changed("{ regions: [NO] }"), ...given]);
    const { subscriptions } = JSON.parse(out) as { subscriptions: readonly unknown[] };
    expect(subscriptions).toContainEqual(
      expect.objectContaining({
        subscription: "sahel-security",
        vanish: [{ id: "i-1", headline: kidnapping.title }],
        warnings: ["nothing is sent any more"],
      }),
    );
    expect(code).toBe(1);
  });

  test("refuses a configuration with a fault", async () => {
    const { talk, code } = await run(["backtest", await changed("{ regions: [XX] }")]);
    expect(talk).toContain('unknown region "XX"');
    expect(code).toBe(2);
  });
});
