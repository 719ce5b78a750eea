import type { Readers } from "./delivery-ports.ts";
import type { Enlisted, Roster } from "./roster.ts";

export interface OwnHours {
  /** The roster with the hours that readers chose, where the operator leaves them to it. */
  readonly roster: () => Roster;
  /** Looks what readers chose meanwhile. Returns the subscriptions in which something changed. */
  refresh(): Promise<readonly string[]>;
}

/** Few readers have an hour of their own: all of them are kept at hand. */
export function ownHours(readers: Pick<Readers, "hours">, roster: () => Roster): OwnHours {
  let hours: ReadonlyMap<string, string> = new Map();
  return {
    roster: () => (hours.size === 0 ? roster() : withHours(roster(), hours)),
    async refresh() {
      const before = hours;
      hours = await readers.hours();
      const ids = [...new Set([...before.keys(), ...hours.keys()])];
      const changed = ids.filter((id) => before.get(id) !== hours.get(id));
      return [...new Set(changed.map((id) => id.slice(0, id.indexOf("."))))];
    },
  };
}

function withHours(roster: Roster, hours: ReadonlyMap<string, string>): Roster {
  const own = (enlisted: Enlisted): Enlisted => {
    const { delivery, subscription } = enlisted;
    const time = hours.get(delivery.id);
    const mayChoose = subscription.readers?.change.includes("hour") ?? false;
    if (time === undefined || delivery.schedule.kind !== "at" || !mayChoose) return enlisted;
    return { ...enlisted, delivery: { ...delivery, schedule: { ...delivery.schedule, time } } };
  };
  return {
    get(deliveryId) {
      const enlisted = roster.get(deliveryId);
      return enlisted && own(enlisted);
    },
    of: (subscriptionId) => roster.of(subscriptionId).map(own),
    *values(kind) {
      for (const enlisted of roster.values(kind)) yield own(enlisted);
    },
  };
}
