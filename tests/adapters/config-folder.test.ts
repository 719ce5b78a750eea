import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { readConfigFolder, watchConfigFolder } from "#src/adapters/files/config-folder.ts";

let root: string;
let own: string;
let shipped: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tocsin-config-"));
  own = join(root, "own");
  shipped = join(root, "shipped");
  await fill(own, { "sources.yaml": "own sources", "subscriptions/desk.yaml": "desk" });
  await fill(shipped, {
    "sources.yaml": "shipped sources",
    "regions.yaml": "shipped regions",
    "near.yaml": "shipped presets",
    "actors.yaml": "shipped actors",
    "subscriptions/sample.yaml": "sample",
    "threats/taxonomy.yaml": "shipped taxonomy",
    "threats/en.yaml": "shipped english",
  });
});

afterEach(() => rm(root, { recursive: true }));

async function fill(dir: string, files: Readonly<Record<string, string | Uint8Array>>) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(dir, name, ".."), { recursive: true });
    await writeFile(join(dir, name), text);
  }
}

const complaint = () =>
  readConfigFolder(own, shipped).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? `${error.name} ${error.message}` : error),
  );

describe("a configuration folder", () => {
  test("needs only sources and subscriptions; the rest is shipped", async () => {
    expect(await readConfigFolder(own, shipped)).toEqual({
      sources: { path: join(own, "sources.yaml"), text: "own sources" },
      regions: { path: join(shipped, "regions.yaml"), text: "shipped regions" },
      near: { path: join(shipped, "near.yaml"), text: "shipped presets" },
      places: undefined,
      disputed: undefined,
      keys: [],
      subscriptions: [{ path: join(own, "subscriptions/desk.yaml"), text: "desk" }],
      threats: [
        { path: join(shipped, "threats/en.yaml"), text: "shipped english" },
        { path: join(shipped, "threats/taxonomy.yaml"), text: "shipped taxonomy" },
      ],
      actors: { path: join(shipped, "actors.yaml"), text: "shipped actors" },
      templates: [],
    });
  });

  test("replaces shipped files by its own of the same name", async () => {
    await fill(own, {
      "regions.yaml": "own regions",
      "threats/en.yaml": "own english",
      "threats/local.yaml": "own words",
    });
    const { regions, threats } = await readConfigFolder(own, shipped);
    expect(regions?.text).toBe("own regions");
    expect(threats.map(({ text }) => text)).toEqual([
      "own english",
      "shipped taxonomy",
      "own words",
    ]);
  });

  test("gives its subscriptions by name, and nothing hidden or of another kind", async () => {
    await fill(own, {
      "subscriptions/b.yml": "b",
      "subscriptions/a.yaml": "a",
      "subscriptions/.hidden.yaml": "no",
      "subscriptions/a.yaml~": "no",
      "subscriptions/README.md": "no",
    });
    const { subscriptions } = await readConfigFolder(own, shipped);
    expect(subscriptions.map(({ text }) => text)).toEqual(["a", "b", "desk"]);
  });

  test("may be made of links inside itself, as a mounted volume is", async () => {
    await fill(own, { "..data/linked.yaml": "linked" });
    await symlink("../..data/linked.yaml", join(own, "subscriptions/linked.yaml"));
    const { subscriptions } = await readConfigFolder(own, shipped);
    expect(subscriptions.map(({ text }) => text)).toEqual(["desk", "linked"]);
  });

  test("may itself be a link", async () => {
    await symlink(own, join(root, "link"));
    const { sources } = await readConfigFolder(join(root, "link"), shipped);
    expect(sources).toEqual({ path: join(root, "link/sources.yaml"), text: "own sources" });
  });

  test("may stand without the optional files anywhere", async () => {
    await rm(join(shipped, "regions.yaml"));
    await rm(join(shipped, "actors.yaml"));
    await rm(join(shipped, "threats"), { recursive: true });
    const folder = await readConfigFolder(own, shipped);
    expect(folder).toMatchObject({ threats: [] });
    expect([folder.regions, folder.actors]).toEqual([undefined, undefined]);
  });

  test("is refused with all that it lacks", async () => {
    await rm(own, { recursive: true });
    await mkdir(own);
    expect(await complaint()).toBe(
      `ConfigError ${join(own, "sources.yaml")}: missing\n${join(own, "subscriptions")}: missing`,
    );
  });

  test("is refused where it is not there", async () => {
    await rm(own, { recursive: true });
    expect(await complaint()).toBe(`ConfigError ${own}: no such folder`);
  });

  test("is refused with a link that leads out of it", async () => {
    await writeFile(join(root, "secret.yaml"), "secret");
    await symlink("../../secret.yaml", join(own, "subscriptions/out.yaml"));
    expect(await complaint()).toBe(
      `ConfigError ${join(own, "subscriptions/out.yaml")}: a link that leads out of the folder`,
    );
  });

  test.for([
    ["a folder in place of a file", "x.yaml/y", "", "not a file"],
    ["bytes that are no text", "x.yaml", new Uint8Array([0xff, 0xfe, 0x00]), "not UTF-8 text"],
    [
      "a file beyond all measure",
      "x.yaml",
      "#".repeat(4 * 1024 * 1024 + 1),
      "more than 4194304 bytes",
    ],
  ] as const)("is refused with %s", async ([, name, content, reason]) => {
    await fill(own, { [`subscriptions/${name}`]: content });
    expect(await complaint()).toBe(`ConfigError ${join(own, "subscriptions/x.yaml")}: ${reason}`);
  });
});

