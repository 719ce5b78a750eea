-- KEYS: report, inbox, body   ARGV: id, incident id, seconds to keep
if (redis.call('HGET', KEYS[1], 'state') or 'accepted') == 'accepted' and redis.call('EXPIRE', KEYS[3], ARGV[3]) == 1 then
  redis.call('HSET', KEYS[1], 'state', 'filed', 'incident', ARGV[2])
  redis.call('EXPIRE', KEYS[1], ARGV[3])
end
return redis.call('ZREM', KEYS[2], ARGV[1])
