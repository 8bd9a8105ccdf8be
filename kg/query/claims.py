"""Claim rows as a whole: to iterate, to write to a file, to hand to pandas."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import MissingExtra, UnknownFormat, WrongParameter
from kg.query.frames import data_frame, html_table
from kg.records import ClaimRow

if TYPE_CHECKING:
    import pandas as pd

CLAIM_FORMATS = ("jsonl", "csv", "parquet")
"""Formats that claim rows are written in, besides a table for people."""

FIELDS = tuple(field.name for field in fields(ClaimRow))
LISTS = ("speakers", "arguments")
"""Fields that hold several values; CSV has them as JSON."""


class SupportsWrite(Protocol):
    """A text stream."""

    def write(self, text: str, /) -> int:
        """Take some text."""


SHOWN = ("outlet", "published", "speaker", "subject", "predicate", "object", "polarity", "certainty", "sentence")
"""The fields that people see first, in notebooks and on terminals."""

N_SHOWN = 20
"""Rows that a notebook shows."""


class Claims:
    """The claim rows that match; read anew from the graph each time they are walked.

    Args:
        read: returns the rows from the first one.
    """

    def __init__(self, read: Callable[[], Iterable[ClaimRow]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[ClaimRow]:
        return iter(self._read())

    def write(self, stream: SupportsWrite, format: str = "jsonl") -> None:  # noqa: A002 - kg's name for it everywhere
        """Write one row per line as JSON Lines or CSV.

        Raises:
            UnknownFormat: for any other format; Parquet is no text, see `write_parquet`.
        """
        if format == "jsonl":
            for row in self:
                stream.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
        elif format == "csv":
            writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(_flat(row) for row in self)
        else:
            raise UnknownFormat(format, CLAIM_FORMATS)

    def write_parquet(self, path: Path | None) -> None:
        """Write a Parquet file; lists stay lists.

        Raises:
            WrongParameter: where no file is named.
            MissingExtra: where DuckDB is not installed.
        """
        if path is None:
            raise WrongParameter("Parquet is no text: name a file with --output")
        try:
            import duckdb
        except ImportError as error:
            raise MissingExtra("duckdb", "parquet") from error
        import tempfile

        with (
            tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines,
            duckdb.connect(config={"autoinstall_known_extensions": False}) as connection,
        ):
            self.write(lines, "jsonl")
            lines.flush()
            source = connection.read_json(lines.name, columns=COLUMN_TYPES, format="newline_delimited")
            source.write_parquet(str(path))

    def to_pandas(self) -> "pd.DataFrame":
        """Return the rows as a data frame, one column per field.

        Raises:
            MissingExtra: where pandas is not installed.
        """
        return data_frame([tuple(asdict(row).values()) for row in self], FIELDS)

    def _repr_html_(self) -> str:
        """Return a table of the first rows for a notebook."""
        rows = ([getattr(row, name) for name in SHOWN] for row in islice(self, N_SHOWN))
        return html_table(SHOWN, rows)


_ARGUMENTS = "STRUCT(role VARCHAR, text VARCHAR, iri VARCHAR)[]"
COLUMN_TYPES: Mapping[str, str] = {
    name: {
        "speakers": "VARCHAR[]",
        "arguments": _ARGUMENTS,
        "quantity": "DOUBLE",
        "confidence": "DOUBLE",
        "start": "BIGINT",
        "end": "BIGINT",
        "sentence_start": "BIGINT",
    }.get(name, "VARCHAR")
    for name in FIELDS
}
"""DuckDB's types of the fields."""


def _flat(row: ClaimRow) -> dict[str, Any]:
    values = asdict(row)
    return values | {name: json.dumps(values[name], ensure_ascii=False) for name in LISTS}
