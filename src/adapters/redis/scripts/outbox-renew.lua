-- KEYS: digest   ARGV: token, lease end ms
local d = redis.call('HMGET', KEYS[1], 'token', 'state')
if d[1] ~= ARGV[1] or (d[2] ~= 'sending' and d[2] ~= 'dotting') then return 0 end
redis.call('HSET', KEYS[1], 'lease', ARGV[2])
return 1
