# Shared by ./run and ./test: what has to be installed, and how they talk. Sourced, never run.
# shellcheck shell=bash

say() { printf '\n== %s\n' "$*"; }

# Packages of the named groups in packages.txt.
packages_of() {
  local group package _
  while read -r group package _; do
    case " $* " in *" $group "*) echo "$package" ;; esac
  done < <(grep -v '^#' packages.txt)
}

# Installs what is missing of the named groups; says nothing to do where nothing is.
install_packages() {
  local missing=() package installed
  installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' 2>/dev/null | sed -n 's/^ii *//p')
  for package in $(packages_of "$@"); do
    grep -qxF "$package" <<<"$installed" || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    say "packages: all there"
    return
  fi
  say "packages: installing ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These packages need root or sudo: ${missing[*]}" >&2; exit 4; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# Configures a preset once; afterwards the build does so itself, except where the presets changed.
configure() {
  if [ ! -f "build/$1/build.ninja" ] || [ CMakePresets.json -nt "build/$1/build.ninja" ]; then
    say "configure $1"
    cmake --preset "$1" >/dev/null
    touch "build/$1/build.ninja"
  fi
}

# Three jobs on two cores would not be faster; more than the memory holds would be slower: 1.5 GiB a job.
jobs_count() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/MemAvailable/ { print int($2 / 1572864) }' /proc/meminfo)
  echo $((memory < 1 ? 1 : memory < cores ? memory : cores))
}
