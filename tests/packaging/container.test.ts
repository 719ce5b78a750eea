import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { beforeAll, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

async function read(path: string): Promise<string> {
  return await readFile(join(ROOT, path), "utf8");
}

/** A Dockerfile's instructions, continuation lines joined, comments gone. */
function instructions(
  dockerfile: string,
): readonly { readonly name: string; readonly rest: string }[] {
  const lines = dockerfile
    .replace(/^#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n");
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const space = line.indexOf(" ");
      return { name: line.slice(0, space), rest: line.slice(space + 1).trim() };
    });
}

/** The variables that the settings and the sources read, each also as NAME_FILE. */
async function documentedVariables(): Promise<ReadonlySet<string>> {
  const settings = await read("src/config/settings.ts");
  const names = [...settings.matchAll(/read\("([A-Z_]+)"/g)].map(([, name = ""]) => name);
  const { sources } = z
    .object({ sources: z.array(z.object({ secrets: z.array(z.string()) })) })
    .parse(parse(await read("config/sources.yaml")));
  const known = [...names, ...sources.flatMap(({ secrets }) => secrets)];
  return new Set(["NODE_ENV", ...known, ...known.map((name) => `${name}_FILE`)]);
}

const Service = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  healthcheck: z
    .union([z.object({ test: z.array(z.string()) }), z.object({ disable: z.literal(true) })])
    .optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  stop_grace_period: z.string().optional(),
});

