-- KEYS: digest   ARGV: now ms, lease end ms
-- A lease that ran out before the final dot was safe to break; after it, the last attempt is in doubt.
local d = redis.call('HMGET', KEYS[1], 'state', 'lease', 'json', 'doubt', 'next')
local state = d[1]
if not state then return { 'unknown' } end
if state ~= 'sealed' and state ~= 'sending' and state ~= 'dotting' then return { 'final', state } end
if state == 'sealed' and tonumber(d[5] or '0') > tonumber(ARGV[1]) then return { 'busy' } end
if state ~= 'sealed' and tonumber(d[2] or '0') > tonumber(ARGV[1]) then return { 'busy' } end
local doubt = d[4] == '1' and '1' or '0'
if state == 'dotting' then
  doubt = 'found'
  redis.call('HSET', KEYS[1], 'doubt', '1')
  redis.call('HINCRBY', KEYS[1], 'doubts', 1)
end
local token = redis.call('HINCRBY', KEYS[1], 'token', 1)
local attempt = redis.call('HINCRBY', KEYS[1], 'attempts', 1)
redis.call('HSET', KEYS[1], 'state', 'sending', 'lease', ARGV[2])
return { 'claimed', d[3], token, attempt, doubt, redis.call('HGET', KEYS[1], 'doubts') or '0' }
