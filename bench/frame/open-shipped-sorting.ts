import { readConfigFolder } from "../../src/adapters/files/config-folder.ts";
import { formatFault, type Fault } from "../../src/config/fault.ts";
import { openWorld, readSorting, type Sorting, type World } from "../../src/roles/knowledge.ts";

/** The classify stage as the shipped configuration sets it up. */
export async function openShippedSorting(): Promise<Sorting & { readonly world: World }> {
  const [folder, world] = await Promise.all([readConfigFolder("config"), openWorld()]);
  const faults: Fault[] = [];
  const sorting = readSorting(folder, world, faults);
  if (!sorting) throw new Error(faults.map(formatFault).join("\n"));
  return { ...sorting, world };
}
