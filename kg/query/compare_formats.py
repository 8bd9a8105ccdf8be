"""Write comparisons and conflicts as JSON, JSON Lines and CSV."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from kg.errors import UnknownFormat
from kg.query.claims import SupportsWrite
from kg.query.compare_records import ComparedRow, Comparison
from kg.query.conflicts import ConflictRow, Side

COMPARE_FORMATS = ("json", "jsonl", "csv")
"""Formats that comparisons and conflicts are written in, besides a table for people."""

REST = tuple(field.name for field in fields(ConflictRow) if field.name not in ("one", "other"))


def write_comparison(found: Comparison, stream: SupportsWrite, format: str = "json") -> None:  # noqa: A002 - kg's name
    """Write counts and rows as one object of JSON, or the rows alone in other formats.

    Raises:
        UnknownFormat: for any other format.
    """
    rows = [asdict(row) for row in found.rows]
    if format != "json":
        _write_rows(rows, stream, format, [field.name for field in fields(ComparedRow)])
        return
    counts = {words: dict(zip(found.outlets, numbers, strict=True)) for words, numbers in found.counts}
    whole = {"outlets": found.outlets, "by": found.by, "counts": counts, "rows": rows}
    stream.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")


def write_conflicts(rows: Sequence[ConflictRow], stream: SupportsWrite, format: str = "json") -> None:  # noqa: A002
    """Write one object or line per pair of claims.

    Raises:
        UnknownFormat: for any other format.
    """
    if format == "json":
        stream.write(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2) + "\n")
    else:
        sides = [f"{side}_{field.name}" for side in ("one", "other") for field in fields(Side)]
        _write_rows([asdict(row) for row in rows], stream, format, [*sides, *REST])


def _write_rows(
    rows: Sequence[Mapping[str, Any]],
    stream: SupportsWrite,
    format: str,  # noqa: A002 - kg's name for it everywhere
    columns: Sequence[str],
) -> None:
    if format == "jsonl":
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif format == "csv":
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(dict(_flatten(row)) for row in rows)
    else:
        raise UnknownFormat(format, COMPARE_FORMATS)


def _flatten(row: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the cells of a line of CSV: of two sides each with its name before it, several values by semicolons."""
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{before}{name}_")
        else:
            yield f"{before}{name}", "; ".join(value) if isinstance(value, tuple | list) else value
