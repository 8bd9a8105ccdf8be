"""The claim rows as lines of text: CSV and TSV (RFC 4180; lists as JSON) and JSON lines.

Nothing in a cell is changed. A spreadsheet takes cells that begin with =, +, - or @ for formulas, and sentences from
the web may be made for that: import the file as text (in Excel: Data, From Text/CSV) instead of opening it.
"""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from typing import BinaryIO

from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.query.claims import FIELDS, LISTS
from kg.records import ClaimRow

_ENCODER = json.JSONEncoder(ensure_ascii=False)


@contextmanager
def as_text(output: BinaryIO) -> Iterator[TextIOWrapper]:
    """Lend a binary stream as a text stream in UTF-8; it stays open."""
    text = TextIOWrapper(output, encoding="utf-8", newline="", write_through=False)
    try:
        yield text
    finally:
        text.detach()


def _write_cells(exported: Exported, output: BinaryIO, *, delimiter: str) -> None:
    with as_text(output) as text:
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(map(_cells, exported.claim_rows()))


def _cells(row: ClaimRow) -> list[object]:
    return [_ENCODER.encode(getattr(row, name)) if name in LISTS else getattr(row, name) for name in FIELDS]


def write_json_lines(exported: Exported, output: BinaryIO) -> None:
    """Write one JSON object a line, with all fields in the order of the claim row."""
    rows = ({name: getattr(row, name) for name in FIELDS} for row in exported.claim_rows())
    output.writelines(_ENCODER.encode(row).encode() + b"\n" for row in rows)


CSV = Exporter(
    name="csv",
    title="claim rows as CSV, lists as JSON; pandas, R, OpenRefine, spreadsheets (import as text, do not open)",
    suffix=".csv",
    stream=partial(_write_cells, delimiter=","),
)
TSV = Exporter(
    name="tsv",
    title="claim rows with tabs between the cells; R, Excel, shell tools",
    suffix=".tsv",
    endings=(".tab",),
    stream=partial(_write_cells, delimiter="\t"),
)
JSONL = Exporter(
    name="jsonl",
    title="claim rows, one JSON object a line; jq, pandas, DuckDB, programs",
    suffix=".jsonl",
    endings=(".ndjson",),
    stream=write_json_lines,
)
