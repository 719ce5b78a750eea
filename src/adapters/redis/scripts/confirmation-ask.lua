-- KEYS: waiting, asked for this subscription, times this address was asked
-- ARGV: member, now ms, ms until it may be asked again, most times
if tonumber(redis.call('GET', KEYS[3]) or '0') >= tonumber(ARGV[4]) then return 0 end
if not redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[3]) then return 0 end
if redis.call('INCR', KEYS[3]) == 1 then redis.call('PEXPIRE', KEYS[3], ARGV[3]) end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
return 1
