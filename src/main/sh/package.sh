#!/bin/sh
# Builds what is released, twice from scratch, and fails unless both builds are the same to the last byte.
# Arguments: the command that runs Maven. Output: target/package with the jar, lib/, the bill of materials and SHA256SUMS.
set -eu

build() {
  rm -rf target/classes target/lib target/maven-archiver target/maven-status target/waiting-room.jar target/waiting-room-sbom.json
  "$@" -ntp -q package -Dmaven.test.skip=true
  mkdir -p "$folder"
  cp -R target/waiting-room.jar target/waiting-room-sbom.json target/lib LICENSE NOTICE "$folder"
  (cd "$folder" && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
}

rm -rf target/package target/package-again
folder=target/package
build "$@"
folder=target/package-again
build "$@"
if ! diff target/package/SHA256SUMS target/package-again/SHA256SUMS; then
  echo 'Two builds of the same sources differ in the files above.' >&2
  exit 1
fi
rm -rf target/package-again
echo "target/package: $(wc -l <target/package/SHA256SUMS) files, the same in two builds"
