-- Joins. Keeps every answer in a file per thread: arguments are a folder and a name.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"event_id": "Sample"}'

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  out = io.open(args[1] .. "/" .. args[2] .. "-" .. number, "w")
end

function response(status, headers, body)
  out:write(body, "\n")
end
