"""Claim rows as a whole: to iterate, to write to a file, to hand to pandas."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Protocol

from kg.errors import MissingExtra, UnknownFormat, WrongParameter
from kg.query.tabled import Walk
from kg.records import ClaimRow

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
"""The fields that people see first on terminals."""


class Claims(Walk[ClaimRow]):
    """The claim rows that match; read anew from the graph each time they are walked.

    Memory does not grow with them; `list(claims)` holds them all, `to_pandas` and `to_polars` make a table of them.

    Args:
        read: returns the rows from the first one.

    >>> claims = graph.claims(about="Istanbul", outlet="Outlet B")
    >>> claims
    <Claims: ClaimRow records, read when walked>
    >>> sorted({row.predicate for row in claims})
    ['engage in', 'host']
    """

    def __init__(self, read: Callable[[], Iterable[ClaimRow]]) -> None:
        super().__init__(read, ClaimRow)

    def __repr__(self) -> str:
        """Say what is read, without reading it."""
        return "<Claims: ClaimRow records, read when walked>"

    def write(self, stream: SupportsWrite, format: str = "jsonl") -> None:  # noqa: A002 - kg's name for it everywhere
        """Write one row per line as JSON Lines or CSV.

        Raises:
            UnknownFormat: for any other format; Parquet is no text, see `write_parquet`.

        >>> from io import StringIO
        >>> stream = StringIO()
        >>> graph.claims(predicate="host").write(stream, "csv")
        >>> stream.getvalue().partition(",")[0]
        'assertion'
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

        >>> from pathlib import Path
        >>> graph.claims(predicate="host").write_parquet(Path("hosts.parquet"))
        >>> Path("hosts.parquet").read_bytes()[:4]
        b'PAR1'
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
