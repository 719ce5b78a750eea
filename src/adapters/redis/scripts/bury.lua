-- KEYS: report, inbox, buried, body   ARGV: id, now ms, reason, detail
if (redis.call('HGET', KEYS[1], 'state') or 'accepted') ~= 'accepted' then return 0 end
if redis.call('EXISTS', KEYS[4]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'state', 'buried', 'reason', ARGV[3], 'detail', ARGV[4])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
return 1
