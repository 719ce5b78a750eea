-- KEYS: relay   Returns 1 where that ends a pause
local paused = redis.call('HEXISTS', KEYS[1], 'until')
redis.call('DEL', KEYS[1])
return paused
