import { type SentinelConnectionOptions, SentinelConnector } from "ioredis";

/**
 * Begins each connection without what hears of failovers for the one before. ioredis leaves that listening: where it
 * hears of the failover while the Sentinels are being asked again, it takes the attempt for one that was called off, and
 * the client ends for good.
 */
export class FreshSentinelConnector extends SentinelConnector {
  constructor(options: unknown) {
    // As ioredis hands them over, which knows nothing of their type at this place.
    super(options as SentinelConnectionOptions);
  }

  override connect(
    ...args: Parameters<SentinelConnector["connect"]>
  ): ReturnType<SentinelConnector["connect"]> {
    this.disconnect();
    return super.connect(...args);
  }
}
