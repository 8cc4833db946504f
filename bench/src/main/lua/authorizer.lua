-- Sends the same header with every request. Arguments: a file with the value of Authorization.
function init(args)
  local file = io.open(args[1])
  wrk.headers["Authorization"] = file:read("*a")
  file:close()
  same = wrk.format()
end

function request()
  return same
end
