#!/bin/sh
# Runs Biome, which formats and lints the scripts and styles, and installs it first where its lock file has changed.
# Arguments: those of Biome. Without Node.js and npm nothing is checked, which is a failure where CI=true.
set -eu
sources=tools/biome
folder=target/biome

for program in node npm; do
  if ! command -v "$program" >/dev/null 2>&1; then
    echo "SKIPPED: $program is not installed, so scripts and styles are not checked" >&2
    [ "${CI:-}" != true ] || exit 1
    exit 0
  fi
done

if ! cmp -s "$sources/package-lock.json" "$folder/installed"; then
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$sources/package.json" "$sources/package-lock.json" "$folder"
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error)
  cp "$sources/package-lock.json" "$folder/installed"
fi
exec "$folder/node_modules/.bin/biome" "$@"
