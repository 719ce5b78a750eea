-- KEYS: digest   ARGV: token, message   Returns 1 where it is kept now, else the one kept before
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return nil end
if redis.call('HSETNX', KEYS[1], 'message', ARGV[2]) == 1 then return 1 end
return redis.call('HGET', KEYS[1], 'message')
