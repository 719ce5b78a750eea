import type { Redis } from "ioredis";

/** What a Redis has done so far, by its own account. */
export interface RedisUsage {
  readonly processorUs: number;
  /** Commands, those within scripts included. */
  readonly commands: number;
  readonly scriptCalls: number;
}

export async function redisUsage(redis: Redis): Promise<RedisUsage> {
  const info = await redis.info("everything");
  const figure = (pattern: RegExp) => Number(pattern.exec(info)?.[1] ?? 0);
  return {
    processorUs: (figure(/used_cpu_sys:([\d.]+)/) + figure(/used_cpu_user:([\d.]+)/)) * 1_000_000,
    commands: figure(/total_commands_processed:(\d+)/),
    scriptCalls: figure(/cmdstat_evalsha:calls=(\d+)/) + figure(/cmdstat_eval:calls=(\d+)/),
  };
}
