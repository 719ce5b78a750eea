-- KEYS: inbox, then per report: its state, its body   ARGV: seconds to keep, then per report: its id, its incident's
local ids = {}
for i = 1, (#KEYS - 1) / 2 do
  local report, body = KEYS[i * 2], KEYS[i * 2 + 1]
  ids[i] = ARGV[i * 2]
  if (redis.call('HGET', report, 'state') or 'accepted') == 'accepted' and redis.call('EXPIRE', body, ARGV[1]) == 1 then
    redis.call('HSET', report, 'state', 'filed', 'incident', ARGV[i * 2 + 1])
    redis.call('EXPIRE', report, ARGV[1])
  end
end
return redis.call('ZREM', KEYS[1], unpack(ids))
