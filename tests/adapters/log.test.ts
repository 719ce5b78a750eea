import { Writable } from "node:stream";

import { expect, test } from "vitest";

import { openLog } from "#src/adapters/observe/log.ts";

function logged(write: (log: ReturnType<typeof openLog>) => void): string {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  write(openLog("debug", destination));
  return lines.join("");
}

test("an error says what it says, and nothing that it carries", () => {
  const command = { name: "auth", args: ["SECRET-PASSWORD"] };
  const cause = Object.assign(new Error("OOM command not allowed"), { command });
  const error = Object.assign(new AggregateError([cause], "two failed"), {
    command,
    code: "ECODE",
  });
  const line = logged((log) => log.warn({ err: error }, "a write failed"));
  expect(line).toContain("OOM command not allowed");
  expect(line).toContain("ECODE");
  expect(line).not.toContain("SECRET-PASSWORD");
});

test.for([
  [{ text: "A bomb." }, "A bomb."],
  [{ report: { title: "Bomb in Gao", text: "A bomb." } }, "Bomb in Gao"],
  [{ to: "desk@example.org" }, "desk@example.org"],
  [{ source: { secrets: ["whsec_x"] } }, "whsec_x"],
])("a field that must not be there is cut out: %o", ([fields, secret]) => {
  expect(logged((log) => log.info(fields, "something"))).not.toContain(secret);
});
