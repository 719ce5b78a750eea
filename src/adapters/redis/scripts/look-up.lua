-- What the log holds that a report may belong to, in one look.
-- KEYS: sequence, fingerprint, external (or fingerprint again), number of tellings in the older and the newer span,
--       prefixes (of the same slot) of the tellings, of the lists of terms in the older span, in the newer one
-- ARGV: external given (1/0), most candidates, most tellings of a term, most tellings in all, least shared terms,
--       ordinary documents, the terms' names and their priors, each in one text
local inOlder, inNewer = tonumber(redis.call('GET', KEYS[4]) or '0'), tonumber(redis.call('GET', KEYS[5]) or '0')
local documents = inOlder + inNewer
local mostOfTerm, most, leastShared, ordinary = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local priorOf, terms, frequencies = string.gmatch(ARGV[8], '%S+'), {}, {}
-- By frequency and place in one number each, which sort without a function.
local byFrequency = {}
for name in string.gmatch(ARGV[7], '%S+') do
  local prior, i = priorOf(), #frequencies + 1
  local older = inOlder > 0 and redis.call('STRLEN', KEYS[7] .. name) / 4 or 0
  local newer = inNewer > 0 and redis.call('STRLEN', KEYS[8] .. name) / 4 or 0
  local frequency = older + newer
  frequencies[i] = frequency
  if frequency > 0 then
    local share = (frequency + ordinary * tonumber(prior)) / (documents + ordinary)
    terms[i] = { name = name, rarity = math.floor(-math.log(math.min(0.9, share)) * 64), older = older, newer = newer }
    byFrequency[#byFrequency + 1] = frequency * 1024 + i
  end
end
-- The rarest first: they say most and bring fewest.
table.sort(byFrequency)

-- For each telling how many terms are shared, above 2^20, and what they say together, below it.
local SHARED = 1048576
local tally, seen = {}, 0
local function count(list, step)
  local whole = #list - #list % 32
  for at = 1, whole, 32 do
    local a, b, c, d, e, f, g, h = struct.unpack('<I4I4I4I4I4I4I4I4', list, at)
    tally[a], tally[b] = (tally[a] or 0) + step, (tally[b] or 0) + step
    tally[c], tally[d] = (tally[c] or 0) + step, (tally[d] or 0) + step
    tally[e], tally[f] = (tally[e] or 0) + step, (tally[f] or 0) + step
    tally[g], tally[h] = (tally[g] or 0) + step, (tally[h] or 0) + step
  end
  for at = whole + 1, #list, 4 do
    local number = struct.unpack('<I4', list, at)
    tally[number] = (tally[number] or 0) + step
  end
end
for _, packed in ipairs(byFrequency) do
  local term, frequency = terms[packed % 1024], math.floor(packed / 1024)
  seen = seen + frequency
  if frequency > mostOfTerm or seen > most then break end
  if term.older > 0 then count(redis.call('GET', KEYS[7] .. term.name), SHARED + term.rarity) end
  if term.newer > 0 then count(redis.call('GET', KEYS[8] .. term.name), SHARED + term.rarity) end
end

-- The few likeliest, in order: what they share says most, and of equal ones the later.
local likely, worth, mostLikely = {}, {}, tonumber(ARGV[2])
for number, both in pairs(tally) do
  if both >= leastShared * SHARED then
    local rarity, at = both % SHARED, #likely
    if at < mostLikely or rarity > worth[at] or (rarity == worth[at] and number > likely[at]) then
      if at < mostLikely then at = at + 1 end
      while at > 1 and (rarity > worth[at - 1] or (rarity == worth[at - 1] and number > likely[at - 1])) do
        likely[at], worth[at] = likely[at - 1], worth[at - 1]
        at = at - 1
      end
      likely[at], worth[at] = number, rarity
    end
  end
end
local candidates = {}
for _, number in ipairs(likely) do
  local telling = redis.call('HMGET', KEYS[6] .. string.format('%d', number), 'incident', 'report', 'profile')
  if telling[1] then candidates[#candidates + 1] = { number, telling[1], telling[2], telling[3] } end
end
return {
  redis.call('GET', KEYS[1]) or '0',
  documents,
  table.concat(frequencies, ' '),
  candidates,
  redis.call('GET', KEYS[2]) or '',
  ARGV[1] == '1' and redis.call('GET', KEYS[3]) or '',
}
