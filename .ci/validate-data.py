"""Holds the data files of a built site to their own standards. Called by validate-data."""

import csv
import functools
import http.server
import json
import pathlib
import sys
import threading
import urllib.parse
import zipfile
from decimal import Decimal

import frictionless
import icalendar
import openpyxl
from csvw import CSVW

root = pathlib.Path(sys.argv[1]).resolve()


def fail(what):
    sys.exit(f"validate-data: {what}")


# Data Package, by Frictionless: the descriptor, every cell by its type, keys and references.
report = frictionless.validate(str(root / "data/datapackage.json"))
if not report.valid:
    fail(report.flatten(["type", "message"])[:10] or report.errors)
print("Data Package: valid,", sum(task.stats.get("rows", 0) for task in report.tasks), "rows")


# The byte order mark that `csv_bom` asks for: decoding takes it away (WHATWG Encoding, "UTF-8 decode"), which
# the package csvw leaves to others.
for path in root.rglob("*.csv"):
    path.write_bytes(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))


# CSV on the Web, each file as a reader finds it: over HTTP, its description beside it.
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=root))
threading.Thread(target=server.serve_forever, daemon=True).start()
described = sorted(root.rglob("*.csv-metadata.json"))
for path in described:
    url = f"http://127.0.0.1:{server.server_port}/{urllib.parse.quote(path.relative_to(root).as_posix())}"
    table = CSVW(url, validate=True)
    if not table.is_valid:
        fail(f"{path}: {[str(warning.message) for warning in table.warnings]}")
    list(table.t.iterdicts())
print("CSV on the Web: valid,", len(described), "files")


# Workbooks: the same rows as the CSV file, numbers with the printed precision.
def shown(cell):
    if cell.value is None:
        return ""
    if cell.is_date:
        return cell.value.date().isoformat()
    if isinstance(cell.value, (int, float)):
        places = len(cell.number_format.partition(".")[2])
        return f"{Decimal(str(cell.value)):.{places}f}"
    return cell.value


books = sorted(root.rglob("*.xlsx"))
for path in books:
    with open(path.with_suffix(".csv"), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    width = len(rows[0])
    for row, cells in zip(rows[1:], sheet.iter_rows(min_row=2), strict=True):
        if [shown(cell) for cell in cells[:width]] != row:
            fail(f"{path}: {[shown(cell) for cell in cells[:width]]} is not {row}")
        if any(cell.data_type == "f" for cell in cells):
            fail(f"{path}: a formula")
    if not sheet.freeze_panes or not sheet.auto_filter.ref:
        fail(f"{path}: the head is not frozen, or there is no filter")
    with zipfile.ZipFile(path) as parts:
        dates = {part.date_time for part in parts.infolist()}
        if dates != {(1980, 1, 1, 0, 0, 0)}:
            fail(f"{path}: parts dated {dates}")
        newest = max((row[rows[0].index("published")] for row in rows[1:]), default=None)
        if newest and f"{newest}T00:00:00Z" not in parts.read("docProps/core.xml").decode():
            fail(f"{path}: not dated {newest}")
print("Workbooks: as their CSV files,", len(books), "files")

# Calendars: every event can be read.
events = 0
for path in root.rglob("*.ics"):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    for event in calendar.walk():
        if event.errors:
            fail(f"{path}: {event.errors}")
    events += len(calendar.events)
print("iCalendar: valid,", events, "events")

# JSON-LD: every Dataset names files that are there.
base = json.loads((root / "data/datapackage.json").read_text(encoding="utf-8"))["homepage"]


def datasets(node):
    if isinstance(node, list):
        for each in node:
            yield from datasets(each)
    elif isinstance(node, dict):
        if node.get("@type") == "Dataset":
            yield node
        for each in node.values():
            yield from datasets(each)


count = 0
for path in root.rglob("index.html"):
    text = path.read_text(encoding="utf-8")
    for script in text.split('<script type="application/ld+json">')[1:]:
        for dataset in datasets(json.loads(script.split("</script>")[0])):
            count += 1
            for download in dataset["distribution"]:
                file = root / download["contentUrl"].removeprefix(base)
                if not file.is_file():
                    fail(f"{path}: {download['contentUrl']} is not there")
print("JSON-LD: every download is there,", count, "datasets")
