#!/usr/bin/env python3
"""What people type, asked of a running service over HTTP: tests/search/queries.csv on the demo city, on each engine.

LINQUAN_POSTGRESQL names a server to do the same on. What each query has to bring stands in the table: the first hit is
of a kind, offers a service, lies in a street, bears a name; or the meanings that are told hold each of some words.
"""

import csv
import os
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

from kills import Service

TABLE = Path(__file__).resolve().parents[1] / "search" / "queries.csv"


def as_expected(told, what, wanted):
    if what == "meaning":
        return set(wanted) <= {meaning["word"] for meaning in told["meanings"]}
    if not told["hits"]:
        return False
    first = told["hits"][0]
    if what == "kind":
        return bool(set(first["kinds"]) & set(wanted))
    if what == "service":
        return bool(set(first["services"]) & set(wanted))
    if what == "street":
        return wanted[0] in f'{first["address"] or ""}{first["name"]}'
    return what == "name" and first["name"] == wanted[0]


def missed(service):
    """Queries whose answer is not what the table says, and how many there are."""
    faults, count = [], 0
    with open(TABLE, encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            status, told = service.ask("GET", "/api/v1/search?count=3&q=" + urllib.parse.quote(row["query"]))
            what, _, wanted = row["expected"].partition(":")
            count += 1
            if status != 200 or not as_expected(told, what, wanted.split("|")):
                names = [hit["name"] for hit in told.get("hits", [])]
                faults.append(f'{row["query"]}: {row["expected"]} is wanted, {status} {names} came')
    return faults, count


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="linquan-searches-") as place:
        folder = Path(place)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
        subprocess.run([program, "demo-city", "--people", "120000", "--seed", "1", "--out", place], **quiet)
        subprocess.run([program, "import", "--osm", f"{place}/city.osm.pbf", "--population", f"{place}/population.csv",
                        "--outlets", f"{place}/outlets.xlsx", f"{place}/outlets_gcj02.csv", f"{place}/register.xlsx",
                        "--areas", f"{place}/areas.geojson", "--out", f"{place}/demo.city"], **quiet)
        databases = {"SQLite": f"sqlite:{folder / 'searches.db'}"}
        if server := os.environ.get("LINQUAN_POSTGRESQL"):
            schema = f"linquan_searches_{os.getpid()}"
            subprocess.run(["psql", f"{server}postgres", "-c", f"CREATE SCHEMA {schema}"], **quiet)
            databases["PostgreSQL"] = f"{server}postgres?options=-csearch_path%3D{schema}"
        for engine, database in databases.items():
            service = Service(program, folder / "demo.city", database, folder)
            faults, count = missed(service)
            service.stop()
            if faults or count < 60:
                raise SystemExit(f"{engine}, {len(faults)} of {count} queries:\n" + "\n".join(faults))
            print(f"{count} queries on {engine}, all as the table says", flush=True)


if __name__ == "__main__":
    main()
