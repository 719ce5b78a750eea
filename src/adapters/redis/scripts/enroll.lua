-- Answers whether the state is new, its due time, and what it keeps back.
-- KEYS: state
-- ARGV: now ms, due ms ('' none), schedule and zone, round, rounds that may be missed, epoch
local seen = redis.call('HMGET', KEYS[1], 'cursor', 'round', 'schedule', 'due')
local missed = tonumber(ARGV[4]) - tonumber(seen[2] or '0')
if not seen[1] then
  redis.call('HSET', KEYS[1], 'cursor', ARGV[1], 'sequence', '0', 'due', ARGV[2], 'schedule', ARGV[3],
    'recent', '[]', 'kept', '[]', 'folded', '[]', 'epoch', ARGV[6])
elseif missed > tonumber(ARGV[5]) then
  -- Taken out and put back: what it would have been told meanwhile ended with it.
  redis.call('HSET', KEYS[1], 'cursor', ARGV[1], 'due', ARGV[2], 'schedule', ARGV[3], 'kept', '[]',
    'folded', '[]')
elseif seen[3] ~= ARGV[3] and tonumber(seen[1]) <= tonumber(ARGV[1]) then
  -- While a clock that was set back is behind the cursor no window can end: the next round asks again.
  redis.call('HSET', KEYS[1], 'schedule', ARGV[3])
  -- A window that should have closed by now closes by the old hour: the reader waits for it.
  local overdue = seen[4] and seen[4] ~= '' and tonumber(seen[4]) <= tonumber(ARGV[1])
  if not overdue or ARGV[2] == '' then redis.call('HSET', KEYS[1], 'due', ARGV[2]) end
end
redis.call('HSET', KEYS[1], 'round', ARGV[4])
return {seen[1] and '0' or '1', redis.call('HGET', KEYS[1], 'due'), redis.call('HGET', KEYS[1], 'kept') or '[]'}