const Compose = z.object({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

let compose: z.infer<typeof Compose>;
let dockerfile: ReturnType<typeof instructions>;
let variables: ReadonlySet<string>;

beforeAll(async () => {
  compose = Compose.parse(parse(await read("compose.yaml"), { merge: true }));
  dockerfile = instructions(await read("Dockerfile"));
  variables = await documentedVariables();
});

function all(name: string): readonly string[] {
  return dockerfile.filter((line) => line.name === name).map(({ rest }) => rest);
}

describe("the image", () => {
  test("everything it copies is in the repository and let in by .dockerignore", async () => {
    const ignore = (await read(".dockerignore")).split("\n");
    const copied = all("COPY").filter((rest) => !rest.startsWith("--from="));
    const paths = copied.flatMap((rest) => rest.split(" ").slice(0, -1));
    expect(ignore).toContain("*");
    expect(paths).toContain("src");
    for (const path of paths) {
      expect({ path, exists: existsSync(join(ROOT, path)) }).toEqual({ path, exists: true });
      expect(ignore).toContain(`!${path}`);
    }
  });

  test("it copies every folder that the sources import or read from", () => {
    const copied = new Set(all("COPY").flatMap((rest) => rest.split(" ").slice(0, -1)));
    expect([...copied]).toEqual(expect.arrayContaining(["src", "data", "config", "package.json"]));
  });

  test("its Node is the major that package.json asks for, in a version that does not drift to another", async () => {
    const { engines } = z
      .object({ engines: z.object({ node: z.string() }) })
      .parse(JSON.parse(await read("package.json")));
    const major = /\d+/.exec(engines.node)?.[0];
    for (const from of all("FROM")) expect(from).toMatch(new RegExp(`^node:${major}-slim( AS|$)`));
  });

  test("only the runtime's packages come in, as the lockfile has them", () => {
    expect(all("RUN").join("\n")).toContain("npm ci --omit=dev");
  });

  test("it runs as an ordinary user, under an init, and drains on SIGTERM", () => {
    expect(all("USER")).toEqual(["node"]);
    expect(all("STOPSIGNAL")).toEqual(["SIGTERM"]);
    expect(JSON.parse(all("ENTRYPOINT")[0] ?? "")).toEqual(["tini", "--", "node", "src/main.ts"]);
    expect(JSON.parse(all("CMD")[0] ?? "")).toEqual(["serve"]);
  });

  test("its health check is a command that tocsin has", async () => {
    const [check = ""] = all("HEALTHCHECK");
    const command = z.array(z.string()).parse(JSON.parse(check.slice(check.indexOf("["))));
    expect(command).toEqual(["node", "src/main.ts", "healthcheck"]);
    expect(existsSync(join(ROOT, "src/cli/healthcheck.ts"))).toBe(true);
  });

  test("the data folder is a volume of the user's, and tocsin is told of it", () => {
    expect(all("VOLUME")).toEqual(["/var/lib/tocsin"]);
    expect(all("ENV").join(" ")).toContain("TOCSIN_DATA_DIR=/var/lib/tocsin");
    expect(all("RUN").join("\n")).toMatch(/install -d -o node -g node -m 700 \/var\/lib\/tocsin/);
  });

  test("it sets no variable that tocsin does not read", () => {
    const names = all("ENV").flatMap((rest) =>
      [...rest.matchAll(/([A-Z_]+)=/g)].map(([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(variables).toContain(name);
  });
});

describe("compose", () => {
  const ROLES = ["api", "ingest", "notifier"];

  test("each role is a service of its own, and all are the same image", () => {
    const roles = Object.values(compose.services).filter(({ build }) => build !== undefined);
    expect(roles.map(({ environment }) => environment["TOCSIN_ROLES"])).toEqual(ROLES);
    expect(new Set(roles.map(({ image }) => image)).size).toBe(1);
  });

  test("a role starts when what it needs is healthy, and has time to drain", () => {
    for (const role of ROLES) {
      const service = compose.services[role];
      const needed = Object.entries(service?.depends_on ?? {});
      expect(needed.map(([name]) => name)).toEqual(["redis", "mailbox"]);
      for (const [name, { condition }] of needed) {
        expect(condition).toBe("service_healthy");
        expect(compose.services[name]).toHaveProperty("healthcheck.test");
      }
      expect(Number.parseInt(service?.stop_grace_period ?? "", 10)).toBeGreaterThan(30);
      expect(service?.read_only).toBe(true);
    }
  });

  test("every role answers the image's health check", () => {
    for (const role of ROLES) expect(compose.services[role]?.healthcheck).toBeUndefined();
  });

  test("no image is named without a version", () => {
    for (const { image } of Object.values(compose.services)) {
      expect(image).toMatch(/:(local|v?\d+\.\d+[\w.-]*)$/);
    }
  });

  test("nothing is reachable from other machines until the operator says so", () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports);
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    expect(compose.services["redis"]?.ports).toEqual([]);
  });

  test("Redis keeps what it was given, as durably as tocsin says", () => {
    const command = compose.services["redis"]?.command?.join(" ");
    expect(command).toContain("--appendonly yes");
    expect(command).toContain("--appendfsync always");
    expect(command).toContain("--maxmemory-policy noeviction");
    expect(compose.services["redis"]?.volumes).toEqual(["redis-data:/data"]);
    expect(compose.services["api"]?.environment["TOCSIN_DURABILITY"]).toBe("fsync");
  });

  test("every variable is one that tocsin reads, and every secret comes by file", () => {
    for (const role of ROLES) {
      const { environment = {}, secrets = [] } = compose.services[role] ?? {};
      const [files, plain] = [true, false].map((asked) =>
        Object.entries(environment).filter(([name]) => name.endsWith("_FILE") === asked),
      );
      for (const name of Object.keys(environment)) expect(variables).toContain(name);
      for (const [name] of plain ?? []) expect(name).not.toMatch(/SECRET|TOKEN|KEY/);
      const handedOver = files?.map(([, path]) => path.replace("/run/secrets/", ""));
      expect(handedOver?.toSorted()).toEqual(secrets.toSorted());
      expect(secrets.toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
    }
  });

  test("every source can sign: the secret that sources.yaml names first is handed over", async () => {
    const { sources } = parse(await read("config/sources.yaml"));
    const { environment = {} } = compose.services["api"] ?? {};
    for (const { secrets } of sources)
      expect(Object.keys(environment)).toContain(`${secrets[0]}_FILE`);
  });

  test("secrets lie where git does not look, and the manual makes each of them", async () => {
    const manual = await read("deploy/README.md");
    expect((await read(".gitignore")).split("\n")).toContain(".tocsin/");
    for (const { file } of Object.values(compose.secrets)) {
      expect(file).toMatch(/^\.\/\.tocsin\/secrets\//);
      expect(manual).toContain(`> ${file.slice(2)}`);
    }
  });

  test("every volume it mounts is declared or in the repository", () => {
    for (const { volumes } of Object.values(compose.services)) {
      for (const [source = ""] of volumes.map((volume) => volume.split(":"))) {
        const isKnown = source.startsWith("./")
          ? existsSync(join(ROOT, source))
          : Object.hasOwn(compose.volumes, source);
        expect({ source, isKnown }).toEqual({ source, isKnown: true });
      }
    }
  });
});

describe("kubernetes", () => {
  const Container = z.object({
    image: z.string(),
    args: z.array(z.string()),
    env: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
    envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string() }) })),
    securityContext: z.object({ readOnlyRootFilesystem: z.literal(true) }),
    resources: z.object({ requests: z.object({}), limits: z.object({}) }),
    volumeMounts: z.array(z.object({ name: z.string() })),
    livenessProbe: z.object({ httpGet: z.object({ path: z.literal("/healthz") }) }).optional(),
    readinessProbe: z.object({ httpGet: z.object({ path: z.literal("/readyz") }) }).optional(),
  });
  const Pod = z.object({
    terminationGracePeriodSeconds: z.number().min(35),
    securityContext: z.object({ runAsNonRoot: z.literal(true) }),
    containers: z.tuple([Container]),
    volumes: z.array(z.object({ name: z.string() })),
  });
  const Deployment = z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({ template: z.object({ spec: Pod }) }),
  });
  const ConfigMap = z.object({ data: z.record(z.string(), z.string()) });

  async function resources(kind: string): Promise<readonly unknown[]> {
    const documents = parseAllDocuments(await read("deploy/kubernetes.yaml"));
    return documents
      .map((document) => document.toJS())
      .filter((resource) => resource.kind === kind);
  }

  test("each role is a deployment that drains, writes only to its volumes and is no root", async () => {
    const deployments = z.array(Deployment).parse(await resources("Deployment"));
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual([
      "tocsin-api",
      "tocsin-ingest",
      "tocsin-notifier",
    ]);
    for (const { metadata, spec } of deployments) {
      const { containers, volumes } = spec.template.spec;
      const role = metadata.name.replace("tocsin-", "");
      expect(containers[0].args).toEqual(["serve", "--roles", role]);
      expect(containers[0].image).toMatch(/:\d+\.\d+\.\d+$/);
      const mounted = containers[0].volumeMounts.map(({ name }) => name);
      expect(mounted.toSorted()).toEqual(volumes.map(({ name }) => name).toSorted());
      expect(containers[0].readinessProbe !== undefined).toBe(role === "api");
    }
  });

  test("every variable is one that tocsin reads", async () => {
    const maps = z.array(ConfigMap).parse(await resources("ConfigMap"));
    const names = maps
      .flatMap(({ data }) => Object.keys(data))
      .filter((name) => !name.includes("."));
    expect(names).toContain("REDIS_URL");
    for (const name of names) expect(variables).toContain(name);
  });
});

describe("the systemd unit", () => {
  test("it starts what package.json starts, drains on SIGTERM and does not restart on a wrong setting", async () => {
    const unit = await read("deploy/tocsin.service");
    const { scripts } = JSON.parse(await read("package.json"));
    expect(unit).toContain(`ExecStart=/usr/bin/env ${scripts.start}\n`);
    expect(unit).toContain("KillSignal=SIGTERM\n");
    expect(unit).toContain("RestartPreventExitStatus=2\n");
    const names = [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = ""]) =>
      line.split(" ").map((pair) => pair.split("=")[0]),
    );
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(variables).toContain(name);
  });
});
