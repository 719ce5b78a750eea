/** Where Redis is: one server, a Redis Cluster, or a master that Sentinels know. */
export type RedisAddress =
  | { readonly kind: "server"; readonly url: string }
  | ({ readonly kind: "cluster" } & ManyHosts)
  | ({
      readonly kind: "sentinel";
      /** The name Sentinels know the master by. */
      readonly master: string;
      readonly sentinelLogin: Login;
    } & ManyHosts);

interface ManyHosts {
  /** Those that are asked for the others: of a Cluster any of its nodes, else the Sentinels. */
  readonly hosts: readonly Endpoint[];
  readonly login: Login;
  readonly tls: boolean;
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface Login {
  readonly username?: string;
  readonly password?: string;
}

const DEFAULT_PORT = { cluster: 6379, sentinel: 26_379 } as const;

export const REDIS_FORMS =
  "redis:// or rediss://, redis+cluster://host:port,host:port or redis+sentinel://host:port,host:port/master-name";

/** Undefined: not an address of any of the forms. A URL of the web has one host, so the list is read here. */
export function parseRedisAddress(text: string): RedisAddress | undefined {
  const many =
    /^(?<scheme>rediss?)\+(?<kind>cluster|sentinel):\/\/(?:(?<login>[^@/]*)@)?(?<hosts>[^@/?]+)(?:\/(?<name>[^/?]*))?(?:\?(?<query>.*))?$/u.exec(
      text,
    )?.groups;
  if (many === undefined) {
    const url = URL.parse(text);
    const isServer = url?.host && /^rediss?:$/.test(url.protocol);
    return isServer ? { kind: "server", url: text } : undefined;
  }
  const kind = many["kind"] === "cluster" ? "cluster" : "sentinel";
  const hosts = (many["hosts"] ?? "").split(",").map((host) => endpoint(host, DEFAULT_PORT[kind]));
  const login = readLogin(many["login"] ?? "");
  if (login === undefined || !hosts.every((host) => host !== undefined)) return undefined;
  const shared = { hosts, login, tls: many["scheme"] === "rediss" };
  if (kind === "cluster") {
    return many["name"] || many["query"] ? undefined : { kind, ...shared };
  }
  const master = decoded(many["name"] ?? "");
  if (!master) return undefined;
  return { kind, ...shared, master, sentinelLogin: readQuery(many["query"] ?? "") };
}

function endpoint(text: string, defaultPort: number): Endpoint | undefined {
  const url = URL.parse(`redis://${text}`);
  if (!url?.hostname || url.pathname || url.username) return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return { host, port: url.port === "" ? defaultPort : Number(url.port) };
}

function readLogin(text: string): Login | undefined {
  const [username, password] = text.split(":").map(decoded);
  if (username === undefined || (password === undefined && text.includes(":"))) return undefined;
  return loginOf(username, password);
}

/** Sentinels may have a login of their own. */
function readQuery(text: string): Login {
  const query = new URLSearchParams(text);
  return loginOf(query.get("sentinelUsername"), query.get("sentinelPassword"));
}

function loginOf(username?: string | null, password?: string | null): Login {
  return { ...(username && { username }), ...(password && { password }) };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
