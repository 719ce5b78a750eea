import { writeFile } from "node:fs/promises";
import { Session } from "node:inspector/promises";

/** Runs under V8's sampling profiler and writes what it saw, for any viewer of `.cpuprofile` files. */
export async function profiled<T>(file: string, run: () => Promise<T>): Promise<T> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 200 });
  await session.post("Profiler.start");
  try {
    return await run();
  } finally {
    const { profile } = await session.post("Profiler.stop");
    await writeFile(file, JSON.stringify(profile));
    session.disconnect();
  }
}
