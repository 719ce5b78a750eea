import { Writable } from "node:stream";

import { expect, test } from "vitest";

import { gatherWrites } from "#src/adapters/redis/gather-writes.ts";

function aStream() {
  const written: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    writev(chunks, done) {
      written.push(chunks.map(({ chunk }) => String(chunk)).join(""));
      done();
    },
  });
  gatherWrites(stream);
  return { stream, written };
}

const turn = () => new Promise((resolve) => void setImmediate(resolve));

test("what is written in one turn leaves together, in its order", async () => {
  const { stream, written } = aStream();
  for (const part of ["a", "b", "c"]) stream.write(part);
  expect(written).toEqual([]);
  await turn();
  expect(written).toEqual(["abc"]);
});

test("the next turn's leaves by itself, and an end takes along what was not gone", async () => {
  const { stream, written } = aStream();
  stream.write("a");
  await turn();
  stream.write("b");
  stream.end();
  await turn();
  expect(written).toEqual(["a", "b"]);
});
