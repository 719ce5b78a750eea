-- Writes every report of a batch that is not there yet, each by itself. It has no end until it is filed.
-- A report's id is made from its source and webhook-id, so its own key tells whether the same was posted before.
-- KEYS: inbox, then per report: report, by external id (or the report again), rate
-- ARGV: now ms, seconds to keep, inbox limit, then per report: id, body hash, json, source, rate count, ms left of the rate's span
local now, keep, full = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local answers, fresh = {}, {}
local depth = redis.call('ZCARD', KEYS[1])
for i = 0, (#KEYS - 1) / 3 - 1 do
  local report, byExternal, rate = KEYS[2 + i * 3], KEYS[3 + i * 3], KEYS[4 + i * 3]
  local a = 4 + i * 6
  local id, hash, json, source = ARGV[a], ARGV[a + 1], ARGV[a + 2], ARGV[a + 3]
  local limit, span = tonumber(ARGV[a + 4]), tonumber(ARGV[a + 5])
  local first, held = id, redis.call('HGET', report, 'hash')
  -- A first receipt is written over with itself, so that a wait for a replica or the disk covers what it said.
  if held then
    redis.call('HSET', report, 'hash', held)
  elseif byExternal ~= report then
    local other = redis.call('GET', byExternal)
    if other then
      first, held = string.match(other, '^(%S+) (%S+)$')
      redis.call('EXPIRE', byExternal, keep)
    end
  end
  if held then
    answers[i + 1] = { held == hash and 'duplicate' or 'conflict', first }
  elseif depth >= full then
    answers[i + 1] = { 'inbox-full', '' }
  elseif limit > 0 and tonumber(redis.call('GET', rate) or '0') >= limit then
    answers[i + 1] = { 'rate-limited', tostring(math.max(redis.call('PTTL', rate), 0)) }
  else
    if limit > 0 and redis.call('INCR', rate) == 1 then redis.call('PEXPIRE', rate, span) end
    redis.call('HSET', report, 'json', json, 'source', source, 'state', 'accepted', 'hash', hash)
    if byExternal ~= report then redis.call('SET', byExternal, id .. ' ' .. hash, 'EX', keep) end
    fresh[#fresh + 1] = now
    fresh[#fresh + 1] = id
    depth = depth + 1
    answers[i + 1] = { 'accepted', id }
  end
end
if #fresh > 0 then redis.call('ZADD', KEYS[1], unpack(fresh)) end
return answers
