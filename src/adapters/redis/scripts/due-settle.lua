-- KEYS: due, wakes   ARGV: delivery id, wakes seen at the claim, next ms ('' none), again ms
-- Woken since the claim: what woke it may lie after the window just read, so look again.
if (redis.call('HGET', KEYS[2], ARGV[1]) or '0') ~= ARGV[2] then
  redis.call('ZADD', KEYS[1], ARGV[4], ARGV[1])
  return 0
end
-- The count is never taken back: an older claim must not be taken for a newer one.
if ARGV[3] == '' then redis.call('ZREM', KEYS[1], ARGV[1]) else redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1]) end
return 1
