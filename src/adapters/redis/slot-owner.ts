import { type Cluster, Command, type Redis } from "ioredis";

/** The connection to the master that has a key, as far as the client knows; undefined while none has. */
export function ownerOf(cluster: Cluster, key: string): Redis | undefined {
  const [address] = cluster.slots[new Command("exists", [key]).getSlot()] ?? [];
  return cluster
    .nodes("master")
    .find(({ options: { host, port } }) => `${String(host)}:${String(port)}` === address);
}

/** Resolves when a node was asked, whatever it said. */
export function refreshSlots(cluster: Cluster): Promise<void> {
  return new Promise((resolve) => {
    cluster.refreshSlotsCache(() => resolve());
  });
}
