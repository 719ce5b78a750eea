-- KEYS: report, inbox, body   ARGV: id
-- Counted before the work, so that a report that kills its worker is found out.
local isOpen = (redis.call('HGET', KEYS[1], 'state') or 'accepted') == 'accepted'
local body = isOpen and redis.call('GET', KEYS[3])
if not body then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return nil
end
return { body, redis.call('HINCRBY', KEYS[1], 'attempts', 1) }
