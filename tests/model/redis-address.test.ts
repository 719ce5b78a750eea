import { describe, expect, test } from "vitest";

import { parseRedisAddress } from "#src/model/redis-address.ts";

describe("an address of Redis", () => {
  test.for([
    ["redis://127.0.0.1:6379", { kind: "server", url: "redis://127.0.0.1:6379" }],
    ["rediss://:pass@redis.example:6380/1", { kind: "server" }],
    [
      "redis+cluster://a.example:7000,b.example:7001",
      {
        kind: "cluster",
        hosts: [
          { host: "a.example", port: 7000 },
          { host: "b.example", port: 7001 },
        ],
        login: {},
        tls: false,
      },
    ],
    ["redis+cluster://a.example", { hosts: [{ host: "a.example", port: 6379 }] }],
    ["redis+cluster://[::1]:7000", { hosts: [{ host: "::1", port: 7000 }] }],
    [
      "rediss+cluster://tocsin:p%40ss%3A@a.example:7000/",
      { kind: "cluster", login: { username: "tocsin", password: "p@ss:" }, tls: true },
    ],
    ["redis+cluster://:secret@a.example", { login: { password: "secret" } }],
    [
      "redis+sentinel://:secret@a.example,b.example:26380/main",
      {
        kind: "sentinel",
        master: "main",
        hosts: [
          { host: "a.example", port: 26_379 },
          { host: "b.example", port: 26_380 },
        ],
        login: { password: "secret" },
        sentinelLogin: {},
        tls: false,
      },
    ],
    [
      "redis+sentinel://a.example/main?sentinelUsername=watch&sentinelPassword=p%40ss",
      { login: {}, sentinelLogin: { username: "watch", password: "p@ss" } },
    ],
  ] as const)("%s is read", ([text, address]) => {
    expect(parseRedisAddress(text)).toMatchObject(address);
  });

  test.for([
    "",
    "redis",
    "redis://",
    "http://redis.example",
    "redis+cluster://",
    "redis+cluster://a.example,",
    "redis+cluster://a.example:port",
    "redis+cluster://a.example/1",
    "redis+cluster://a.example?x=1",
    "redis+cluster://%ff@a.example",
    "redis+cluster://user:%ff@a.example",
    "redis+sentinel://a.example",
    "redis+sentinel://a.example/",
    "redis+sentinel://a.example/%ff",
  ])("%j is none", (text) => {
    expect(parseRedisAddress(text)).toBeUndefined();
  });
});
