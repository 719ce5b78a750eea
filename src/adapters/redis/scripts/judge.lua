-- The first verdict on a version stands; a hold stands for every version after it.
-- KEYS: judged, holds
-- ARGV: incident id, version, hold json ('' free), its end ms, oldest end to keep ms, seconds to keep the verdict
local seen = redis.call('HMGET', KEYS[1], 'version', 'hold')
if seen[2] then return { seen[2], 0 } end
if seen[1] and tonumber(seen[1]) >= tonumber(ARGV[2]) then return { '', 0 } end
redis.call('HSET', KEYS[1], 'version', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[6])
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'hold', ARGV[3])
  redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[5])
end
return { ARGV[3], 1 }
