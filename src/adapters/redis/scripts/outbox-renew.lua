-- KEYS: digest   ARGV: token, ms of the lease
local d = redis.call('HMGET', KEYS[1], 'token', 'state')
if d[1] ~= ARGV[1] or (d[2] ~= 'sending' and d[2] ~= 'dotting') then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'lease', string.format('%.0f', now + ARGV[2]))
return 1
