-- Answers whether the state is new, its due time, and what it keeps back. Of one that is as it was
-- nothing is written but a round that has moved on.
-- KEYS: state
-- ARGV: now ms, due ms ('' none), schedule and zone, round, rounds that may be missed, epoch
local seen = redis.call('HMGET', KEYS[1], 'cursor', 'round', 'schedule', 'due', 'kept')
local missed = tonumber(ARGV[4]) - tonumber(seen[2] or '0')
local due, kept = seen[4], seen[5] or '[]'
if not seen[1] then
  due, kept = ARGV[2], '[]'
  redis.call('HSET', KEYS[1], 'cursor', ARGV[1], 'sequence', '0', 'due', due, 'schedule', ARGV[3],
    'recent', '[]', 'kept', kept, 'left-out', '{}', 'epoch', ARGV[6])
elseif missed > tonumber(ARGV[5]) then
  -- Taken out and put back: what it would have been told meanwhile ended with it.
  due, kept = ARGV[2], '[]'
  redis.call('HSET', KEYS[1], 'cursor', ARGV[1], 'due', due, 'schedule', ARGV[3], 'kept', kept,
    'left-out', '{}')
elseif seen[3] ~= ARGV[3] and tonumber(seen[1]) <= tonumber(ARGV[1]) then
  -- While a clock that was set back is behind the cursor no window can end: the next round asks again.
  redis.call('HSET', KEYS[1], 'schedule', ARGV[3])
  -- A window that should have closed by now closes by the old hour: the reader waits for it.
  local overdue = due and due ~= '' and tonumber(due) <= tonumber(ARGV[1])
  if not overdue or ARGV[2] == '' then
    due = ARGV[2]
    redis.call('HSET', KEYS[1], 'due', due)
  end
end
if seen[2] ~= ARGV[4] then redis.call('HSET', KEYS[1], 'round', ARGV[4]) end
return {seen[1] and '0' or '1', due, kept}
