-- The score of one address. At most one step a day counts: a hundred bounces of one bad day are one sign.
-- KEYS: address, paused   ARGV: id, weight, day, now ms, score that pauses, days after which a score is forgotten, kind, detail, seconds to keep
-- Returns 'paused' where this one pauses it, else 'noted'
local a = redis.call('HMGET', KEYS[1], 'score', 'day', 'today', 'pausedAt')
local score, day, today = tonumber(a[1] or '0'), tonumber(a[2] or '-1'), tonumber(a[3] or '0')
local weight = tonumber(ARGV[2])
if tonumber(ARGV[3]) - day > tonumber(ARGV[6]) then score = 0 end
if day == tonumber(ARGV[3]) then
  local more = math.max(0, weight - today)
  score = score + more
  today = today + more
else
  score = score + weight
  today = weight
end
redis.call('HSET', KEYS[1], 'score', tostring(score), 'day', ARGV[3], 'today', tostring(today), 'kind', ARGV[7],
  'detail', ARGV[8], 'at', ARGV[4])
if a[4] then return 'noted' end
if score < tonumber(ARGV[5]) then
  redis.call('EXPIRE', KEYS[1], ARGV[9])
  return 'noted'
end
redis.call('HSET', KEYS[1], 'pausedAt', ARGV[4])
redis.call('PERSIST', KEYS[1])
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
return 'paused'
