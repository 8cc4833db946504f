-- Asks the waiting room to authorize a request; used by haproxy-forward.cfg.
-- The host must be an IP address, not a name. Without live=true a token admits until it expires, even after its session has ended.
local authorizer = "http://127.0.0.1:8080/authorizer?event_id=Sample&live=true&mount=/__waiting-room"

local function first(headers, name)
  local values = headers and headers[name]
  return values and values[0]
end

core.register_action("waiting_room_authorizer", { "http-req" }, function(txn)
  local sent = txn.http:req_get_headers()
  local asked = {}
  for _, name in ipairs({ "authorization", "cookie" }) do
    asked[name] = { first(sent, name) }
  end
  -- Behind a proxy that ends TLS: "https".
  local scheme = txn.f:ssl_fc() == 1 and "https" or "http"
  asked["x-original-url"] = { scheme .. "://" .. (first(sent, "host") or "") .. (txn.sf:pathq() or "/") }
  local answer = core.httpclient():get({ url = authorizer, headers = asked, timeout = 3000 })
  local headers = answer and answer.headers
  txn:set_var("txn.authorizer_status", answer and answer.status or 0)
  txn:set_var("txn.visitor", first(headers, "x-waiting-room-request-id"))
  txn:set_var("txn.position", first(headers, "x-waiting-room-queue-position"))
  txn:set_var("txn.room", first(headers, "x-waiting-room-event-id"))
  txn:set_var("txn.waiting_page", first(headers, "x-waiting-room-location"))
end)
