-- KEYS: report
local d = redis.call('HMGET', KEYS[1], 'state', 'attempts')
if (d[1] or 'accepted') == 'accepted' and d[2] then redis.call('HINCRBY', KEYS[1], 'attempts', -1) end
return 1
