import { tmpdir } from "node:os";
import { join } from "node:path";

/** What every process a test starts is given; compiled modules are kept, as dozens start the same ones. */
export const CHILD_ENV: Readonly<Record<string, string>> = {
  PATH: process.env["PATH"] ?? "",
  NODE_COMPILE_CACHE: join(tmpdir(), `tocsin-test-compiled-${process.getuid?.() ?? ""}`),
};
