import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

const ENDING = ".places.tsv";

function folderIn(dataDir: string): string {
  return join(dataDir, "gazetteer");
}

/** The lists that `tocsin gazetteer add` wrote, each as its text; none where it never ran. */
export async function readAddedLists(dataDir: string): Promise<readonly string[]> {
  const lists = await addedLists(dataDir);
  return Promise.all(
    lists.map((list) => readFile(join(folderIn(dataDir), `${list}${ENDING}`), "utf8")),
  );
}

/** Names of the lists, such as `SY`. */
export async function addedLists(dataDir: string): Promise<readonly string[]> {
  const files = await readdir(folderIn(dataDir)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return files
    .filter((file) => file.endsWith(ENDING))
    .map((file) => basename(file, ENDING))
    .toSorted();
}

/** Replaces the list of that name whole. */
export async function writeAddedList(dataDir: string, list: string, text: string): Promise<void> {
  const path = join(folderIn(dataDir), `${list}${ENDING}`);
  await mkdir(folderIn(dataDir), { recursive: true });
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
