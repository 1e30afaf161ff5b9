#!/usr/bin/env python3
"""A whole report of a made-up city, opened again by other programs: figures, pages, drawings, layers, pictures."""

import argparse
import csv
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile
from pathlib import Path

SKIPPED = 77
SVG_BYTES_MAX = 400_000
SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SVG = "{http://www.w3.org/2000/svg}"
# A namespace is a name, and nothing is fetched from it; QGIS writes its own document type.
NAMES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml")


class Made:
    """A demo city, evaluated once for each language, and compared with what a scenario makes of it."""

    def __init__(self, program, folder):
        self.program, self.folder = program, Path(folder)
        town = self.folder / "town"
        self.run("demo-city", "--people", "20000", "--seed", "3", "--out", str(town))
        tables = [str(town / name) for name in ("outlets.xlsx", "outlets_gcj02.csv", "register.xlsx")]
        self.city = town / "demo.city"
        self.run("import", "--osm", str(town / "city.osm.pbf"), "--population", str(town / "population.csv"),
                 "--outlets", *tables, "--areas", str(town / "areas.geojson"), str(town / "circles.geojson"),
                 "--candidates", str(town / "candidates.csv"), "--out", str(self.city))

    def run(self, *words):
        return subprocess.run([self.program, *words], check=True, capture_output=True, text=True).stdout

    def evaluate(self, language, name, threads):
        out = self.folder / name
        told = self.run("--lang", language, "--json", "evaluate", str(self.city), "--standard", "local-xuzhou",
                        "--gaps", "100000", "--threads", str(threads),
                        "--out", str(out))
        return out, json.loads(told)


    def scenario(self):
        """Edits by which some lose and some gain: pharmacies of one community close, a market opens in another."""
        self.plan = self.folder / "plan.yaml"
        evaluated, _ = self.evaluate("en", "before", 2)
        layers = sqlite3.connect(f"file:{evaluated / 'city.gpkg'}?mode=ro", uri=True)
        closed = [row[0] for row in layers.execute(
            "SELECT DISTINCT outlet FROM outlets WHERE kinds LIKE '%pharmacy%' ORDER BY outlet LIMIT 3")]
        lat, lon = layers.execute("SELECT lat, lon FROM homes WHERE people > 0 ORDER BY home LIMIT 1").fetchone()
        edits = [f"  - remove_outlet: {one}\n" for one in closed]
        edits.append(f"  - put_outlet: {{name: 便民菜市场, kinds: market, at: [{lat}, {lon}]}}\n")
        self.plan.write_text("version: 1\nedits:\n" + "".join(edits), encoding="utf-8")
        return len(closed)

    def compare(self, language, name, threads):
        out = self.folder / name
        told = self.run("--lang", language, "--json", "compare", str(self.city), "--scenario", str(self.plan),
                        "--standard", "local-xuzhou", "--shifts", "100000", "--threads", str(threads),
                        "--out", str(out))
        return out, json.loads(told)


def sheet_rows(workbook, name):
    """Rows of a sheet by its name, as text or numbers; empty cells are None."""
    with zipfile.ZipFile(workbook) as book:
        strings = ["".join(part.itertext()) for part in xml.fromstring(book.read("xl/sharedStrings.xml"))]
        sheets = xml.fromstring(book.read("xl/workbook.xml")).find(f"{SHEETS}sheets")
        number = [sheet.get("name") for sheet in sheets].index(name) + 1
        tree = xml.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    rows = []
    for row in tree.iter(f"{SHEETS}row"):
        cells = {}
        for cell in row:
            column = re.match("[A-Z]+", cell.get("r")).group()
            value = cell.find(f"{SHEETS}v")
            if value is not None:
                cells[column] = strings[int(value.text)] if cell.get("t") == "s" else float(value.text)
        rows.append(cells)
    return rows, tree


def by_head(rows):
    head = {column: name for column, name in rows[0].items()}
    return [{name: row.get(column) for column, name in head.items()} for row in rows[1:]]


