#!/bin/sh
# Builds the container image with the first engine that responds. Argument: the name of the image.
set -u

for engine in docker podman; do
  if command -v "$engine" >/dev/null && "$engine" info >/dev/null 2>&1; then
    exec "$engine" build --tag "$1" .
  fi
done
echo 'Neither Docker nor Podman responds: install or start one of them, then run make image again.' >&2
exit 1
