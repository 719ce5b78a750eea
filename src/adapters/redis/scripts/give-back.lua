-- KEYS: report
if redis.call('HGET', KEYS[1], 'state') == 'accepted' then redis.call('HINCRBY', KEYS[1], 'attempts', -1) end
return 1
