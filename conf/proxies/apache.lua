-- Asks the waiting room to authorize a request; used by apache.conf.
-- Without live=true a token admits until it expires, even after its session has ended.
local http = require("socket.http")

local authorizer = "http://127.0.0.1:8080/authorizer?event_id=Sample&live=true"
local scheme = "https"
http.TIMEOUT = 3

local identity = { "X-Waiting-Room-Request-Id", "X-Waiting-Room-Queue-Position", "X-Waiting-Room-Event-Id" }

function check(r)
  -- Clients must not set identity headers. Also with underscores, which some application servers treat as hyphens.
  for name in pairs(r:headers_in_table()) do
    if name:lower():gsub("_", "-"):sub(1, 15) == "x-waiting-room-" then
      r.headers_in[name] = nil
    end
  end
  if r.uri:sub(1, 14) == "/waiting-room/" then
    return apache2.OK
  end
  local _, status, headers = http.request({
    url = authorizer,
    redirect = false,
    headers = {
      ["Authorization"] = r.headers_in["Authorization"],
      ["Cookie"] = r.headers_in["Cookie"],
      ["X-Original-URL"] = scheme .. "://" .. (r.headers_in["Host"] or "") .. r.unparsed_uri,
    },
  })
  if status == 200 then
    for _, name in ipairs(identity) do
      r.headers_in[name] = headers[name:lower()]
    end
    return apache2.OK
  end
  if status ~= 401 and status ~= 403 then
    -- No decision available: admit nobody.
    r.err_headers_out["Retry-After"] = "1"
    return 503
  end
  local page = headers["x-waiting-room-location"]
  if page and (r.headers_in["Accept"] or ""):lower():find("text/html", 1, true) then
    r.err_headers_out["Location"] = page
    return 302
  end
  r.err_headers_out["WWW-Authenticate"] = "Bearer"
  return status
end
