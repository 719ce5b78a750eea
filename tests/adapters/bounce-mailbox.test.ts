import { appendFile, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { readBounceMailbox } from "#src/adapters/files/bounce-mailbox.ts";

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-bounces-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

function reader() {
  const taken: string[] = [];
  let at = 0;
  const position = {
    read: async () => at,
    advance: async (to: number) => {
      at = to;
    },
  };
  const read = (path: string) =>
    readBounceMailbox(path, position, async (message) => void taken.push(message.toString()));
  return { taken, read };
}

/** As if it had been written a minute ago. */
async function quiet(path: string): Promise<void> {
  const then = new Date(Date.now() - 60_000);
  await utimes(path, then, then);
}

test("a Maildir's new messages are read once, in order, and kept as seen", async () => {
  const dir = await folder();
  for (const part of ["new", "cur", "tmp"]) await mkdir(join(dir, part));
  await writeFile(join(dir, "new", "2.b"), "second");
  await writeFile(join(dir, "new", "1.a"), "first");
  const { taken, read } = reader();
  await read(dir);
  await read(dir);
  expect(taken).toEqual(["first", "second"]);
  expect((await readdir(join(dir, "cur"))).toSorted()).toEqual(["1.a:2,S", "2.b:2,S"]);
});

test("a message that could not be taken stays new", async () => {
  const dir = await folder();
  for (const part of ["new", "cur"]) await mkdir(join(dir, part));
  await writeFile(join(dir, "new", "1.a"), "first");
  const down = () => Promise.reject(new Error("redis is down"));
  const position = { read: async () => 0, advance: async () => {} };
  await expect(readBounceMailbox(dir, position, down)).rejects.toThrow("redis is down");
  expect(await readdir(join(dir, "new"))).toEqual(["1.a"]);
});

test("of a mailbox file just what is new is read", async () => {
  const path = join(await folder(), "bounces");
  await writeFile(
    path,
    "From a@b Fri Nov 20\nSubject: 1\n\none\n>From here\n\nFrom c@d Sat Nov 21\nSubject: 2\n\ntwo\n\n",
  );
  await quiet(path);
  const { taken, read } = reader();
  await read(path);
  await read(path);
  expect(taken).toEqual(["Subject: 1\n\none\n>From here\n", "Subject: 2\n\ntwo\n\n"]);
  await appendFile(path, "From e@f Sun Nov 22\nSubject: 3\n\nthree\n\n");
  await quiet(path);
  await read(path);
  expect(taken.slice(2)).toEqual(["Subject: 3\n\nthree\n\n"]);
});

test("a mailbox file that was begun anew is read from its beginning", async () => {
  const path = join(await folder(), "bounces");
  await writeFile(path, "From a@b Fri Nov 20\nSubject: 1\n\na long first message\n\n");
  await quiet(path);
  const { taken, read } = reader();
  await read(path);
  await writeFile(path, "From a@b Fri Nov 20\nSubject: 2\n\n");
  await quiet(path);
  await read(path);
  expect(taken[1]).toBe("Subject: 2\n\n");
});

test("a mailbox file that is being written waits", async () => {
  const path = join(await folder(), "bounces");
  await writeFile(path, "From a@b Fri Nov 20\nSubject: 1\n\nhalf a mess");
  const { taken, read } = reader();
  await read(path);
  expect(taken).toEqual([]);
});

test("where there is no mailbox it is said", async () => {
  await expect(reader().read("/nowhere/bounces")).rejects.toThrow("ENOENT");
});
