-- KEYS: clock   ARGV: window end ms ('' now), clock offset ms
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[2])
-- The present millisecond may already hold an entry: the window ends after it.
local clock = tonumber(redis.call('GET', KEYS[1]) or '0')
-- Redis's clock may have stepped back behind the log's, which holds what was filed last.
local to = ARGV[1] == '' and math.max(now, clock) + 1 or tonumber(ARGV[1])
if ARGV[1] ~= '' and to > now then return nil end
local stamp = string.format('%.0f', to)
-- A write in any case, so that a wait for a replica covers all that stands in the window.
redis.call('SET', KEYS[1], clock < to and stamp or string.format('%.0f', clock))
return stamp
