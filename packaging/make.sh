#!/usr/bin/env bash
# Makes the Debian package from a finished build: packaging/make.sh build/release [OUT]
# The same commit gives the same bytes: all dates in the package are the commit's.
set -euo pipefail
build=$(cd "${1:?the build folder, such as build/release}" && pwd)
out=${2:-$build}
cd "$(dirname "$0")/.."
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)
fi
export SOURCE_DATE_EPOCH
cpack --config "$build/CPackConfig.cmake" -B "$out"
rm -rf "$out/_CPack_Packages"
