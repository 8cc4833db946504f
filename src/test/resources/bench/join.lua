-- Joins. With arguments, a folder and a name, it keeps every answer in a file per thread.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"event_id": "Sample"}'

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

-- wrk takes answers apart, headers too, only where there is a function for them.
function init(args)
  if args[1] then
    local out = io.open(args[1] .. "/" .. args[2] .. "-" .. number, "w")
    response = function(status, headers, body)
      out:write(body, "\n")
    end
  end
end
