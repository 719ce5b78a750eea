-- KEYS: due, wakes   ARGV: now ms, lease end ms, limit
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
local claimed = {}
for i, id in ipairs(ids) do
  redis.call('ZADD', KEYS[1], ARGV[2], id)
  claimed[i] = { id, redis.call('HGET', KEYS[2], id) or '0' }
end
return claimed
