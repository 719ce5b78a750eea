import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Mutant } from "./mutants.ts";

export interface MutantTree extends Disposable {
  readonly dir: string;
}

/** Beside the source, whatever a process reads. */
const SHARED = ["node_modules", "config", "data", "demo", "package.json"];

/** A copy of the source with the mutant's edits made. Throws where one finds nothing to edit: the mutant is stale. */
export function growMutant(
  tree: string,
  { name, edits }: Pick<Mutant, "name" | "edits">,
): MutantTree {
  const dir = mkdtempSync(join(tmpdir(), "tocsin-mutant-"));
  cpSync(join(tree, "src"), join(dir, "src"), { recursive: true });
  for (const shared of SHARED) symlinkSync(join(tree, shared), join(dir, shared));
  for (const { file, replace, by } of edits) {
    const path = join(dir, file);
    const text = readFileSync(path, "utf8");
    const found = text.split(replace).length - 1;
    if (found !== 1)
      throw new Error(`mutant "${name}": ${file} holds ${found} times ${JSON.stringify(replace)}`);
    writeFileSync(
      path,
      text.replace(replace, () => by),
    );
  }
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}
