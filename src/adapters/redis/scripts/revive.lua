-- KEYS: report, inbox, buried, body   ARGV: id, now ms, state to give ('accepted' or 'dropped'), seconds to keep
if redis.call('HGET', KEYS[1], 'state') ~= 'buried' then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[3])
redis.call('HDEL', KEYS[1], 'attempts', 'reason', 'detail')
redis.call('ZREM', KEYS[3], ARGV[1])
if ARGV[3] == 'accepted' then
  redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
else
  redis.call('EXPIRE', KEYS[1], ARGV[4])
  redis.call('EXPIRE', KEYS[4], ARGV[4])
end
return 1
