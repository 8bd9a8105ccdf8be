"""Parquet: columns with real types, written by DuckDB from lines of JSON, so that one row is in memory at a time."""

from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import MissingExtra
from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.tables_rows import write_json_lines
from kg.query.claims import COLUMN_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = {**COLUMN_TYPES, "published": "DATE"}
"""DuckDB's types of the claim row's fields."""
# One thread, so that rows keep their order and equal graphs are equal files; nothing is fetched.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "threads": 1,
    "memory_limit": "1GB",
}


@contextmanager
def parquet_writer() -> "Iterator[Any]":
    """Lend a DuckDB connection that writes files.

    Raises:
        MissingExtra: where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtra("duckdb", "parquet") from error
    with duckdb.connect(config=SETTINGS) as connection:
        yield connection


def write_table(connection: Any, lines: Path, target: Path, *, types: Mapping[str, str]) -> None:  # noqa: ANN401 - DuckDB has no types
    """Write lines of JSON as a Parquet file.

    Args:
        connection: as `parquet_writer` lends it.
        lines: one JSON object a line, with the columns of `types`.
        target: the file to write.
        types: DuckDB's type of each column.
    """
    source = connection.read_json(str(lines), columns=dict(types), format="newline_delimited")
    source.write_parquet(str(target), compression="zstd", row_group_size=50_000)


def _write(exported: Exported, output: BinaryIO) -> None:
    with parquet_writer() as connection, TemporaryDirectory(prefix="kg-parquet-") as folder:
        lines, target = Path(folder) / "rows.jsonl", Path(folder) / "rows.parquet"
        with lines.open("wb") as stream:
            write_json_lines(exported, stream)
        write_table(connection, lines, target, types=TYPES)
        with target.open("rb") as stream:
            copyfileobj(stream, output)


PARQUET = Exporter(
    name="parquet",
    title="claim rows with types (dates, lists, structs); pandas, polars, DuckDB, Arrow, Spark",
    suffix=".parquet",
    endings=(".pq",),
    stream=_write,
)
