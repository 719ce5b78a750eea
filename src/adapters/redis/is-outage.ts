/** What Redis says of itself: no room, no disk, not the master, not yet. Older ones put it behind the script's name. */
const UNABLE =
  /(?:^|-)(?:OOM|MISCONF|READONLY|LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|MOVED|ASK|NOREPLICAS|BUSY|UNBLOCKED)\b/;
/** What ioredis and `runSurely` say where no answer came, or none that is sure. */
const UNSURE = new Set([
  "Connection is closed.",
  "Command timed out",
  "Stream isn't writeable and enableOfflineQueue options is false",
  "the connection was lost before the write was sure",
  "no master has the slot",
  "no replica has taken the write",
  "the write is not on the disk yet",
]);
const BY_NAME = new Set(["AbortError", "MaxRetriesPerRequestError", "ClusterAllFailedError"]);
const BY_CODE = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH"]);

/** Whether a command failed by the state that Redis is in, and not by what it was asked to do. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (UNSURE.has(error.message) || BY_NAME.has(error.name)) return true;
  if ("code" in error && BY_CODE.has(String(error.code))) return true;
  return error.name === "ReplyError" && UNABLE.test(error.message);
}
