-- What the log holds that a report may belong to, in one look.
-- KEYS: sequence, fingerprint, external (or fingerprint again), number of tellings in the older and the newer span,
--       prefix of the tellings (of the same slot), then per term: its list in the older span, in the newer one
-- ARGV: external given (1/0), most candidates, most tellings of a term, most tellings in all, least shared terms,
--       ordinary documents, then per term: its prior
local documents = tonumber(redis.call('GET', KEYS[4]) or '0') + tonumber(redis.call('GET', KEYS[5]) or '0')
local mostOfTerm, most, leastShared, ordinary = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local terms, frequencies = {}, {}
for i = 1, #ARGV - 6 do
  local older, newer = redis.call('STRLEN', KEYS[5 + i * 2]) / 4, redis.call('STRLEN', KEYS[6 + i * 2]) / 4
  local frequency = older + newer
  frequencies[i] = frequency
  if frequency > 0 then
    local share = (frequency + ordinary * tonumber(ARGV[6 + i])) / (documents + ordinary)
    local rarity = math.floor(-math.log(math.min(0.9, share)) * 64)
    terms[#terms + 1] = { i = i, frequency = frequency, rarity = rarity, older = older, newer = newer }
  end
end
-- The rarest first: they say most and bring fewest.
table.sort(terms, function(a, b) if a.frequency == b.frequency then return a.i < b.i end return a.frequency < b.frequency end)
local shared, rarity, numbers, seen = {}, {}, {}, 0
for _, term in ipairs(terms) do
  seen = seen + term.frequency
  if term.frequency > mostOfTerm or seen > most then break end
  for k = 5, 6 do
    if (k == 5 and term.older or term.newer) > 0 then
      local list = redis.call('GET', KEYS[k + term.i * 2])
      for at = 1, #list, 4 do
        local number = struct.unpack('<I4', list, at)
        if not shared[number] then
          numbers[#numbers + 1] = number
          shared[number], rarity[number] = 1, term.rarity
        else
          shared[number], rarity[number] = shared[number] + 1, rarity[number] + term.rarity
        end
      end
    end
  end
end
local likely = {}
for _, number in ipairs(numbers) do
  if shared[number] >= leastShared then likely[#likely + 1] = number end
end
table.sort(likely, function(a, b) if rarity[a] == rarity[b] then return a > b end return rarity[a] > rarity[b] end)
local candidates = {}
for i = 1, math.min(#likely, tonumber(ARGV[2])) do
  local telling = redis.call('HMGET', KEYS[6] .. string.format('%d', likely[i]), 'incident', 'report', 'profile')
  if telling[1] then candidates[#candidates + 1] = { likely[i], telling[1], telling[2], telling[3] } end
end
return {
  redis.call('GET', KEYS[1]) or '0',
  documents,
  frequencies,
  candidates,
  redis.call('GET', KEYS[2]) or '',
  ARGV[1] == '1' and redis.call('GET', KEYS[3]) or '',
}
