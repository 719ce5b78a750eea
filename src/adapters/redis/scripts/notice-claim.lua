-- KEYS: notices, notices due   ARGV: now ms, lease end ms
local claimed = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, 10)) do
  redis.call('ZADD', KEYS[2], ARGV[2], id)
  claimed[#claimed + 1] = redis.call('HGET', KEYS[1], id)
end
return claimed
