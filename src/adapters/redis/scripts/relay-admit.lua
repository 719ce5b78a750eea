-- The rate (GCRA) and the pause of the way out, by Redis's own clock.
-- KEYS: relay, arrival   ARGV: ms between two mails (0: no rate), ms of mails that may go at once,
--       longest wait that is granted ms, ms a probe is waited for, ms after which to ask again while one is out
-- Returns granted (1/0), ms to wait, failures noted
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local r = redis.call('HMGET', KEYS[1], 'until', 'probed', 'failures')
local pause, probed, failures = tonumber(r[1] or '0'), tonumber(r[2] or '0'), tonumber(r[3] or '0')
if pause > now then return { 0, pause - now, failures } end
if probed > now then return { 0, tonumber(ARGV[5]), failures } end
local interval = tonumber(ARGV[1])
local wait = 0
if interval > 0 then
  local arrival = math.max(tonumber(redis.call('GET', KEYS[2]) or '0'), now)
  wait = math.max(0, math.ceil(arrival - tonumber(ARGV[2]) - now))
  if wait > tonumber(ARGV[3]) then return { 0, wait, failures } end
  local after = arrival + interval
  redis.call('SET', KEYS[2], string.format('%.3f', after), 'PX', math.ceil(after - now) + 1000)
end
-- The pause is over: this one tries the relay, the others wait for what it finds.
if pause > 0 then redis.call('HSET', KEYS[1], 'probed', now + tonumber(ARGV[4])) end
return { 1, wait, failures }