def same(one, other, what):
    if one is None or other is None:
        assert one is None and other is None, f"{what}: {one} and {other}"
        return
    assert abs(one - other) <= 1e-9 * max(1.0, abs(other)), f"{what}: {one} and {other}"


def check_workbook(out, told):
    rows, tree = sheet_rows(out / "report.xlsx", "Rules")
    rules = by_head(rows)
    assert len(rules) == len(told["rules"]) > 10
    for row, rule in zip(rules, told["rules"]):
        same(row["people met"], rule["people_met"], rule["id"])
        same(row["people unmet"], rule["people_unmet"], rule["id"])
        same(row["people not known"], rule["people_unknown"], rule["id"])
        same(row["share"], rule["share"], rule["id"])
    assert tree.find(f"{SHEETS}autoFilter") is not None and tree.find(f"{SHEETS}mergeCells") is None
    assert tree.find(f"{SHEETS}pageSetup").get("orientation") == "landscape"
    for level, name in (("community", "Communities"), ("district", "Districts"), ("living_circle", "Living circles")):
        areas = [area for area in told["areas"] if area["level"] == level and area["homes"] > 0]
        shown = by_head(sheet_rows(out / "report.xlsx", name)[0])
        shown = [row for row in shown if row["homes"] > 0]
        assert len(shown) == len(areas) > 0, name
        for row, area in zip(shown, areas):
            same(row["people"], area["people"], area["name"])
            same(row["needs met"], area["needs_met_share"], area["name"])
            same(row["at least"], area["needs_met_low"], area["name"])
            same(row["one round"], area["round_share"], area["name"])
        same(sum(row["people"] for row in shown), told["people"], f"the people of all {name}")
    gaps = by_head(sheet_rows(out / "report.xlsx", "Gaps")[0])
    assert [row["in words"] for row in gaps] == [gap["sentence"] for gap in told["gaps"]]
    same(sum(row["people unmet"] for row in gaps), sum(rule["people_unmet"] for rule in told["rules"]), "gaps")
    summary = sheet_rows(out / "report.xlsx", "Summary")[0]
    shares = [row.get("C") for row in summary if row.get("A") == "needs met"]
    assert len(shares) == len(told["persons"]) == 4
    for share, person in zip(shares, told["persons"]):
        same(share, person["needs_met_share"], person["person"])


def check_tables(out, told):
    with open(out / "areas.csv", encoding="utf-8-sig", newline="") as file:
        areas = list(csv.DictReader(file))
    city = areas[0]
    same(float(city["people"]), told["people"], "people")
    same(float(city["needs_met_share"]), told["needs_met_share"], "needs")
    for rule in told["rules"]:
        communities = [area for area in areas if area["level"] == "community"]
        same(sum(float(area[rule["id"] + "_unmet"]) for area in communities), rule["people_unmet"], rule["id"])
    with open(out / "homes.csv", encoding="utf-8-sig", newline="") as file:
        homes = list(csv.DictReader(file))
    assert len(homes) == told["homes"]
    same(round(sum(float(home["people"]) for home in homes), 3), told["people"], "people of the homes")
    for name, count in (("gaps.geojson", told["gaps_all"]), ("homes.geojson", told["homes"])):
        assert len(json.loads((out / name).read_text())["features"]) == count, name


def check_columns(base, name, tree):
    """Every column that a style names stands in its layer."""
    columns = {row[1] for row in base.execute(f'PRAGMA table_info("{name}")')}
    named = {renderer.get("attr") for renderer in tree.iter("renderer-v2")} - {None}
    named |= {style.get("fieldName") for style in tree.iter("text-style")} - {None}
    expressions = [part.get("filter") for part in tree.iter("rule")] + [
        option.get("value") for option in tree.iter("Option") if option.get("name") == "expression"]
    for expression in expressions:
        named |= set(re.findall('"([^"]+)"', expression or ""))
    assert named and named <= columns, f"{name}: {named - columns}"


