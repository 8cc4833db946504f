-- Joins. With a folder and a name as arguments, stores all responses in one file per thread.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"event_id": "Sample"}'

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

-- Defines response only if needed, because wrk then parses all responses and their headers.
function init(args)
  if args[1] then
    local out = io.open(args[1] .. "/" .. args[2] .. "-" .. number, "w")
    response = function(status, headers, body)
      out:write(body, "\n")
    end
  end
end
