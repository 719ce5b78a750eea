-- Writes every report of a batch that is not there yet, each by itself. It has no end until it is filed.
-- A report's id is made from its source and webhook-id, so its own key tells whether the same was posted before.
-- KEYS: inbox, then per report: body, report, by external id (or the body again), rate
-- ARGV: now ms, seconds to keep, inbox limit, then per report: id, body hash, body, rate count, ms left of the rate's span
local now, keep, full = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local answers, fresh = {}, {}
local depth = redis.call('ZCARD', KEYS[1])
for i = 0, (#KEYS - 1) / 4 - 1 do
  local k, a = 1 + i * 4, 3 + i * 5
  local body, report, byExternal, rate = KEYS[k + 1], KEYS[k + 2], KEYS[k + 3], KEYS[k + 4]
  local id, hash, written = ARGV[a + 1], ARGV[a + 2], ARGV[a + 3]
  local limit, span = tonumber(ARGV[a + 4]), tonumber(ARGV[a + 5])
  local first, held = id, string.match(redis.call('GETRANGE', body, 0, 127), '^([^\n]+)\n')
  -- A first receipt is written over with itself, so that a wait for a replica or the disk covers what it said.
  if held then
    redis.call('SETRANGE', body, 0, held)
    if (redis.call('HGET', report, 'state') or 'accepted') == 'accepted' then
      redis.call('ZADD', KEYS[1], 'NX', now, id)
    end
  elseif byExternal ~= body then
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
    redis.call('SET', body, written)
    if byExternal ~= body then redis.call('SET', byExternal, id .. ' ' .. hash, 'EX', keep) end
    fresh[#fresh + 1] = now
    fresh[#fresh + 1] = id
    depth = depth + 1
    answers[i + 1] = { 'accepted', id }
  end
end
if #fresh > 0 then redis.call('ZADD', KEYS[1], unpack(fresh)) end
return answers
