-- Appends incident versions one after another, each with everything that finds it, until one cannot be.
-- KEYS: log, clock, sequence, prefix of the tellings, number of tellings in the span, its recent tellings, prefix of its
--       parts of terms, the same of the span before the last (all of one slot); then per filing: incident, filed,
--       fingerprint, external (or filed again); then the index sets
-- ARGV: clock offset ms, retention ms, seconds a story stays open, most tellings listed under a term,
--       recent tellings that are put under their terms together, number of filings; then per filing: incident id,
--       expected version, json, report id, expected owner of the fingerprint ('' none), fingerprint seconds,
--       external given (1/0), new version, sequence that was seen, its terms in eight hexadecimal digits each,
--       profile ('' not indexed), its index sets' places among the keys
local HEAD, ARGS, PARTS = 8, 12, 8
local retention, open, amount = tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[6])
local keep = string.format('%d', math.floor(retention / 1000))
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[1])
-- Redis's clock may step back; the log's may not, nor may it enter a window that was closed.
local at = math.max(now, tonumber(redis.call('GET', KEYS[2]) or '0'))
local stamp, oldest = string.format('%.0f', at), string.format('%.0f', at - retention)
local first = tonumber(redis.call('GET', KEYS[3]) or '0')
local last, recent, sets, answers = first, {}, {}, {}

for i = 1, amount do
  local k, a = HEAD + (i - 1) * 4, 6 + (i - 1) * ARGS
  local incident, filed, copy = KEYS[k + 1], KEYS[k + 2], KEYS[k + 3]
  local id, owner, terms, profile = ARGV[a + 1], ARGV[a + 5], ARGV[a + 10], ARGV[a + 11]
  local already = redis.call('GET', filed)
  if already then answers[i] = { 'already', already } break end
  if (redis.call('HGET', incident, 'version') or '0') ~= ARGV[a + 2] then break end
  if (redis.call('GET', copy) or '') ~= owner then break end
  -- A telling filed since the look-up might have been a candidate.
  if profile ~= '' and last > tonumber(ARGV[a + 9]) then break end

  local position = redis.call('XADD', KEYS[1], 'MINID', '~', oldest, stamp .. '-*', 'incident', ARGV[a + 3])
  redis.call('HSET', incident, 'version', ARGV[a + 8], 'json', ARGV[a + 3], 'at', stamp)
  redis.call('EXPIRE', incident, keep)
  redis.call('SET', filed, id, 'EX', keep)
  if owner == '' then redis.call('SET', copy, id, 'EX', ARGV[a + 6]) end
  if ARGV[a + 7] == '1' then redis.call('SET', KEYS[k + 4], id, 'EX', keep) end
  if profile ~= '' then
    last = last + 1
    local number = string.format('%d', last)
    redis.call('SET', KEYS[4] .. number, id .. '\n' .. ARGV[a + 4] .. '\n' .. profile, 'EX', open)
    recent[#recent + 1] = string.format('%08x', last) .. terms
  end
  -- Pages of the index continue after a score, so entries of one millisecond must differ in it.
  local score = string.format('%.4f', at + math.min(tonumber(string.match(position, '%-(%d+)$')), 4095) / 4096)
  for place in string.gmatch(ARGV[a + 12], '%d+') do
    local set = sets[place] or {}
    set[#set + 1], set[#set + 2] = score, id
    sets[place] = set
  end
  answers[i] = { 'filed', stamp }
end

if next(sets) then redis.call('SET', KEYS[2], stamp) end
for place, members in pairs(sets) do
  local set = KEYS[tonumber(place)]
  redis.call('ZADD', set, unpack(members))
  redis.call('ZREMRANGEBYSCORE', set, '-inf', '(' .. oldest)
  redis.call('EXPIRE', set, keep)
end
if #recent == 0 then return answers end

redis.call('SET', KEYS[3], string.format('%d', last))
if redis.call('INCRBY', KEYS[5], last - first) == last - first then
  local closed = {}
  for part = 0, PARTS - 1 do closed[part + 1] = KEYS[8] .. part end
  redis.call('UNLINK', unpack(closed))
end
redis.call('EXPIRE', KEYS[5], open)
local waiting = redis.call('RPUSH', KEYS[6], unpack(recent))
redis.call('EXPIRE', KEYS[6], open)
if waiting < tonumber(ARGV[5]) then return answers end

-- Together, as many of them have the same terms.
local most, parts = tonumber(ARGV[4]), {}
for part = 0, PARTS - 1 do parts[part] = { names = {}, numbers = {} } end
for _, telling in ipairs(redis.call('LRANGE', KEYS[6], 0, -1)) do
  local number = struct.pack('<I4', tonumber(string.sub(telling, 1, 8), 16))
  for from = 9, #telling, 8 do
    local name = string.sub(telling, from, from + 7)
    local part = parts[tonumber(string.sub(name, 8), 16) % PARTS]
    local numbers = part.numbers[name]
    if not numbers then
      part.names[#part.names + 1] = name
      part.numbers[name] = number
    else
      part.numbers[name] = numbers .. number
    end
  end
end
for part = 0, PARTS - 1 do
  local names, numbers, written = parts[part].names, parts[part].numbers, {}
  if #names > 0 then
    local key = KEYS[7] .. part
    for n, before in ipairs(redis.call('HMGET', key, unpack(names))) do
      local name = names[n]
      local count = #numbers[name] / 4 + (before and struct.unpack('<I4', before) or 0)
      -- How many they are, and who unless they are too many to tell anything.
      local list = count > most and '' or (before and string.sub(before, 5) or '') .. numbers[name]
      written[n * 2 - 1], written[n * 2] = name, struct.pack('<I4', count) .. list
    end
    redis.call('HSET', key, unpack(written))
    redis.call('EXPIRE', key, open)
  end
end
redis.call('DEL', KEYS[6])
return answers
