-- KEYS: report, inbox   ARGV: id
-- Counted before the work, so that a report that kills its worker is found out.
if redis.call('HGET', KEYS[1], 'state') ~= 'accepted' then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return nil
end
return { redis.call('HGET', KEYS[1], 'json'), redis.call('HINCRBY', KEYS[1], 'attempts', 1) }
