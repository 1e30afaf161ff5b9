#!/usr/bin/env bash
# Makes the package twice and looks into it: packaging/check.sh build/release
set -euo pipefail
build=${1:?the build folder, such as build/release}
here=$(dirname "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  echo "$*" >&2
  exit 1
}

for turn in first second; do
  mkdir "$folder/$turn"
  "$here/make.sh" "$build" "$folder/$turn" >"$folder/$turn.log" 2>&1 || fail "$(cat "$folder/$turn.log")"
done
package=$(cd "$folder/first" && ls ./*.deb)
cmp "$folder/first/$package" "$folder/second/$package" || fail "the same build gave two different packages"

dpkg-deb -c "$folder/first/$package" >"$folder/list"
cat "$folder/list"
for path in usr/bin/linquan usr/lib/systemd/system/linquan-import.service usr/lib/sysusers.d/linquan.conf \
  etc/linquan/linquan.yaml usr/share/doc/linquan/copyright usr/share/doc/linquan/NOTICE \
  usr/share/doc/linquan/docs/configuration.md usr/share/doc/linquan/docs/standards.md \
  usr/share/doc/linquan/standards/local-xuzhou.yaml usr/share/linquan/desk/index.html; do
  grep -q " \./$path\$" "$folder/list" || fail "the package lacks $path"
done
! grep -vE ' root/root ' "$folder/list" || fail "not everything in the package belongs to root"
depends=$(dpkg-deb -f "$folder/first/$package" Depends)
echo "depends: $depends"
[[ $depends == *libgdal* ]] || fail "the package does not ask for the libraries it needs"
# Into a file first: a reader that stops early would make the whole pipe fail.
dpkg-deb --ctrl-tarfile "$folder/first/$package" | tar -t >"$folder/control"
grep -q conffiles "$folder/control" || fail "the configuration is no conffile"

# What is installed runs and finds its configuration's example readable.
dpkg-deb -x "$folder/first/$package" "$folder/unpacked"
"$folder/unpacked/usr/bin/linquan" --version
"$folder/unpacked/usr/bin/linquan" --config "$folder/unpacked/etc/linquan/linquan.yaml" --help >/dev/null
echo "package: $package"
