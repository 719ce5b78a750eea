-- KEYS: state   ARGV: cursor ms, due ms ('' none), schedule
if redis.call('HSETNX', KEYS[1], 'cursor', ARGV[1]) == 1 then
  redis.call('HSET', KEYS[1], 'sequence', '0', 'due', ARGV[2], 'schedule', ARGV[3], 'recent', '[]')
elseif redis.call('HGET', KEYS[1], 'schedule') ~= ARGV[3] then
  redis.call('HSET', KEYS[1], 'due', ARGV[2], 'schedule', ARGV[3])
end
return redis.call('HGET', KEYS[1], 'due')
