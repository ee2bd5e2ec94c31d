-- wrk's part: asks for one page's call after another, with the session of `run`. Arguments: the cookie, then a path in which
-- N is each time another whole number from FROM to TO.
local cookie, path, from, to
function init(args)
  cookie, path, from, to = args[1], args[2], tonumber(args[3]), tonumber(args[4])
  math.randomseed(os.time())
end
function request()
  local at = path:gsub("N", tostring(math.random(from, to)))
  return wrk.format("GET", at, { ["Cookie"] = cookie })
end
function done(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %d %d %.3f %.3f %.3f %d\n", summary.requests, bad, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.bytes))
end
