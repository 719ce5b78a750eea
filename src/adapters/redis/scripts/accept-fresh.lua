-- Accepts a whole batch whose bodies an MSETNX of the same transaction has written, or takes all of it back.
-- Bodies pass a script by costing twice what they cost without it; that none was there before is the usual case.
-- KEYS: inbox, mark that the MSETNX came through, marks of external ids, then the rates. The bodies' keys are not among
--       them, as naming each again would cost more than the rest of the script: they are made of what all begin with and
--       the ids. All have the inbox's hash tag, and the MSETNX named them, so a Redis Cluster has checked their slot.
-- ARGV: now ms, seconds to keep, inbox limit, what a body's key begins with, number of reports, number of marks of
--       external ids, ids of the reports, then per rate: reports it counts, most of them, ms left of its span
-- Returns 1 where all are accepted, 0 where nothing was written
if redis.call('DEL', KEYS[2]) == 0 then return 0 end
local now, full, reports, marks = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[5]), tonumber(ARGV[6])
local firstRate = 3 + marks
local fits = redis.call('ZCARD', KEYS[1]) + reports <= full
for k = firstRate, #KEYS do
  local a = 7 + reports + (k - firstRate) * 3
  fits = fits and tonumber(redis.call('GET', KEYS[k]) or '0') + tonumber(ARGV[a]) <= tonumber(ARGV[a + 1])
end
if not fits then
  for i = 1, reports do redis.call('DEL', ARGV[4] .. ARGV[6 + i]) end
  for k = 3, firstRate - 1 do redis.call('DEL', KEYS[k]) end
  return 0
end
for k = firstRate, #KEYS do
  local a = 7 + reports + (k - firstRate) * 3
  redis.call('INCRBY', KEYS[k], ARGV[a])
  if redis.call('PTTL', KEYS[k]) < 0 then redis.call('PEXPIRE', KEYS[k], ARGV[a + 2]) end
end
for k = 3, firstRate - 1 do redis.call('EXPIRE', KEYS[k], ARGV[2]) end
local listed = {}
for i = 1, reports do
  listed[2 * i - 1], listed[2 * i] = now, ARGV[6 + i]
end
redis.call('ZADD', KEYS[1], unpack(listed))
return 1
