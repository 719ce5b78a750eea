-- KEYS: index   ARGV: mark of who mended it, mark of an index that is whole, score of marks
-- Lost once more meanwhile: what was put back before that is lost as well.
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
redis.call('ZREMRANGEBYSCORE', KEYS[1], ARGV[3], ARGV[3])
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[2])
return 1
