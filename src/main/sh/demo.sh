#!/bin/sh
# Walks one visitor through a running node and prints what it does: the command, the status and the answer.
# Ends with 1 at the first answer that is not the expected one, so that it is a smoke test too.
# Environment: WAITING_ROOM_DATA (.data), WAITING_ROOM_PUBLIC_PORT (8080), WAITING_ROOM_ADMIN_PORT (8090).
set -u

public=http://127.0.0.1:${WAITING_ROOM_PUBLIC_PORT:-8080}
admin=http://127.0.0.1:${WAITING_ROOM_ADMIN_PORT:-8090}
# Written by "make run": holds the operator's key, so that no command line shows it.
signing=${WAITING_ROOM_DATA:-.data}/curl
# A room of its own, so that the tour disturbs nobody and is the same every time.
room=Demo
json='Content-Type: application/json'
number=0
status=
body=

stop() {
  printf '\n%s\n' "$1" >&2
  exit 1
}

# --- what one step does

say() {
  number=$((number + 1))
  printf '\n%d. %s\n' "$number" "$1"
}

# Prints a command as a person would type it.
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

# Arguments: the statuses that are right here, joined by |, then those of curl. Sets $status and $body.
visitor() {
  expected=$1
  shift
  show "$@"
  answer=$(curl -q -s --noproxy '*' --max-time 20 -w '\n%{http_code}' "$@") || stop "No answer. Is the node still running?"
  status=${answer##*
}
  body=${answer%
*}
  printf '%s\n' "   $status $body" | awk '{ if (length($0) > 400) $0 = substr($0, 1, 400) " ..."; print }'
  case "|$expected|" in
    *"|$status|"*) ;;
    *) stop "Step $number: the status should be $expected but is $status." ;;
  esac
}

# The same, signed.
operator() {
  statuses=$1
  shift
  visitor "$statuses" --config "$signing" "$@"
}

# The value of a member of $body, text or number.
member() {
  printf '%s\n' "$body" | sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p"
}

# Arguments: a member of $body, the value that is right.
expect() {
  found=$(member "$1")
  [ "$found" = "$2" ] || stop "Step $number: $1 should be $2 but is $found."
}

# base64url without padding, as tokens use it (RFC 7515).
decode() {
  text=$(printf '%s' "$1" | sed 'y#-_#+/#')
  while [ $((${#text} % 4)) -ne 0 ]; do text=$text=; done
  printf '%s' "$text" | base64 -d
}

# --- before the first step

version=$(curl --version 2>/dev/null | awk 'NR == 1 { print $2 }')
[ -n "$version" ] || stop "No curl was found: install curl 7.75 or newer."
printf '%s\n' "$version" | awk -F. '{ exit !($1 > 7 || ($1 == 7 && $2 >= 75)) }' ||
  stop "curl $version cannot sign requests: install curl 7.75 or newer."
curl -q -s --noproxy '*' --max-time 5 "$public/health/live" >/dev/null ||
  stop "No node answers at $public: start one with \"make run\" in another terminal."
[ -r "$signing" ] ||
  stop "There is no $signing: \"make run\" writes it; with another data folder set WAITING_ROOM_DATA."

# --- the tour

echo "One visitor's way through the waiting room. Visitors call $public; operators call $admin"
echo "and sign what they send (AWS Signature Version 4): $signing tells curl how, and holds the key."

say "Is the node ready?"
visitor 200 "$public/health/ready"

say "An operator makes a room for this tour. 428: it is there already."
operator '201|428' -X PUT "$admin/rooms/$room" -d '{}'

say "An operator puts its counters back to 0. Whoever was in line before is no longer known."
operator 200 -X POST "$admin/api/reset_initial_state" -d "{\"event_id\": \"$room\"}"

say "A visitor joins and gets a request id, which is their ticket from now on."
visitor 200 -X POST "$public/assign_queue_num" -H "$json" -d "{\"event_id\": \"$room\"}"
request=$(member api_request_id)

say "Where am I in line?"
visitor 200 "$public/queue_num?event_id=$room&request_id=$request"
expect queue_number 1

say "Up to which number may people come in?"
visitor 200 "$public/serving_num?event_id=$room"
expect serving_counter 0

say "How many are waiting?"
visitor 200 "$public/waiting_num?event_id=$room"
expect waiting_num 1

say "The visitor asks for a token. 202: it is too early."
visitor 202 -X POST "$public/generate_token" -H "$json" -d "{\"event_id\": \"$room\", \"request_id\": \"$request\"}"

say "An operator lets ten people in."
operator 200 -X POST "$admin/api/increment_serving_counter" -d "{\"event_id\": \"$room\", \"increment_by\": 10}"
expect serving_num 10

say "The visitor asks again and gets three tokens."
visitor 200 -X POST "$public/generate_token" -H "$json" -d "{\"event_id\": \"$room\", \"request_id\": \"$request\"}"
token=$(member access_token)
without_signature=${token%.*}
header=$(decode "${without_signature%.*}") || stop "Step $number: the header of the token cannot be read."
claims=$(decode "${without_signature#*.}") || stop "Step $number: the claims of the token cannot be read."

say "What the access token says. A shop verifies its signature and reads these claims."
printf '   header %s\n   claims %s\n' "$header" "$claims"
body=$claims
expect aud "$room"
expect sub "$request"
expect token_use access
body=$header
kid=$(member kid)

say "The public key that verifies it; its kid is the one in the header."
visitor 200 "$public/public_key?event_id=$room"
expect kid "$kid"

say "Asking once more gives the same token, byte for byte."
visitor 200 -X POST "$public/generate_token" -H "$json" -d "{\"event_id\": \"$room\", \"request_id\": \"$request\"}"
expect access_token "$token"

say "How many hold a token that is alive?"
operator 200 "$admin/api/num_active_tokens?event_id=$room"
expect active_tokens 1

say "The visitor has paid: the shop completes the session. 1 is completed, -1 abandoned."
operator 200 -X POST "$admin/api/update_session" -d "{\"event_id\": \"$room\", \"request_id\": \"$request\", \"status\": 1}"

say "The token cannot be fetched any more. 410: it is over."
visitor 410 -X POST "$public/generate_token" -H "$json" -d "{\"event_id\": \"$room\", \"request_id\": \"$request\"}"

say "All counters of the room."
operator 200 "$admin/rooms/$room"
expect queue_counter 1
expect token_counter 1
expect completed_counter 1
expect waiting_num 0
expect active_tokens 0

printf '\nAll %d steps went as they should.\n' "$number"
