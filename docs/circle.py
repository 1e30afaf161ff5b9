#!/usr/bin/env python3
"""Draws docs/circle.svg: a circle of the made-up town, as `linquan reach` finds it.

docs/circle.py                     makes the town in a temporary folder and writes docs/circle.svg
docs/circle.py FILE.geojson OUT    draws what `linquan reach --format geojson` has written

The program is build/release/linquan, or what LINQUAN names.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = "34.2610,117.1880"
WIDTH = 720
COLOURS = ["#1a7f5a", "#6abf69", "#d9e8a3"]  # 5, 10 and 15 minutes


def town(program, folder):
    """The GeoJSON of a circle in the made-up town."""
    def run(*arguments):
        subprocess.run([program, *map(str, arguments)], check=True, capture_output=True)

    run("demo-city", "--people", 120000, "--out", folder)
    run("import", "--osm", folder / "city.osm.pbf", "--population", folder / "population.csv", "--areas",
        folder / "areas.geojson", "--outlets", folder / "outlets.xlsx", folder / "outlets_gcj02.csv",
        folder / "register.xlsx", "--out", folder / "town.city")
    run("reach", folder / "town.city", "--at", PLACE, "--format", "geojson", "--out", folder / "circle.geojson")
    return folder / "circle.geojson"


class Sheet:
    """A flat map of what the circle covers, north at the top."""

    def __init__(self, features):
        drawn = [f["geometry"] for f in features if f["properties"]["what"] in ("circle", "street")]
        points = [point for geometry in drawn for point in corners(geometry)]
        west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        squeeze = math.cos(math.radians((south + north) / 2))
        self.scale = (WIDTH - 40) / ((east - west) * squeeze)
        self.west, self.north, self.squeeze = west, north, squeeze
        self.height = round((north - south) * self.scale) + 40

    def at(self, point):
        x = 20 + (point[0] - self.west) * self.squeeze * self.scale
        y = 20 + (self.north - point[1]) * self.scale
        return f"{x:.1f} {y:.1f}".replace(".0", "")

    def path(self, line, closed=False):
        steps = []
        for point in line:
            step = self.at(point)
            if not steps or steps[-1] != step:
                steps.append(step)
        return "M" + "L".join(steps) + ("Z" if closed else "")


def corners(geometry):
    if geometry["type"] == "LineString":
        return geometry["coordinates"]
    return [p for polygon in geometry["coordinates"] for ring in polygon for p in ring]


def svg(features):
    sheet = Sheet(features)
    by_what = {what: [f for f in features if f["properties"]["what"] == what]
               for what in ("circle", "street", "outlet", "origin")}
    circles = sorted(by_what["circle"], key=lambda f: -f["properties"]["minutes"])
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {sheet.height}" font-family="sans-serif" '
             'font-size="14">',
             "<title>What one reaches on foot in 5, 10 and 15 minutes, in the made-up town</title>",
             f'<rect width="{WIDTH}" height="{sheet.height}" fill="#f7f5f0"/>']
    for number, circle in enumerate(circles):
        rings = "".join(sheet.path(ring, True) for polygon in circle["geometry"]["coordinates"] for ring in polygon)
        parts.append(f'<path d="{rings}" fill="{COLOURS[len(circles) - 1 - number]}" fill-rule="evenodd"/>')
    streets = "".join(sheet.path(f["geometry"]["coordinates"]) for f in by_what["street"])
    parts.append(f'<path d="{streets}" fill="none" stroke="#777" stroke-opacity=".6" stroke-width="1"/>')
    for outlet in by_what["outlet"]:
        x, y = sheet.at(outlet["geometry"]["coordinates"]).split()
        parts.append(f'<circle cx="{x}" cy="{y}" r="2" fill="#8a3ffc"/>')
    x, y = sheet.at(by_what["origin"][0]["geometry"]["coordinates"]).split()
    parts.append(f'<circle cx="{x}" cy="{y}" r="6" fill="#d1341f" stroke="#fff" stroke-width="2"/>')
    for number, circle in enumerate(reversed(circles)):
        parts.append(f'<rect x="16" y="{16 + 22 * number}" width="16" height="16" fill="{COLOURS[number]}"/>'
                     f'<text x="38" y="{29 + 22 * number}">{circle["properties"]["minutes"]:g} min</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main():
    if len(sys.argv) == 3:
        source, target = Path(sys.argv[1]), Path(sys.argv[2])
        target.write_text(svg(json.loads(source.read_text(encoding="utf-8"))["features"]), encoding="utf-8")
        return
    program = os.environ.get("LINQUAN", ROOT / "build/release/linquan")
    with tempfile.TemporaryDirectory() as folder:
        text = town(program, Path(folder)).read_text(encoding="utf-8")
    (ROOT / "docs/circle.svg").write_text(svg(json.loads(text)["features"]), encoding="utf-8")


if __name__ == "__main__":
    main()
