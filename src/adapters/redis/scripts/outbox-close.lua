-- KEYS: digest, open   ARGV: digest id   For one that is listed among the dead. Returns its state
-- One that was revived meanwhile stays open.
local state = redis.call('HGET', KEYS[1], 'state')
if state == 'rejected' or state == 'held' then redis.call('SREM', KEYS[2], ARGV[1]) end
return state
