#!/usr/bin/env python3
"""Counts outlets and measures streets with GDAL's OSM driver, which shares no code with our reader, and compares.

gdal_count.py list
gdal_count.py compare CASE --program P    0 agree, 1 do not, 77 no data or no GDAL here

Outlets: objects (points and areas) with a tag that plainly means the kind, against linquan's count of that kind.
linquan merges doubles of one shop and adds what names and weaker tags say, so OUTLET_TOLERANCE of them, or
OUTLET_SLACK objects, may differ.
Streets: the length of highways open to walkers, against walk_metres. linquan closes the inner streets of compounds it
recognises and leaves out what nobody can reach; STREET_TOLERANCE may differ.
"""

import argparse
import csv
import io
import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import golden  # noqa: E402

OUTLET_TOLERANCE = 0.05
OUTLET_SLACK = 2
STREET_TOLERANCE = 0.03
CASES = ("las_palmas", "helsinki", "rome", "monaco", "beijing")

# Kinds whose tags leave nothing to interpret.
KINDS = {
    "pharmacy": {("amenity", "pharmacy")},
    "supermarket": {("shop", "supermarket")},
    "laundry": {("shop", "laundry"), ("shop", "dry_cleaning")},
    "carwash": {("amenity", "car_wash")},
    "travel": {("shop", "travel_agency")},
}
MOTOR_ONLY = {"motorway", "motorway_link", "trunk", "trunk_link"}
NO_STREET = {"proposed", "construction", "abandoned", "razed", "raceway", "bus_guideway", "escape", "platform",
             "elevator", "rest_area", "services", "no", "disused", "planned"}
CLOSED = {"no", "private", "residents", "permit", "military", "agricultural", "forestry", "delivery", "customers"}
EARTH_METRES = 6_371_008.8


def ogr(file, layer, form, options=()):
    command = ["ogr2ogr", "-f", form, "/vsistdout/", str(file), layer, "-oo",
               f"CONFIG_FILE={golden.HERE / 'osmconf.ini'}", *options]
    environment = {**os.environ, "OSM_MAX_TMPFILE_SIZE": "1000"}
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    except FileNotFoundError:
        print("ogr2ogr is not installed")
        sys.exit(golden.SKIPPED)


def rows(file, layer):
    return csv.DictReader(io.StringIO(ogr(file, layer, "CSV")))


def outlet_counts(file):
    counts = dict.fromkeys(KINDS, 0)
    for layer in ("points", "multipolygons"):
        for row in rows(file, layer):
            for kind, tags in KINDS.items():
                words = ((key, word.strip()) for key, _ in tags for word in (row.get(key) or "").split(";"))
                if any(word in tags for word in words):
                    counts[kind] += 1
    return counts


def metres(line):
    total = 0.0
    for (lon_a, lat_a), (lon_b, lat_b) in zip(line, line[1:]):
        x = math.radians(lon_b - lon_a) * math.cos(math.radians((lat_a + lat_b) / 2))
        total += EARTH_METRES * math.hypot(x, math.radians(lat_b - lat_a))
    return total


def walkable(tags):
    highway, foot, access = tags.get("highway"), tags.get("foot"), tags.get("access")
    if not highway or highway in NO_STREET or tags.get("area") == "yes":
        return False
    if foot:
        return foot not in CLOSED
    if highway in MOTOR_ONLY:
        return False
    return access not in CLOSED


def street_metres(file):
    total = 0.0
    for line in ogr(file, "lines", "GeoJSONSeq").splitlines():
        feature = json.loads(line.lstrip("\x1e"))
        if walkable(feature["properties"]):
            total += metres([point[:2] for point in feature["geometry"]["coordinates"]])
    return total


def compare(case, program):
    file = golden.data_folder() / golden.CASES[case]["osm"]
    golden.CASES[case] = {"osm": golden.CASES[case]["osm"]}  # the whole extract, as GDAL sees it
    with tempfile.TemporaryDirectory() as folder:
        figures = golden.imported(program, case, Path(folder, "count.city"))
    agree = True
    for kind, count in outlet_counts(file).items():
        ours = figures["outlets_by_kind"].get(kind, 0)
        good = abs(ours - count) <= max(OUTLET_SLACK, OUTLET_TOLERANCE * count)
        agree &= good
        print(f"  {kind:<14}{count:>8} by GDAL {ours:>8} by linquan{'' if good else '   TOO FAR APART'}")
    theirs, ours = street_metres(file), figures["walk_metres"]
    good = abs(ours - theirs) <= STREET_TOLERANCE * theirs
    print(f"  streets, m    {theirs:>8.0f} by GDAL {ours:>8.0f} by linquan{'' if good else '   TOO FAR APART'}")
    return 0 if agree and good else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("list", "compare"))
    parser.add_argument("case", nargs="?", choices=CASES)
    parser.add_argument("--program")
    arguments = parser.parse_args()
    if arguments.what == "list":
        print(" ".join(CASES))
        return 0
    return compare(arguments.case, arguments.program)


if __name__ == "__main__":
    sys.exit(main())
