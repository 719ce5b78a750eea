-- KEYS: rounds, pause   ARGV: pause ms
if redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[1]) then return redis.call('INCR', KEYS[1]) end
return tonumber(redis.call('GET', KEYS[1]) or '0')
