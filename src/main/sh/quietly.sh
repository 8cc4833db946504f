#!/bin/sh
# Runs Maven and shows its progress as a counter of fetched files: updated in place on a terminal, otherwise a line every 100 files.
# Prints Maven's output only if it fails.
# Arguments: the Maven command.
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM

[ -t 1 ] && terminal=1 || terminal=0
# Inside the substitution, 3 is the original stdout and 4 carries the exit code out.
exec 3>&1
status=$(
  exec 4>&1
  {
    { "$@" 2>&1 </dev/null; echo $? >&4; } |
      awk -v log_file="$log" -v terminal="$terminal" '
        /^(\[INFO\] )?Downloading from/ { next }
        /^(\[INFO\] )?Downloaded from/ {
          fetched++
          name = $0; sub(/ \(.*/, "", name); sub(/.*\//, "", name)
          if (terminal) { printf "\r\033[K  fetched %d files, last %s", fetched, name; fflush() }
          else if (fetched % 100 == 0) { printf "  fetched %d files, last %s\n", fetched, name; fflush() }
          next
        }
        { print > log_file }
        END { if (terminal && fetched) printf "\r\033[K"; if (fetched) printf "  fetched %d files\n", fetched }
      ' >&3
  }
)
[ "$status" = 0 ] && exit 0
cat "$log" >&2
exit 1
