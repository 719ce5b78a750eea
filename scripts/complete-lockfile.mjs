/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out because the registry it
 * asked did not have them. `npm ci` refuses a lockfile without them, on every machine.
 * What is added has no integrity hash: it is never installed where it was missing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SYSTEMS = new Set([
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
]);
const PROCESSORS = new Set([
  "arm",
  "arm64",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "x64",
]);
const LIBRARIES = { gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" };

const file = process.argv[2] ?? fileURLToPath(new URL("../package-lock.json", import.meta.url));
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = Object.fromEntries(
  Object.entries(lock.packages).flatMap(([path, entry]) => missingOptionals(path, entry)),
);
const { "": root, ...packages } = lock.packages;
const sorted = Object.entries({ ...packages, ...added }).toSorted(([a], [b]) =>
  a.localeCompare(b, "en"),
);
if (Object.keys(added).length > 0) {
  const whole = { ...lock, packages: { "": root, ...Object.fromEntries(sorted) } };
  writeFileSync(file, `${JSON.stringify(whole, null, 2)}\n`);
}
console.error(`complete-lockfile: ${Object.keys(added).length} added to ${file}`);

function missingOptionals(path, entry) {
  return Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !isLocked(path, name))
    .map(([name, version]) => [`node_modules/${name}`, placeholder(name, version, entry)]);
}

/** As Node resolves: in the package's own folder, then upwards. */
function isLocked(path, name) {
  if (Object.hasOwn(lock.packages, `${path === "" ? "" : `${path}/`}node_modules/${name}`))
    return true;
  return (
    path !== "" && isLocked(path.slice(0, Math.max(0, path.lastIndexOf("node_modules/") - 1)), name)
  );
}

function placeholder(name, version, parent) {
  const words = name.split(/[/-]/);
  const os = words.filter((word) => SYSTEMS.has(word));
  const cpu = words.filter((word) => PROCESSORS.has(word));
  const libc = words
    .filter((word) => Object.hasOwn(LIBRARIES, word))
    .map((word) => LIBRARIES[word]);
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(parent.dev === true && { dev: true }),
    ...(os.includes("linux") && libc.length > 0 && { libc }),
    ...(parent.license !== undefined && { license: parent.license }),
    optional: true,
    ...(os.length > 0 && { os }),
    ...(parent.engines !== undefined && { engines: parent.engines }),
  };
}
