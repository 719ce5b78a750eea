-- Answers whether the state is new, and its due time.
-- KEYS: state   ARGV: cursor ms, due ms ('' none), schedule and zone, round, rounds that may be missed, epoch
local seen = redis.call('HMGET', KEYS[1], 'cursor', 'round', 'schedule')
local missed = tonumber(ARGV[4]) - tonumber(seen[2] or '0')
if not seen[1] then
  redis.call('HSET', KEYS[1], 'cursor', ARGV[1], 'sequence', '0', 'due', ARGV[2], 'schedule', ARGV[3],
    'recent', '[]', 'epoch', ARGV[6])
elseif missed > tonumber(ARGV[5]) then
  -- Taken out and put back: what it would have been told meanwhile ended with it.
  redis.call('HSET', KEYS[1], 'cursor', ARGV[1], 'due', ARGV[2], 'schedule', ARGV[3])
elseif seen[3] ~= ARGV[3] then
  redis.call('HSET', KEYS[1], 'due', ARGV[2], 'schedule', ARGV[3])
end
redis.call('HSET', KEYS[1], 'round', ARGV[4])
return {seen[1] and '0' or '1', redis.call('HGET', KEYS[1], 'due')}
