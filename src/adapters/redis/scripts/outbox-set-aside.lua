-- KEYS: outbox, dead   ARGV: digest id, now ms
redis.call('ZADD', KEYS[2], 'NX', ARGV[2], ARGV[1])
redis.call('ZREM', KEYS[1], ARGV[1])
