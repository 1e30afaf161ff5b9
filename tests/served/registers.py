#!/usr/bin/env python3
"""Sends tables of 100,000 odd rows, bombs and other things that are no tables, while somebody else searches.

Each is answered within the deadline in the way that is expected, nobody else gets a wrong or a late answer, and the
memory that it took is given back.
"""

import json
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from kills import Service

ROWS = 100_000
DEADLINE = 30
OTHERS_LATE = 0.5  # seconds; many times what is usual, so that a busy machine does not fail
MEMORY_MORE = 512  # MiB beyond what the service had
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XML = '<?xml version="1.0"?>'
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(path, rows):
    """The smallest workbook of one sheet; rows of texts, one after the other."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        book.writestr("[Content_Types].xml", f'{XML}<Types xmlns="{PACKAGE}/content-types">'
                      '<Default Extension="rels" '
                      'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                      '<Default Extension="xml" ContentType="application/xml"/>'
                      f'<Override PartName="/xl/workbook.xml" ContentType="{WORKBOOK}.main+xml"/>'
                      f'<Override PartName="/xl/worksheets/sheet1.xml" '
                      f'ContentType="{WORKBOOK.replace("ml.sheet", "ml.worksheet")}+xml"/></Types>')
        for name, kind, target in (("_rels/.rels", "officeDocument", "xl/workbook.xml"),
                                   ("xl/_rels/workbook.xml.rels", "worksheet", "worksheets/sheet1.xml")):
            book.writestr(name, f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
                                f'Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>')
        book.writestr("xl/workbook.xml", f'{XML}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
                                         f'<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>')
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{XML}<worksheet xmlns="{SHEET}"><sheetData>'.encode())
            for line, row in enumerate(rows, 1):
                cells = "".join(f'<c r="{chr(65 + column)}{line}" t="inlineStr"><is><t>{cell}</t></is></c>'
                                for column, cell in enumerate(row))
                sheet.write(f'<row r="{line}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
    return path.read_bytes()


def tables(folder):
    """Name, type, bytes, what status it gets, and the number of rows that are left out."""
    head = ("名称", "业态", "地址", "联系电话", "经度", "纬度", "营业时间")
    wrong = [head] + [(f"某{i}", "量子传送", "", "张经理", "", "", "乱") for i in range(ROWS)]
    odd = [head] + [(f"某药店{i}", "药店", f"人民路{i % 900}号", f"张经理{i}", f"x{i}", "y", f"乱{i}")
                    for i in range(ROWS)]
    alike = [head] + [("平安药店", "药店", f"人民路{i}号", "1.38E+10", "", "", "") for i in range(ROWS)]
    same = "\n".join(",".join(row) for row in alike)
    yield "kind.xlsx", WORKBOOK, workbook(folder / "kind.xlsx", wrong), 201, ROWS
    yield "odd.xlsx", WORKBOOK, workbook(folder / "odd.xlsx", odd), 201, 0
    yield "same.csv", "text/csv", same.encode(), 201, 0
    yield "over.csv", "text/csv", same.encode() + "\n多,药店,,,,,".encode() * 2, 422, None
    bomb = (("A" * 60_000, "B") for _ in range(20_000))
    yield "bomb.xlsx", WORKBOOK, workbook(folder / "bomb.xlsx", bomb), 422, None
    wide = [[f"c{i}" for i in range(500)]] + [[""] * 499 + ["x"] for _ in range(9_000)]
    yield "wide.csv", "text/csv", "\n".join(",".join(row) for row in wide).encode(), 422, None
    yield "database.xlsx", WORKBOOK, b"SQLite format 3\0" + bytes(10_000), 422, None
    yield "other.csv", "text/csv", b"<OGRVRTDataSource><OGRVRTLayer name='a'/></OGRVRTDataSource>", 422, None
    yield "empty.xlsx", WORKBOOK, b"", 422, None


def send(service, token, name, kind, data):
    request = urllib.request.Request(f"http://127.0.0.1:{service.port}/api/v1/registers?name={name}", data=data,
                                     headers={"Authorization": f"Bearer {token}", "Content-Type": kind,
                                              "Idempotency-Key": f"{name}-{time.monotonic_ns()}"})
    try:
        with urllib.request.urlopen(request, timeout=2 * DEADLINE) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.loads(refusal.read())


class Others(threading.Thread):
    """Searches every 20 ms, whatever became of the last one: lateness counts from when it was due."""

    def __init__(self, service):
        super().__init__()
        self.service, self.went_on, self.late, self.bad = service, True, [], []

    def run(self):
        due = time.monotonic()
        while self.went_on:
            time.sleep(max(0.0, due - time.monotonic()))
            status, told = self.service.ask("GET", "/api/v1/search?q=yaodian")
            self.late.append(time.monotonic() - due)
            if status != 200 or not told["hits"]:
                self.bad.append(status)
            due += 0.02

    def end(self):
        self.went_on = False
        self.join()
        self.late.sort()
        return self.late[int(len(self.late) * 0.99)]


def memory(service, what):
    """MiB: VmRSS, or VmHWM, the most since reset()."""
    status = Path(f"/proc/{service.process.pid}/status").read_text(encoding="ascii")
    return int(re.search(rf"{what}:\s+(\d+)", status).group(1)) // 1024


def reset(service):
    Path(f"/proc/{service.process.pid}/clear_refs").write_text("5", encoding="ascii")


def check(service, token, table):
    name, kind, data, wanted, wrong = table
    reset(service)
    had = memory(service, "VmRSS")
    others = Others(service)
    others.start()
    begin = time.monotonic()
    status, told = send(service, token, name, kind, data)
    took = time.monotonic() - begin
    late = others.end()
    more = memory(service, "VmHWM") - had
    print(f"{name}: {status} after {took:.1f} s, others late by {late * 1000:.0f} ms (p99 of {len(others.late)}), "
          f"{more} MiB more for a while, {memory(service, 'VmRSS') - had} MiB after", flush=True)
    faults = []
    if status != wanted or (wrong is not None and told["understood"]["wrong"] != wrong):
        faults.append(f"the answer is {status}, {json.dumps(told, ensure_ascii=False)[:500]}")
    if took > DEADLINE or more > MEMORY_MORE or others.bad or late > OTHERS_LATE:
        faults.append(f"bounds are passed; odd answers to others: {others.bad}")
    if status == 422 and not told["detail"]:
        faults.append("no sentence")
    return [f"{name}: {fault}" for fault in faults]


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="linquan-registers-") as place:
        folder = Path(place)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
        subprocess.run([program, "demo-city", "--people", "20000", "--seed", "1", "--out", place], **quiet)
        subprocess.run([program, "import", "--osm", f"{place}/city.osm.pbf", "--population", f"{place}/population.csv",
                        "--outlets", f"{place}/outlets.xlsx", "--areas", f"{place}/areas.geojson",
                        "--out", f"{place}/demo.city"], **quiet)
        service = Service(program, folder / "demo.city", f"sqlite:{folder / 'registers.db'}", folder)
        token = service.sign_in()
        faults = [fault for table in tables(folder) for fault in check(service, token, table)]
        service.stop()
    if faults:
        raise SystemExit("\n".join(faults))


if __name__ == "__main__":
    main()
