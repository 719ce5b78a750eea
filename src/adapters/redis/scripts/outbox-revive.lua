-- KEYS: digest, open   ARGV: digest id, state to give ('sealed' or 'dropped'), seconds to keep
local state = redis.call('HGET', KEYS[1], 'state')
if state ~= 'rejected' and state ~= 'held' then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[2], 'next', '0', 'doubt', '0')
if ARGV[2] == 'sealed' then
  redis.call('SADD', KEYS[2], ARGV[1])
else
  redis.call('SREM', KEYS[2], ARGV[1])
  redis.call('EXPIRE', KEYS[1], ARGV[3])
end
return 1
