import { expect, test } from "vitest";

import { explain } from "#src/cli/explain.ts";
import type { Terminal } from "#src/cli/terminal.ts";

import { apiClient } from "../support/api-client.ts";
import { startTocsin } from "../support/tocsin.ts";

const SLOW = { timeout: 60_000 };

const INHIBITIONS = `
inhibitions:
  - name: battle-hides-shelling
    when: { threats: [armed-conflict/armed-clash] }
    hides: { threats: [armed-conflict/shelling-missile] }
    within: 24h
`;

const desk = (id: string) => `
id: ${id}
to: [${id}@example.org]
timezone: UTC
match: [{ name: Mali, regions: [ML] }]
deliver: [{ immediately: { severity: minor, hold: 0s } }]
`;

const BATTLE = {
  title: "Heavy clashes kill 25 in Gao, Mali",
  text: "Fierce clashes between the army and jihadist fighters in Gao, northern Mali, killed at least 25 soldiers on Friday, the army said.",
};
const SHELLING = {
  title: "Mortar shells hit Gao, Mali",
  text: "Mortar shells hit a neighbourhood of Gao in northern Mali on Friday evening, wounding two people, the mayor said.",
};

async function desks() {
  const subscriptions = { gao: desk("gao"), quiet: desk("quiet") };
  const tocsin = await startTocsin({ subscriptions, inhibitions: INHIBITIONS });
  const said: string[] = [];
  const terminal: Terminal = {
    env: tocsin.env,
    stop: new AbortController().signal,
    readSecretFile: () => "",
    out: (line) => void said.push(line),
    talk: () => undefined,
    isTerminal: false,
  };
  const ask = apiClient(tocsin);
  /** The incident of the last report. */
  const latest = async () => {
    const { body } = await ask("GET", "/v1/incidents");
    return (body as { incidents: { id: string }[] }).incidents[0]?.id ?? "";
  };
  return { tocsin, said, terminal, ask, latest };
}

test(
  "a stored incident is explained by what it was told by, and by what hides it",
  SLOW,
  async () => {
    const { tocsin, said, terminal, ask, latest } = await desks();
    await tocsin.send(BATTLE);
    await tocsin.mailbox("gao@example.org").expectDigest(/clash/i);
    await tocsin.mailbox("quiet@example.org").expectDigest(/clash/i);
    const battle = await latest();

    await ask("POST", "/v1/silences", {
      body: {
        match: { threats: ["armed-conflict/shelling-missile"] },
        subscriptions: ["quiet"],
        reason: "Drill",
        author: "duty",
        endsAt: tocsin.clock.now().add({ hours: 1 }).toString(),
      },
    });
    await tocsin.send(SHELLING);
    const shelling = await latest();
    await explain(undefined, { incident: shelling }, terminal);
    const text = said.splice(0).join("\n");
    expect(text).toContain(SHELLING.title);
    expect(text).toMatch(
      new RegExp(
        `gao: sent immediately\\n +rule "Mali": regions: ML <- ML-7\\n +hidden from gao\\.immediately\\.[0-9a-f]{10}: inhibition battle-hides-shelling, beside ${battle}`,
      ),
    );
    expect(text).toMatch(
      /hidden from quiet\.immediately\.[0-9a-f]{10}: silence \S+ of duty until .+: Drill/,
    );

    const { body } = await ask("POST", "/v1/explain", { body: { incident: shelling } });
    expect(body).toMatchObject({
      traces: [
        { deliveries: [{ inhibitedBy: { inhibition: "battle-hides-shelling", under: battle } }] },
        { deliveries: [{ silencedBy: { reason: "Drill" } }] },
      ],
    });
    await tocsin.mailbox("gao@example.org").expectNothing();

    const unknown = explain(undefined, { incident: "i-none" }, terminal);
    await expect(unknown).rejects.toThrow("no incident i-none is stored");
    const both = explain("x.json", { incident: shelling }, terminal);
    await expect(both).rejects.toThrow("name a file with a report, or --incident");
  },
);
