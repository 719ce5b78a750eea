import fastify, { type FastifyError, type FastifyInstance } from "fastify";

import { ConfigError } from "../../model/failure.ts";
import type { StepLogger } from "../../pipeline/ports.ts";
import { sendProblem } from "./problem.ts";

export interface HttpAddress {
  readonly host: string;
  readonly port: number;
}

export interface HttpServer extends AsyncDisposable {
  readonly port: number;
  /** `GET /v1/incidents/:id` */
  readonly routes: readonly string[];
}

/** A report of 200,000 characters in JSON fits; more is refused while it is read. */
const BODY_LIMIT_BYTES = 1024 * 1024;
/** Against senders that are slow or too many. */
const LIMITS = {
  /** For a whole request; Fastify's default leaves a slow sender its socket for ever. */
  requestMs: 15_000,
  /** Node looks for slow senders this often; its default lets them stay for half a minute more. */
  lookForSlowMs: 3_000,
  /** Each costs some kibibytes though it send nothing. One over it is closed at once. */
  connections: 4_096,
};

/** Longer than the 60 s after which load balancers give up an idle connection: then it is never ours that ends under a post. */
const KEEP_ALIVE_MS = 65_000;

/** How reports come in. */
const REPORT_MEDIA_TYPES = [
  "application/json",
  "application/x-ndjson",
  "application/cap+xml",
  "application/cloudevents+json",
];

/** What Fastify refuses by itself, under our codes. */
export const FRAMEWORK_PROBLEMS: Readonly<Record<string, readonly [number, string, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, "body-too-large", `The body is over ${BODY_LIMIT_BYTES} bytes`],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    "unsupported-media-type",
    "Send application/json, application/x-ndjson, application/cap+xml or application/cloudevents+json",
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    400,
    "bad-content-length",
    "The body is not as long as it says",
  ],
};

/** Serves what `addRoutes` adds until disposed; bodies reach it raw, as signatures need them. */
export async function startHttpServer(
  { host, port }: HttpAddress,
  logger: StepLogger,
  addRoutes: (server: FastifyInstance) => void,
  limits = LIMITS,
): Promise<HttpServer> {
  const server = fastify({
    http: { headersTimeout: limits.requestMs, connectionsCheckingInterval: limits.lookForSlowMs },
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 600 },
  });
  server.server.maxConnections = limits.connections;
  server.removeAllContentTypeParsers();
  const raw = [
    ...REPORT_MEDIA_TYPES,
    "message/rfc822",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
  ];
  server.addContentTypeParser(raw, { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });
  server.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, { status: 404, code: "not-found", title: "Nothing is here" }),
  );
  server.setErrorHandler((error: FastifyError, _request, reply) => {
    const known = FRAMEWORK_PROBLEMS[error.code];
    if (known) {
      const [status, code, title] = known;
      return sendProblem(reply, { status, code, title });
    }
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return sendProblem(reply, {
        status: error.statusCode,
        code: "bad-request",
        title: error.message,
      });
    }
    logger.error({ err: error }, "a request failed");
    const title = "Something went wrong on our side; send it again";
    return sendProblem(reply, { status: 503, code: "unavailable", title, retryAfterSeconds: 5 });
  });
  server.addHook("onSend", (_request, reply, _payload, done) => {
    void reply.header("x-content-type-options", "nosniff");
    done();
  });
  const routes: string[] = [];
  server.addHook("onRoute", ({ method, url }) => {
    if (method !== "HEAD") routes.push(`${String(method)} ${url}`);
  });
  addRoutes(server);
  await server.listen({ host, port }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    throw new ConfigError(`TOCSIN_HTTP_PORT: port ${port} of ${host} is taken`, { cause: error });
  });
  const address = server.server.address();
  return {
    routes,
    port: typeof address === "object" && address ? address.port : port,
    [Symbol.asyncDispose]: () => server.close(),
  };
}
