-- KEYS: relay   ARGV: reason, failures in a row that begin a pause, first pause ms, longest pause ms, ms a count is remembered
-- Returns 1 where a pause begins or grows
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
local r = redis.call('HMGET', KEYS[1], 'until', 'length')
-- From a sender that was under way when the pause began.
if tonumber(r[1] or '0') > now then return 0 end
redis.call('HSET', KEYS[1], 'reason', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
if not r[1] and failures < tonumber(ARGV[2]) then return 0 end
local length = r[2] and math.min(2 * tonumber(r[2]), tonumber(ARGV[4])) or tonumber(ARGV[3])
redis.call('HSET', KEYS[1], 'until', now + length, 'length', length, 'probed', 0)
return 1
