-- KEYS: inbox, then per report: its state, its body   ARGV: their ids
-- Counts, before the work, an attempt for each report that was never in hand, and hands it out. One that was may be what
-- ended its worker: it is not counted here, where its neighbours would share the blame, but left to be in hand alone.
local answers = {}
for i, id in ipairs(ARGV) do
  local report, body = KEYS[i * 2], KEYS[i * 2 + 1]
  local state, attempts = unpack(redis.call('HMGET', report, 'state', 'attempts'))
  local written = (state or 'accepted') == 'accepted' and redis.call('GET', body)
  if not written then
    redis.call('ZREM', KEYS[1], id)
    answers[i] = { 'settled', 0 }
  elseif tonumber(attempts or '0') > 0 then
    answers[i] = { 'alone', tonumber(attempts) }
  else
    redis.call('HSET', report, 'attempts', 1)
    answers[i] = { 'started', written }
  end
end
return answers
