-- KEYS: digest   ARGV: token, ms of the lease, the rendering where none was kept when the token was given
local d = redis.call('HMGET', KEYS[1], 'token', 'state')
if d[1] ~= ARGV[1] or d[2] ~= 'sending' then return 0 end
if ARGV[3] and redis.call('HSETNX', KEYS[1], 'message', ARGV[3]) == 0 then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'state', 'dotting', 'lease', string.format('%.0f', now + ARGV[2]))
return 1
