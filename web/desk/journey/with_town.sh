#!/usr/bin/env bash
# Makes up a small town, serves it with the desk and walks the journeys through it:
#   with_town.sh PROGRAM [--accept] [JOURNEY …]
# Everything it makes lies in build/journey.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=cmake/setup.sh
. cmake/setup.sh
program=$(realpath "${1:?the program, such as build/release/linquan}")
shift
folder=build/journey
find_node

# The town is made anew where the program is another.
stamp=$(sha256sum "$program" | cut -d ' ' -f 1)
if [ "$(cat "$folder/.made" 2>/dev/null)" != "$stamp" ]; then
  rm -rf "$folder"
  mkdir -p "$folder"
  "$program" demo-city --people 40000 --seed 1 --out "$folder" >"$folder/made.log" 2>&1
  (cd "$folder" && "$program" import --osm city.osm.pbf --population population.csv --outlets outlets.xlsx \
    outlets_gcj02.csv register.xlsx --areas areas.geojson circles.geojson --candidates candidates.csv --out town.city \
    >>made.log 2>&1)
  tilemaker --input "$folder/city.osm.pbf" --output "$folder/basemap.mbtiles" \
    --config packaging/basemap/config.json --process packaging/basemap/process.lua >>"$folder/made.log" 2>&1
  echo "$stamp" >"$folder/.made"
fi

# The port is free now; who takes it in between makes the start fail, and says so.
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => {
  console.log(s.address().port); s.close(); })')
rm -f "$folder"/town.db*
printf 'serve:\n  rate: 0\n' >"$folder/rates.yaml"
"$program" serve --config "$folder/rates.yaml" --city "$folder/town.city" --basemap "$folder/basemap.mbtiles" \
  --desk web/desk/dist --demo --db "sqlite:$folder/town.db" --listen "127.0.0.1:$port" >"$folder/serve.log" 2>&1 &
service=$!
trap 'kill "$service" 2>/dev/null || true; wait "$service" 2>/dev/null || true' EXIT

for _ in $(seq 300); do
  if node -e "fetch('http://127.0.0.1:$port/readyz').then((a) => process.exit(a.ok ? 0 : 1))" 2>/dev/null; then
    break
  fi
  kill -0 "$service" 2>/dev/null || { cat "$folder/serve.log" >&2; exit 1; }
  sleep 0.2
done
export LINQUAN_PROGRAM="$program" LINQUAN_CITY="$PWD/$folder/town.city"
timeout 600 node web/desk/journey/run.mjs "http://127.0.0.1:$port/desk/" "$@"
