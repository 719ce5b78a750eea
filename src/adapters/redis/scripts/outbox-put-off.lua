-- KEYS: digest   ARGV: token, next ms
local d = redis.call('HMGET', KEYS[1], 'token', 'state')
if d[1] ~= ARGV[1] or d[2] ~= 'sending' then return 0 end
redis.call('HINCRBY', KEYS[1], 'attempts', -1)
redis.call('HSET', KEYS[1], 'state', 'sealed', 'next', ARGV[2])
return 1
