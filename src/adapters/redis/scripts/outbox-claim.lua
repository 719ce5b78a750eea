-- KEYS: digest   ARGV: the caller's now ms, ms of the lease
-- The lease goes by Redis's clock alone: a caller whose own runs ahead takes nothing out of another's hands.
-- A lease that ran out before the final dot was safe to break; after it, the last attempt is in doubt.
-- The last of what is returned is 1 where a rendering is kept.
local d = redis.call('HMGET', KEYS[1], 'state', 'lease', 'json', 'doubt', 'next')
local state = d[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if not state then return { 'unknown' } end
if state ~= 'sealed' and state ~= 'sending' and state ~= 'dotting' then return { 'final', state } end
if state == 'sealed' and tonumber(d[5] or '0') > tonumber(ARGV[1]) then return { 'busy' } end
if state ~= 'sealed' and tonumber(d[2] or '0') > now then return { 'busy' } end
local doubt = d[4] == '1' and '1' or '0'
if state == 'dotting' then
  doubt = 'found'
  redis.call('HSET', KEYS[1], 'doubt', '1')
  redis.call('HINCRBY', KEYS[1], 'doubts', 1)
end
local token = redis.call('HINCRBY', KEYS[1], 'token', 1)
local attempt = redis.call('HINCRBY', KEYS[1], 'attempts', 1)
redis.call('HSET', KEYS[1], 'state', 'sending', 'lease', string.format('%.0f', now + ARGV[2]))
local doubts = redis.call('HGET', KEYS[1], 'doubts') or '0'
return { 'claimed', d[3], token, attempt, doubt, doubts, redis.call('HEXISTS', KEYS[1], 'message') }
