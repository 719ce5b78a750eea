-- Appends one incident version, with everything that finds it, or nothing.
-- KEYS: incident, log, clock, filed, fingerprint, external (or filed again), sequence, tellings in the span, prefix of
--       the tellings and of the lists of terms in the span (of the same slot), then the index sets
-- ARGV: incident id, expected version, json, report id, expected owner of the fingerprint ('' none),
--       fingerprint seconds, clock offset ms, retention ms, external given (1/0), new version,
--       sequence that was seen, seconds a story stays open, least shared terms, its terms' names in one text,
--       profile ('' not indexed)
local already = redis.call('GET', KEYS[4])
if already then return { 'already', already } end
if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[2] then return { 'stale', '' } end
if (redis.call('GET', KEYS[5]) or '') ~= ARGV[5] then return { 'stale', '' } end

-- A telling filed since the look-up that shares terms with this one: it might have been a candidate.
local seen, last = tonumber(ARGV[11]), tonumber(redis.call('GET', KEYS[7]) or '0')
if last > seen then
  local shared = {}
  for term in string.gmatch(ARGV[14], '%S+') do
    local list = redis.call('GETRANGE', KEYS[10] .. term, -4 * (last - seen), -1)
    for at = 1, #list, 4 do
      local number = struct.unpack('<I4', list, at)
      if number > seen then
        shared[number] = (shared[number] or 0) + 1
        if shared[number] >= tonumber(ARGV[13]) then return { 'stale', '' } end
      end
    end
  end
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[7])
-- Redis's clock may step back; the log's may not, nor may it enter a window that was closed.
local at = math.max(now, tonumber(redis.call('GET', KEYS[3]) or '0'))
local retention = tonumber(ARGV[8])
local keep, open = math.floor(retention / 1000), tonumber(ARGV[12])
local stamp = string.format('%.0f', at)
redis.call('SET', KEYS[3], stamp)
local position = redis.call('XADD', KEYS[2], 'MINID', '~', string.format('%.0f', at - retention), stamp .. '-*', 'incident', ARGV[3])
redis.call('HSET', KEYS[1], 'version', ARGV[10], 'json', ARGV[3], 'at', stamp)
redis.call('EXPIRE', KEYS[1], keep)
redis.call('SET', KEYS[4], ARGV[1], 'EX', keep)
if ARGV[5] == '' then redis.call('SET', KEYS[5], ARGV[1], 'EX', ARGV[6]) end
if ARGV[9] == '1' then redis.call('SET', KEYS[6], ARGV[1], 'EX', keep) end
if ARGV[15] ~= '' then
  local number = redis.call('INCR', KEYS[7])
  redis.call('INCR', KEYS[8])
  redis.call('EXPIRE', KEYS[8], open * 2)
  local telling = KEYS[9] .. string.format('%d', number)
  redis.call('HSET', telling, 'incident', ARGV[1], 'report', ARGV[4], 'profile', ARGV[15])
  redis.call('EXPIRE', telling, open)
  local packed = struct.pack('<I4', number)
  for term in string.gmatch(ARGV[14], '%S+') do
    -- The span ends within the time that a story is open, and its last telling within that time after it.
    if redis.call('APPEND', KEYS[10] .. term, packed) == 4 then redis.call('EXPIRE', KEYS[10] .. term, open * 2) end
  end
end
-- Pages of the index continue after a score, so entries of one millisecond must differ in it.
local score = string.format('%.4f', at + math.min(tonumber(string.match(position, '%-(%d+)$')), 4095) / 4096)
for i = 11, #KEYS do
  redis.call('ZADD', KEYS[i], score, ARGV[1])
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', '(' .. string.format('%.0f', at - retention))
  redis.call('EXPIRE', KEYS[i], keep)
end
return { 'filed', stamp }
