#!/usr/bin/env python3
"""Imports real extracts and compares their figures with those in tests/golden/<case>.json; no map data is kept.

golden.py list                         the cases
golden.py compare CASE --program P     0 same and good enough, 1 not, 77 no data here
golden.py accept  CASE --program P     writes the figures down
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SKIPPED = 77

CASES = {
    "las_palmas": {
        "osm": "las_palmas.osm.pbf",
        "population": "las_palmas_population.csv",
        "within": "las_palmas_municipality.geojson",
        # What the project promises of this city: share of people placed, share of homes within 60 m of a street.
        "people_placed_min": 0.995,
        "homes_within_60m_min": 0.97,
    },
    "porto": {"osm": "porto_streets.osm.pbf", "population": "porto_population.csv"},
    "helsinki": {"osm": "helsinki_centre.osm.pbf"},
    "rome": {"osm": "rome_esquilino.osm.pbf"},
    "monaco": {"osm": "monaco.osm.pbf"},
    "beijing": {"osm": "beijing_campus_east.osm"},
}

# Differ from run to run, or hold places of the map.
LEFT_OUT = ("seconds", "peak_memory_bytes", "tool_version", "homes_farthest", "matches")


def data_folder():
    folder = os.environ.get("LINQUAN_REAL_DATA")
    if not folder or not Path(folder).is_dir():
        print("no real extracts here: set LINQUAN_REAL_DATA to their folder")
        sys.exit(SKIPPED)
    return Path(folder)


def imported(program, case, out):
    """The JSON object of `linquan import` for the case."""
    folder = data_folder()
    command = [program, "import", "--json", "--lang", "en", "--name", case, "--out", str(out)]
    for role in ("osm", "population", "within"):
        if role in CASES[case]:
            file = folder / CASES[case][role]
            if not file.exists():
                print(f"{file.name} is not among the real extracts")
                sys.exit(SKIPPED)
            command += [f"--{role}", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        print(f"import of {case} ended with {done.returncode}: {done.stderr.strip()}")
        sys.exit(1)
    return json.loads(done.stdout)


def stable(figures):
    kept = {key: value for key, value in figures.items() if key not in LEFT_OUT}
    kept["notices"] = {}
    for notice in figures["notices"]:
        kept["notices"][notice["code"]] = kept["notices"].get(notice["code"], 0) + 1
    return kept


def differences(was, now, path=""):
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted(set(was) | set(now)):
            yield from differences(was.get(key), now.get(key), f"{path}.{key}" if path else key)
    elif was != now:
        yield f"  {path}: was {json.dumps(was, ensure_ascii=False)}, is {json.dumps(now, ensure_ascii=False)}"


def shortcomings(case, figures):
    wanted = CASES[case]
    if "people_placed_min" in wanted:
        given = figures["people_given"]
        placed = (given - figures["people_unplaced"]) / given if given else 0
        if placed < wanted["people_placed_min"]:
            yield f"  people placed: {placed:.4f}, promised are {wanted['people_placed_min']}"
    if "homes_within_60m_min" in wanted and figures["homes_within_60m_share"] < wanted["homes_within_60m_min"]:
        yield f"  homes within 60 m: {figures['homes_within_60m_share']:.4f}, promised {wanted['homes_within_60m_min']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("list", "compare", "accept"))
    parser.add_argument("case", nargs="?", choices=sorted(CASES))
    parser.add_argument("--program")
    arguments = parser.parse_args()
    if arguments.what == "list":
        print(" ".join(CASES))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        figures = imported(arguments.program, arguments.case, Path(folder, "golden.city"))
    file = HERE / f"{arguments.case}.json"
    text = json.dumps(stable(figures), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    print(f"{arguments.case}: {figures['seconds']:.2f} s, {figures['peak_memory_bytes'] >> 20} MiB")
    found = list(shortcomings(arguments.case, figures))
    if arguments.what == "accept":
        file.write_text(text, encoding="utf-8")
    elif not file.exists():
        found.append(f"  {file.name} is not there: run ./test --accept and look at it")
    else:
        found += differences(json.loads(file.read_text(encoding="utf-8")), json.loads(text))
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
