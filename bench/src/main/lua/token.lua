-- Fetches the tokens of request ids in turn. Arguments: a file with one id per line.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  ids = {}
  local line = 0
  for id in io.lines(args[1]) do
    if line % 2 == number then
      ids[#ids + 1] = id
    end
    line = line + 1
  end
  next_id = 0
end

function request()
  next_id = next_id % #ids + 1
  return wrk.format(
    "POST", "/generate_token", {["Content-Type"] = "application/json"},
    '{"event_id": "Sample", "request_id": "' .. ids[next_id] .. '"}')
end
