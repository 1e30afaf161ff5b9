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

# Node for the desk: the system's where it is new enough, otherwise npm's own package of it, kept in build/node.
node_version=20.20.2
new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}
find_node() {
  command -v npm >/dev/null || install_packages web
  if new_enough node; then
    return
  fi
  if ! new_enough build/node/node_modules/node/bin/node; then
    say "node: the system's is older than 20.19; taking $node_version into build/node"
    mkdir -p build/node
    npm install --prefix build/node --no-save --no-audit --no-fund --silent "node@$node_version"
  fi
  PATH="$PWD/build/node/node_modules/node/bin:$PATH"
  export PATH
}

# What web/desk needs, and the typed client of the service's contract; nothing to do where neither changed.
desk_ready() {
  find_node
  local folder=web/desk
  if ! cmp -s "$folder/package-lock.json" "$folder/node_modules/.taken"; then
    say "desk: packages"
    (cd "$folder" && npm ci --no-audit --no-fund --silent && cp package-lock.json node_modules/.taken)
  fi
  if [ web/api/openapi.yaml -nt "$folder/src/api/schema.d.ts" ]; then
    (cd "$folder" && npm run --silent client >/dev/null)
  fi
}

# Builds the desk into web/desk/dist where a file of it is newer than that.
build_desk() {
  desk_ready
  local page=web/desk/dist/index.html
  if [ ! -f "$page" ] || [ -n "$(find web/desk/src web/desk/package-lock.json web/desk/index.html \
    web/desk/vite.config.ts -newer "$page" -print -quit)" ]; then
    say "desk"
    (cd web/desk && npm run --silent build)
  fi
}
