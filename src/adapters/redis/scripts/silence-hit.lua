-- KEYS: silences, items hidden, last hits   ARGV: id, instant, then items
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
for i = 3, #ARGV do redis.call('PFADD', KEYS[2], ARGV[i]) end
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
return 1
