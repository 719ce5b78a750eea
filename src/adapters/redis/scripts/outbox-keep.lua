-- KEYS: digest   ARGV: token, message   Returns 1 where it is kept now, 0 where another is kept since before
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return nil end
return redis.call('HSETNX', KEYS[1], 'message', ARGV[2])