describe("a watched folder", () => {
  test("tells of a change in a file below it", async () => {
    const stop = new AbortController();
    const faults: unknown[] = [];
    const changed = new Promise<void>((resolve) => {
      watchConfigFolder(own, resolve, stop.signal, (error) => faults.push(error));
    });
    await writeFile(join(own, "subscriptions/desk.yaml"), "changed");
    await changed;
    stop.abort();
    expect(faults).toEqual([]);
  });

  test("tells of a SIGHUP, and once for a burst", async () => {
    const stop = new AbortController();
    let calls = 0;
    await new Promise<void>((resolve) => {
      const onChange = () => {
        calls += 1;
        resolve();
      };
      watchConfigFolder(own, onChange, stop.signal);
      process.emit("SIGHUP");
      process.emit("SIGHUP");
    });
    stop.abort();
    expect(calls).toBe(1);
  });

  test("leaves no listener behind when it ends", () => {
    const before = process.listenerCount("SIGHUP");
    const stop = new AbortController();
    watchConfigFolder(own, () => undefined, stop.signal);
    expect(process.listenerCount("SIGHUP")).toBe(before + 1);
    stop.abort();
    expect(process.listenerCount("SIGHUP")).toBe(before);
  });

  test("that was to end before it began does nothing", () => {
    const before = process.listenerCount("SIGHUP");
    watchConfigFolder(own, () => undefined, AbortSignal.abort());
    expect(process.listenerCount("SIGHUP")).toBe(before);
  });

  test("that cannot be watched still hears SIGHUP, and says so", async () => {
    const stop = new AbortController();
    const faults: unknown[] = [];
    await new Promise<void>((resolve) => {
      watchConfigFolder(join(root, "absent"), resolve, stop.signal, (error) => faults.push(error));
      process.emit("SIGHUP");
    });
    stop.abort();
    expect(faults).toMatchObject([{ code: "ENOENT" }]);
  });
});

test("the folder's own mail templates are read, and nothing else of that folder", async () => {
  await fill(own, { "mail/item.eta": "item", "mail/notes.txt": "no template" });
  const { templates } = await readConfigFolder(own, shipped);
  expect(templates).toEqual([{ path: join(own, "mail/item.eta"), text: "item" }]);
});
