-- Cursor, digest, sent marks and what is kept back, all or nothing.
-- KEYS: state, sent, sent at, open, digest
-- ARGV: expected cursor, expected sequence, expected due, cursor, due, recent, expected kept, kept,
--       left out, digest id ('' none), digest json, now ms, oldest mark to keep ms, then incident id and version in turn
local state = redis.call('HMGET', KEYS[1], 'cursor', 'sequence', 'due', 'kept')
if state[1] ~= ARGV[1] or state[2] ~= ARGV[2] or state[3] ~= ARGV[3] then return 0 end
if (state[4] or '[]') ~= ARGV[7] then return 0 end
redis.call('HSET', KEYS[1], 'cursor', ARGV[4], 'due', ARGV[5], 'recent', ARGV[6], 'kept', ARGV[8],
  'left-out', ARGV[9])
if ARGV[10] ~= '' then
  redis.call('HINCRBY', KEYS[1], 'sequence', 1)
  redis.call('HSET', KEYS[5], 'state', 'sealed', 'json', ARGV[11], 'token', 0, 'attempts', 0, 'at', ARGV[12])
  redis.call('SADD', KEYS[4], ARGV[10])
  for i = 14, #ARGV, 2 do
    redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
    redis.call('ZADD', KEYS[3], ARGV[12], ARGV[i])
  end
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[13], 'LIMIT', 0, 500)) do
    redis.call('HDEL', KEYS[2], id)
    redis.call('ZREM', KEYS[3], id)
  end
end
return 1
