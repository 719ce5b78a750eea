-- Writes every report of a batch that is not there yet, each by itself. It has no end until it is filed.
-- KEYS: inbox, then per report: report, by webhook id, by external id (or the same again), rate
-- ARGV: now ms, seconds to keep, inbox limit, then per report: id, body hash, json, source, rate count, ms left of the rate's span
local now, keep, full = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local answers = {}
local depth = redis.call('ZCARD', KEYS[1])
for i = 0, (#KEYS - 1) / 4 - 1 do
  local report, byWebhook, byExternal, rate = KEYS[2 + i * 4], KEYS[3 + i * 4], KEYS[4 + i * 4], KEYS[5 + i * 4]
  local a = 4 + i * 6
  local id, hash, json, source = ARGV[a], ARGV[a + 1], ARGV[a + 2], ARGV[a + 3]
  local limit, span = tonumber(ARGV[a + 4]), tonumber(ARGV[a + 5])
  local held = redis.call('GET', byWebhook) or redis.call('GET', byExternal)
  if held then
    local first, heldHash = string.match(held, '^(%S+) (%S+)$')
    -- A write, so that a wait for a replica or the disk covers what the first receipt said.
    redis.call('EXPIRE', byWebhook, keep)
    answers[i + 1] = { heldHash == hash and 'duplicate' or 'conflict', first }
  elseif depth >= full then
    answers[i + 1] = { 'inbox-full', '' }
  elseif limit > 0 and tonumber(redis.call('GET', rate) or '0') >= limit then
    answers[i + 1] = { 'rate-limited', tostring(math.max(redis.call('PTTL', rate), 0)) }
  else
    if limit > 0 and redis.call('INCR', rate) == 1 then redis.call('PEXPIRE', rate, span) end
    redis.call('HSET', report, 'json', json, 'source', source, 'state', 'accepted', 'at', now)
    redis.call('SET', byWebhook, id .. ' ' .. hash, 'EX', keep)
    redis.call('SET', byExternal, id .. ' ' .. hash, 'EX', keep)
    redis.call('ZADD', KEYS[1], now, id)
    depth = depth + 1
    answers[i + 1] = { 'accepted', id }
  end
end
return answers
