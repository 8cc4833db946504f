#!/bin/sh
# Takes one visitor through a running node and prints each command, status and response.
# Exits with 1 at the first unexpected response, so it is a smoke test too.
# Environment: WAITING_ROOM_DATA (.data), WAITING_ROOM_PUBLIC_PORT (8080), WAITING_ROOM_ADMIN_PORT (8090).
set -u

public=http://127.0.0.1:${WAITING_ROOM_PUBLIC_PORT:-8080}
admin=http://127.0.0.1:${WAITING_ROOM_ADMIN_PORT:-8090}
# Written by "make run": holds the operator's key, to keep it off the command line.
signing=${WAITING_ROOM_DATA:-.data}/curl
# A room of its own, so that the tour disturbs nobody and always gives the same results.
room=Demo
json='Content-Type: application/json'
number=0
status=
body=

stop() {
  printf '\n%s\n' "$1" >&2
  exit 1
}

# --- steps

say() {
  number=$((number + 1))
  printf '\n%d. %s\n' "$number" "$1"
}

# Prints a command as it would be typed.
show() {
  printf '   $ curl'
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_./:-]*) printf " '%s'" "$word" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
}

# Arguments: the expected statuses, joined by |, then those of curl. Sets $status and $body.
visitor() {
  expected=$1
  shift
  show "$@"
  answer=$(curl -q -s --noproxy '*' --max-time 20 -w '\n%{http_code}' "$@") || stop "No response. Is the node still running?"
  status=${answer##*
}
  body=${answer%
*}
  printf '%s\n' "   $status $body" | awk '{ if (length($0) > 400) $0 = substr($0, 1, 400) " ..."; print }'
  case "|$expected|" in
    *"|$status|"*) ;;
    *) stop "Step $number: expected status $expected, got $status." ;;
  esac
}

# The same, signed.
operator() {
  statuses=$1
  shift
  visitor "$statuses" --config "$signing" "$@"
}

# The value of a member of $body, string or number.
member() {
  printf '%s\n' "$body" | sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p"
}

# Arguments: a member of $body, its expected value.
expect() {
  found=$(member "$1")
  [ "$found" = "$2" ] || stop "Step $number: expected $1 to be $2, got $found."
}

# base64url without padding, as tokens use it (RFC 7515).
decode() {
  text=$(printf '%s' "$1" | sed 'y#-_#+/#')
  while [ $((${#text} % 4)) -ne 0 ]; do text=$text=; done
  printf '%s' "$text" | base64 -d
}

# --- checks before the first step

version=$(curl --version 2>/dev/null | awk 'NR == 1 { print $2 }')
[ -n "$version" ] || stop "No curl found: install curl 7.75 or newer."
printf '%s\n' "$version" | awk -F. '{ exit !($1 > 7 || ($1 == 7 && $2 >= 75)) }' ||
  stop "curl $version cannot sign requests: install curl 7.75 or newer."
curl -q -s --noproxy '*' --max-time 5 "$public/health/live" >/dev/null ||
  stop "No node responds at $public: start one with \"make run\" in another terminal."
[ -r "$signing" ] ||
  stop "$signing is missing: \"make run\" writes it. If your data folder is another one, set WAITING_ROOM_DATA."

# --- the tour

echo "A visitor's way through the waiting room. Visitors call $public; operators call $admin"
echo "and sign their requests (AWS Signature Version 4): $signing configures curl and holds the key."

say "Is the node ready?"
visitor 200 "$public/health/ready"

say "An operator creates a room for this tour. 428: it already exists."
operator '201|428' -X PUT "$admin/rooms/$room" -d '{}'

say "An operator resets its counters to 0. Visitors who were in line lose their places."
operator 200 -X POST "$admin/api/reset_initial_state" -d "{\"event_id\": \"$room\"}"

say "A visitor joins and gets a request id, which identifies them from now on."
visitor 200 -X POST "$public/assign_queue_num" -H "$json" -d "{\"event_id\": \"$room\"}"
request=$(member api_request_id)

say "Where am I in line?"
visitor 200 "$public/queue_num?event_id=$room&request_id=$request"
expect queue_number 1

say "Up to which number are visitors being served?"
visitor 200 "$public/serving_num?event_id=$room"
expect serving_counter 0

say "How many are waiting?"
visitor 200 "$public/waiting_num?event_id=$room"
expect waiting_num 1

say "The visitor asks for a token. 202: too early."
visitor 202 -X POST "$public/generate_token" -H "$json" -d "{\"event_id\": \"$room\", \"request_id\": \"$request\"}"

say "An operator lets ten people in."
operator 200 -X POST "$admin/api/increment_serving_counter" -d "{\"event_id\": \"$room\", \"increment_by\": 10}"
expect serving_num 10

say "The visitor asks again and gets three tokens."
visitor 200 -X POST "$public/generate_token" -H "$json" -d "{\"event_id\": \"$room\", \"request_id\": \"$request\"}"
token=$(member access_token)
without_signature=${token%.*}
header=$(decode "${without_signature%.*}") || stop "Step $number: cannot read the header of the token."
claims=$(decode "${without_signature#*.}") || stop "Step $number: cannot read the claims of the token."

say "The content of the access token. A shop verifies its signature and reads these claims."
printf '   header %s\n   claims %s\n' "$header" "$claims"
body=$claims
expect aud "$room"
expect sub "$request"
expect token_use access
body=$header
kid=$(member kid)

say "The public key that verifies it; the kid matches the header."
visitor 200 "$public/public_key?event_id=$room"
expect kid "$kid"

say "Asking again returns the same token, byte for byte."
visitor 200 -X POST "$public/generate_token" -H "$json" -d "{\"event_id\": \"$room\", \"request_id\": \"$request\"}"
expect access_token "$token"

say "How many tokens are active?"
operator 200 "$admin/api/num_active_tokens?event_id=$room"
expect active_tokens 1

say "The visitor has paid, so the shop completes the session. 1: completed, -1: abandoned."
operator 200 -X POST "$admin/api/update_session" -d "{\"event_id\": \"$room\", \"request_id\": \"$request\", \"status\": 1}"

say "The token can no longer be fetched. 410: the session has ended."
visitor 410 -X POST "$public/generate_token" -H "$json" -d "{\"event_id\": \"$room\", \"request_id\": \"$request\"}"

say "The room and all its counters."
operator 200 "$admin/rooms/$room"
expect queue_counter 1
expect token_counter 1
expect completed_counter 1
expect waiting_num 0
expect active_tokens 0

printf '\nAll %d steps succeeded.\n' "$number"
