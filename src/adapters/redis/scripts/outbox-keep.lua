-- KEYS: digest   ARGV: token, message
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return nil end
redis.call('HSETNX', KEYS[1], 'message', ARGV[2])
return redis.call('HGET', KEYS[1], 'message')
