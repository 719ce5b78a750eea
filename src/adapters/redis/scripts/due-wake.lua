-- KEYS: due, wakes   ARGV: at ms, then delivery ids
-- The count tells a notifier that holds the delivery just now that it must look again.
for i = 2, #ARGV do
  redis.call('HINCRBY', KEYS[2], ARGV[i], 1)
  redis.call('ZADD', KEYS[1], 'LT', ARGV[1], ARGV[i])
end
return #ARGV - 1
