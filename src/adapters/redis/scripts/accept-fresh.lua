-- Accepts a whole batch whose bodies an MSETNX of the same transaction has written, or takes all of it back.
-- Bodies pass a script by costing twice what they cost without it; that none was there before is the usual case.
-- KEYS: inbox, mark that the MSETNX came through, then the bodies with the marks of external ids among them, then the rates
-- ARGV: now ms, seconds to keep, inbox limit, number of reports, number of marks of external ids, their ids,
--       then per rate: reports it counts, most of them, ms left of its span
-- Returns 1 where all are accepted, 0 where nothing was written
if redis.call('DEL', KEYS[2]) == 0 then return 0 end
local now, full, reports, marks = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local firstRate = 3 + reports + marks
local fits = redis.call('ZCARD', KEYS[1]) + reports <= full
for k = firstRate, #KEYS do
  local a = 6 + reports + (k - firstRate) * 3
  fits = fits and tonumber(redis.call('GET', KEYS[k]) or '0') + tonumber(ARGV[a]) <= tonumber(ARGV[a + 1])
end
if not fits then
  redis.call('DEL', unpack(KEYS, 3, firstRate - 1))
  return 0
end
for k = firstRate, #KEYS do
  local a = 6 + reports + (k - firstRate) * 3
  redis.call('INCRBY', KEYS[k], ARGV[a])
  if redis.call('PTTL', KEYS[k]) < 0 then redis.call('PEXPIRE', KEYS[k], ARGV[a + 2]) end
end
for k = 3 + reports, firstRate - 1 do redis.call('EXPIRE', KEYS[k], ARGV[2]) end
local listed = {}
for i = 1, reports do
  listed[2 * i - 1], listed[2 * i] = now, ARGV[5 + i]
end
redis.call('ZADD', KEYS[1], unpack(listed))
return 1