def check_layers(out, told):
    base = sqlite3.connect(f"file:{out / 'city.gpkg'}?mode=ro", uri=True)
    names = [row[0] for row in base.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")]
    styles = dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault = 1"))
    assert sorted(styles) == sorted(names) and len(names) >= 6, names
    for name, style in styles.items():
        tree = xml.fromstring(re.sub("<!DOCTYPE[^>]*>", "", style))
        symbols = {symbol.get("name") for symbol in tree.iter("symbol")}
        used = {part.get("symbol") for tag in ("rule", "range") for part in tree.iter(tag)}
        assert used and used == symbols, name
        check_columns(base, name, tree)
    people, unmet = base.execute("SELECT SUM(people), COUNT(*) FROM gaps").fetchone()
    same(people, sum(rule["people_unmet"] for rule in told["rules"]), "people of the gaps")
    assert unmet == told["gaps_all"]
    same(base.execute("SELECT SUM(people) FROM areas_community").fetchone()[0],
         sum(area["people"] for area in told["areas"] if area["level"] == "community" and area["code"]), "areas")


def check_drawing(text, name):
    assert not re.search(r"\b(nan|inf)\b", text, re.I), f"{name}: no number"
    assert len(text.encode()) < SVG_BYTES_MAX, f"{name}: {len(text)} bytes"


def check_pages(out, told, language):
    pages = sorted((out / "pages").glob("*.html"))
    levels = [area for area in told["areas"] if area["level"] in ("community", "living_circle") and area["code"]]
    assert len(pages) == len(levels) + 1
    everything = {}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        tree = xml.fromstring(text.replace("<!DOCTYPE html>\n", ""))
        everything[page.name] = "".join(tree.itertext())
        for name in NAMES:
            text = text.replace(f'"{name}"', '""')
        for forbidden in ("http:", "https:", "//", "<script", "@import", "url(", "src="):
            assert forbidden not in text, f"{page.name}: {forbidden}"
        for drawing in re.findall("(<svg.*?</svg>)\\s*</figure>", text, re.S):
            check_drawing(drawing, page.name)
        for link in re.findall('href="([^"]+)"', text):
            assert (page.parent / link).exists(), f"{page.name}: {link} leads nowhere"
    for gap in told["gaps"]:
        if gap["code"]:
            page = everything[gap["code"] + ".html"]
            assert gap["sentence"] in page, f"{gap['code']}: {gap['sentence']}"
            assert gap["clause"] in page, f"{gap['code']}: {gap['clause']}"
    for plot in (out / "plots").glob("*.svg"):
        xml.parse(plot)
        check_drawing(plot.read_text(), plot.name)
    if language == "zh":
        assert all(re.search("[\u4e00-\u9fff]", text) for text in everything.values())
        # A sentence that has no Chinese would show its code.
        assert not re.search(r"report_[a-z_]+", "".join(everything.values()))


def bytes_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def check_refusals(made, out):
    (out / "mine.txt").write_text("kept")
    before = bytes_of(out)
    refused = subprocess.run([made.program, "evaluate", str(made.city), "--standard", "mofcom", "--out", str(out)],
                             capture_output=True, text=True)
    assert refused.returncode == 2 and "mine.txt" in refused.stderr, refused.stderr
    assert bytes_of(out) == before
    (out / "mine.txt").unlink()


def figures(made):
    english, told = made.evaluate("en", "english", 1)
    check_workbook(english, told)
    check_tables(english, told)
    check_layers(english, told)
    check_pages(english, told, "en")
    chinese, told_chinese = made.evaluate("zh", "chinese", 2)
    check_pages(chinese, told_chinese, "zh")
    again, _ = made.evaluate("en", "again", 2)
    first, second = bytes_of(english), bytes_of(again)
    assert list(first) == list(second)
    for name, content in first.items():
        assert second[name] == content, f"{name} is not the same twice"
    check_refusals(made, again)
    # An earlier report of ours is replaced as a whole.
    made.evaluate("zh", "again", 2)
    assert bytes_of(again) == bytes_of(chinese)
    assert not [path for path in made.folder.iterdir() if path.name.startswith(".")]


def under_head(rows, first):
    """Rows of a sheet that has lines above its head."""
    return by_head(rows[next(i for i, row in enumerate(rows) if row.get("A") == first):])


def check_change_workbook(out, told):
    rows = under_head(sheet_rows(out / "compare.xlsx", "Summary")[0], "no.")
    rules = [row for row in rows if row["no."] is not None]
    assert len(rules) == len(told["rules"]) > 10
    for row, rule in zip(rules, told["rules"]):
        for head, key in (("gained", "gained"), ("lost", "lost"), ("met before", "people_met_before"),
                          ("met after", "people_met_after"), ("share before", "share_before"),
                          ("share after", "share_after"), ("came or went", "moved")):
            same(row[head], rule[key], f"{rule['id']}: {head}")
        for factor in ("streets", "outlets", "population"):
            same(row[f"by {factor}"], rule["effects"][factor], f"{rule['id']}: {factor}")
    assert sum(rule["gained"] for rule in told["rules"]) > 0 and sum(rule["lost"] for rule in told["rules"]) > 0
    areas = by_head(sheet_rows(out / "compare.xlsx", "Communities")[0])
    for column in ("gained", "lost"):
        same(sum(row[f"{column}, over all rules"] for row in areas), sum(rule[column] for rule in told["rules"]),
             f"{column} by all communities")
    shifts = by_head(sheet_rows(out / "compare.xlsx", "Gained and lost")[0])
    assert [row["in words"] for row in shifts] == [shift["sentence"] for shift in told["shifts"]]
    for row, shift in zip(shifts, told["shifts"]):
        same(row["people"], shift["people"], shift["sentence"])


def check_change_layers(out, told, closed):
    base = sqlite3.connect(f"file:{out / 'change.gpkg'}?mode=ro", uri=True)
    styles = dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault = 1"))
    names = [row[0] for row in base.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")]
    assert sorted(styles) == sorted(names) and {"homes", "outlets", "areas_community"} <= set(names), names
    for name, style in styles.items():
        tree = xml.fromstring(re.sub("<!DOCTYPE[^>]*>", "", style))
        assert {part.get("symbol") for part in tree.iter("rule")} - {None} == {
            symbol.get("name") for symbol in tree.iter("symbol")}, name
        check_columns(base, name, tree)
    for column in ("gained", "lost"):
        outside = sum(rule[column] for area in told["areas"] if area["level"] == "community" and not area["code"]
                      for rule in area["rules"].values())
        shown = base.execute(f"SELECT SUM({column}) FROM areas_community").fetchone()[0]
        same(shown + outside, sum(rule[column] for rule in told["rules"]), f"{column} of the layer")
        homes = {home for shift in told["shifts"] if shift["gained"] == (column == "gained") for home in shift["homes"]}
        assert {row[0] for row in base.execute(f"SELECT home FROM homes WHERE rules_{column} > 0")} == homes
    for change, count in (("closed", closed), ("opened", 1)):
        outlets = base.execute("SELECT COUNT(DISTINCT outlet) FROM outlets WHERE change = ?", (change,))
        assert outlets.fetchone()[0] == count, change
    for name in ("areas.geojson", "homes.geojson", "outlets.geojson"):
        assert json.loads((out / name).read_text())["features"], name


def check_change_pages(out, told):
    areas = {area["code"] for area in told["areas"] if area["level"] == "community" and area["code"]
             and any(rule["gained"] or rule["lost"] for rule in area["rules"].values())}
    pages = {page.stem: page.read_text(encoding="utf-8") for page in (out / "pages").glob("*.html")}
    assert set(pages) == areas | {"index"}, set(pages) ^ areas
    texts = {name: "".join(xml.fromstring(text.replace("<!DOCTYPE html>\n", "")).itertext())
             for name, text in pages.items()}
    codes = {}
    for area in told["areas"]:
        if area["level"] == "community" and area["code"]:
            codes.setdefault(area["name"], []).append(area["code"])
    sought = [shift for shift in told["shifts"] if shift["area"] in codes]
    assert sought
    for shift in sought:
        assert any(shift["sentence"] in texts.get(code, "") for code in codes[shift["area"]]), shift
    for name, text in pages.items():
        for drawing in re.findall("(<svg.*?</svg>)\\s*</figure>", text, re.S):
            check_drawing(drawing, name)
        for link in re.findall('href="([^"]+)"', text):
            assert (out / "pages" / link).exists(), f"{name}: {link} leads nowhere"
        assert not re.search(r"(report|compare|change|column)_[a-z_]+", texts[name]), f"{name} shows a code"


def changes(made):
    closed = made.scenario()
    english, told = made.compare("en", "changed", 1)
    check_change_workbook(english, told)
    check_change_layers(english, told, closed)
    check_change_pages(english, told)
    chinese, told_chinese = made.compare("zh", "changed-zh", 2)
    check_change_pages(chinese, told_chinese)
    again, _ = made.compare("en", "changed-again", 2)
    assert bytes_of(english) == bytes_of(again), "not the same twice"
    made.compare("zh", "changed-again", 1)
    assert bytes_of(again) == bytes_of(chinese)
    return chinese, told_chinese


def print_page(chromium, page, folder):
    target = Path(folder) / (page.stem + ".pdf")
    subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--no-first-run", "--no-pdf-header-footer",
                    f"--user-data-dir={folder}/browser", f"--print-to-pdf={target}", page.as_uri()],
                   check=True, capture_output=True, timeout=300)
    return target


