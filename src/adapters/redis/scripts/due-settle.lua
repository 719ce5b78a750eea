-- KEYS: due, wakes   ARGV: delivery id, wakes seen at the claim, next ms ('' none), again ms; and so on
for i = 1, #ARGV, 4 do
  local id, next = ARGV[i], ARGV[i + 2]
  -- Woken since the claim: what woke it may lie after the window just read, so look again.
  if (redis.call('HGET', KEYS[2], id) or '0') ~= ARGV[i + 1] then
    redis.call('ZADD', KEYS[1], ARGV[i + 3], id)
  -- The count is never taken back: an older claim must not be taken for a newer one.
  elseif next == '' then
    redis.call('ZREM', KEYS[1], id)
  else
    redis.call('ZADD', KEYS[1], next, id)
  end
end
