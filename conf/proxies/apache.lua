-- Asks the waiting room to authorize a request; used by apache.conf.
-- Without live=true a token admits until it expires, even after its session has ended.
local http = require("socket.http")

local authorizer = "http://127.0.0.1:8080/authorizer?event_id=Sample&live=true&mount=/__waiting-room"
http.TIMEOUT = 3

local identity = { "X-Waiting-Room-Request-Id", "X-Waiting-Room-Queue-Position", "X-Waiting-Room-Event-Id" }

local function is_identity(name)
  return name:lower():gsub("_", "-"):sub(1, 15) == "x-waiting-room-"
end

-- Apache removes the headers that the client names in Connection, also those that are set here.
local function without_identity(connection)
  local kept = {}
  for name in connection:gmatch("[^,%s]+") do
    if not is_identity(name) then
      kept[#kept + 1] = name
    end
  end
  return #kept > 0 and table.concat(kept, ", ") or nil
end

-- A script that fetches HTML could not show the waiting page: it gets the status, with the address in a header.
local function is_browser(r)
  local mode = r.headers_in["Sec-Fetch-Mode"]
  return (r.headers_in["Accept"] or ""):lower():find("text/html", 1, true) and (not mode or mode == "navigate")
end

function check(r)
  -- Nobody needs a token there, and the page names the visitor's place in one of the headers below.
  if r.uri:sub(1, 16) == "/__waiting-room/" then
    return apache2.OK
  end
  -- Clients must not set identity headers. Also with underscores, which some application servers treat as hyphens.
  for name in pairs(r:headers_in_table()) do
    if is_identity(name) then
      r.headers_in[name] = nil
    end
  end
  if r.headers_in["Connection"] then
    r.headers_in["Connection"] = without_identity(r.headers_in["Connection"])
  end
  local _, status, headers = http.request({
    url = authorizer,
    redirect = false,
    headers = {
      ["Authorization"] = r.headers_in["Authorization"],
      ["Cookie"] = r.headers_in["Cookie"],
      -- Behind a proxy that ends TLS: "https".
      ["X-Original-URL"] = (r.is_https and "https" or "http") .. "://" .. (r.headers_in["Host"] or "") .. r.unparsed_uri,
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
  if page and is_browser(r) then
    r.err_headers_out["Location"] = page
    return 302
  end
  if page then
    r.err_headers_out["X-Waiting-Room-Location"] = page
  end
  r.err_headers_out["WWW-Authenticate"] = "Bearer"
  return status
end
