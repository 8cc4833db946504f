#!/bin/sh
# Checks the tools for building and running (a JDK 17 or newer with its compiler, Maven 3.8 or newer) and reports the first missing one.
# Arguments: the java and the javac to use.
java=$1
javac=$2

stop() {
  echo "$1" >&2
  exit 1
}

command -v "$java" >/dev/null 2>&1 ||
  stop "No java found: install a JDK, version 17 or newer, and put it on the PATH or set JAVA_HOME."
version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
[ "${version:-0}" -ge 17 ] ||
  stop "Java ${version:-of an unknown version} is too old: install a JDK, version 17 or newer, and put it on the PATH or set JAVA_HOME."
command -v "$javac" >/dev/null 2>&1 ||
  stop "Java $version has no compiler (javac): install a JDK, version 17 or newer, not only a JRE."
command -v mvn >/dev/null 2>&1 ||
  stop "No mvn found: install Maven 3.8 or newer and put it on the PATH."
maven=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
set -- $maven
[ "${1:-0}" -gt 3 ] || { [ "${1:-0}" -eq 3 ] && [ "${2:-0}" -ge 8 ]; } ||
  stop "Maven ${1:-?}.${2:-?} is too old: install Maven 3.8 or newer."