def ink_of(picture):
    """The share of an ASCII-free portable grey picture that is not white."""
    content = picture.read_bytes()
    size = content.split(b"\n", 3)[1].split()
    pixels = content[-int(size[0]) * int(size[1]):]
    return sum(1 for pixel in pixels if pixel < 250) / len(pixels)


def pictures(made, chromium):
    out, told = made.evaluate("zh", "chinese", 2)
    largest = max((area for area in told["areas"] if area["level"] == "community" and area["code"]),
                  key=lambda area: area["homes"])
    for name, pages_max in ((largest["code"], 3), ("index", 40)):
        pdf = print_page(chromium, out / "pages" / f"{name}.html", made.folder)
        subprocess.run(["pdftoppm", "-gray", "-r", "50", str(pdf), str(made.folder / name)], check=True)
        printed = sorted(made.folder.glob(f"{name}-*.pgm"))
        assert 1 <= len(printed) <= pages_max, f"{name}: {len(printed)} pages"
        assert ink_of(printed[0]) > 0.05, f"{name} is almost blank"


def change_pictures(made, chromium):
    out, told = changes(made)
    code = max((shift["people"], area["code"]) for shift in told["shifts"] for area in told["areas"]
               if area["level"] == "community" and area["name"] == shift["area"] and area["code"])[1]
    pdf = print_page(chromium, out / "pages" / f"{code}.html", made.folder)
    subprocess.run(["pdftoppm", "-gray", "-r", "50", str(pdf), str(made.folder / "change")], check=True)
    printed = sorted(made.folder.glob("change-*.pgm"))
    assert 1 <= len(printed) <= 2, f"{code}: {len(printed)} pages"
    assert ink_of(printed[0]) > 0.05, f"{code} is almost blank"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["figures", "changes", "pictures"])
    parser.add_argument("--program", required=True)
    parser.add_argument("--chromium", default="")
    options = parser.parse_args()
    if options.what == "pictures" and (not options.chromium or options.chromium.endswith("NOTFOUND")):
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as folder:
        made = Made(options.program, folder)
        if options.what == "figures":
            figures(made)
        elif options.what == "changes":
            changes(made)
        else:
            pictures(made, options.chromium)
            change_pictures(made, options.chromium)


if __name__ == "__main__":
    main()
