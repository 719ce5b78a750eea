-- KEYS: digest, open   ARGV: token, digest id, state, reason, next ms, now ms, in doubt (1/0), seconds to keep
local d = redis.call('HMGET', KEYS[1], 'token', 'state')
if d[1] ~= ARGV[1] or (d[2] ~= 'sending' and d[2] ~= 'dotting') then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[3], 'reason', ARGV[4], 'next', ARGV[5], 'doneAt', ARGV[6], 'doubt', ARGV[7])
if ARGV[7] == '1' then redis.call('HINCRBY', KEYS[1], 'doubts', 1) end
-- What is rejected or held stays open until it is listed among the dead, which is in another slot.
if ARGV[3] == 'sent' or ARGV[3] == 'suppressed' then
  redis.call('SREM', KEYS[2], ARGV[2])
  redis.call('HDEL', KEYS[1], 'message')
  redis.call('EXPIRE', KEYS[1], ARGV[8])
end
return 1
