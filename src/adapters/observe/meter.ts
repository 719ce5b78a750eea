import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

import { COUNTERS, type CounterName, type Meter } from "../../pipeline/ports.ts";

export interface OpenMeter extends Meter {
  /** Asked for at every scrape. */
  gauge(name: string, help: string, read: () => Promise<number>): void;
  /** The same with a label: a figure for each of its values. */
  gauges(
    name: string,
    label: string,
    help: string,
    read: () => Promise<ReadonlyMap<string, number>>,
  ): void;
  /** Prometheus text format. */
  exposition(): Promise<{ readonly contentType: string; readonly text: string }>;
}

const HELP: Readonly<Record<CounterName, string>> = {
  reports_received: "Reports posted, by what became of them",
  reports_filed: "Reports filed in the incident log, by relation",
  reports_buried: "Reports set aside, by reason",
  digests_sealed: "Digests frozen, by kind of delivery",
  digests_sent: "Attempts to send a digest, by outcome",
  storms_braked: "Digests that sum up what came above a reader's mail limit",
  incidents_held: "Incidents that reached so many readers that a second source was waited for",
  incidents_skipped: "Items that a catch-up after long downtime did not reach",
  incidents_beyond: "News left out of a mail because it held as much as one may",
  bounces: "Bounces and complaints read, by kind or by why they do not count",
  digests_in_doubt: "Times a connection or a sender was lost between the final dot and its record",
  items_inhibited: "Items left out of a mail beside an incident that tells them, by inhibition",
  items_silenced: "Times an item was left out of a digest for a silence",
};

export function openMeter(): OpenMeter {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>(
    Object.entries(COUNTERS).map(([name, labelNames]) => [
      name,
      new Counter({
        name: `tocsin_${name}_total`,
        help: HELP[name as CounterName],
        labelNames: [...labelNames],
        registers: [registry],
      }),
    ]),
  );
  return {
    count(name, labels, by = 1) {
      counters.get(name)?.inc({ ...labels }, by);
    },
    gauge(name, help, read) {
      const gauge: Gauge = new Gauge({
        name: `tocsin_${name}`,
        help,
        registers: [registry],
        async collect() {
          gauge.set(await read().catch(() => Number.NaN));
        },
      });
    },
    gauges(name, label, help, read) {
      const gauge: Gauge = new Gauge({
        name: `tocsin_${name}`,
        help,
        labelNames: [label],
        registers: [registry],
        async collect() {
          const figures = await read().catch(() => new Map<string, number>());
          for (const [value, figure] of figures) gauge.set({ [label]: value }, figure);
        },
      });
    },
    async exposition() {
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
