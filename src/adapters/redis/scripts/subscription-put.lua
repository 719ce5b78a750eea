-- Writes or removes one subscription where what is expected stands there, and logs the change under its number.
-- A document is held as '<revision> <ms of the change>' and its JSON on the next line.
-- KEYS: documents, ids, changes, count of changes
-- ARGV: id, expected ('' nothing, '*' anything, '+' something, else a revision), json ('' removes), now ms, changes to keep
local id, expected, json = ARGV[1], ARGV[2], ARGV[3]
local held = redis.call('HGET', KEYS[1], id)
local revision = held and string.match(held, '^(%d+) ')
if not held and (json == '' or (expected ~= '' and expected ~= '*')) then return {'absent', ''} end
if held and expected ~= '*' and expected ~= '+' and expected ~= revision then return {'moved', revision} end
if held and json ~= '' and string.match(held, '\n(.*)$') == json then return {'unchanged', revision} end
local number = redis.call('INCR', KEYS[4])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[5], number .. '-0', 'id', id)
if json == '' then
  redis.call('HDEL', KEYS[1], id)
  redis.call('ZREM', KEYS[2], id)
  return {'removed', ''}
end
redis.call('HSET', KEYS[1], id, number .. ' ' .. ARGV[4] .. '\n' .. json)
redis.call('ZADD', KEYS[2], 0, id)
return {held and 'updated' or 'created', tostring(number)}
