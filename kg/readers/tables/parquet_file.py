"""A Parquet file as rows of cells, by DuckDB: a row group at a time, so that a damaged one loses only itself."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import MissingExtra

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAGIC = b"PAR1"
"""What a file of Apache Parquet begins and ends with."""
GROUPS = "SELECT row_group_id, any_value(row_group_num_rows) FROM parquet_metadata(?) GROUP BY ALL ORDER BY ALL"
BATCH = 64
"""Rows that are held at once; each may have megabytes."""
DEEPEST = 3
"""Structures within structures whose fields are columns (`source.name`)."""
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "512MB",
    "threads": "1",
}
ODD_FAILURES = (RuntimeError, ValueError, MemoryError)
"""What DuckDB raises beside its own errors: for names of columns that are no text, for numbers out of all bounds."""
PASSED_OVER = frozenset({"blob", "map", "union", "array", "bit", "struct", "list", "geometry", "variant"})
"""Types that no cell holds, where they are not taken apart."""


class DamagedFile(Exception):
    """A Parquet file that cannot be read; its text is one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParquetFile:
    """What a Parquet file holds."""

    names: tuple[str, ...]
    """Its columns; fields of structures are columns with a full stop in their name."""
    cells: tuple[str, ...]
    """SQL of each one's cell, as text."""
    groups: tuple[int, ...]
    """Numbers of rows, by row group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostRows:
    """Rows that cannot be read."""

    first: int
    """The first one's number, from 1."""
    n_rows: int
    reason: str


def is_parquet(path: Path) -> bool:
    """Tell a Parquet file by its first bytes."""
    with path.open("rb") as handle:
        return handle.read(len(MAGIC)) == MAGIC


def open_parquet(path: Path) -> ParquetFile:
    """Look at the columns and row groups of a file.

    Raises:
        DamagedFile: where it is no Parquet file that can be read.
        MissingExtra: where DuckDB is not installed.
    """
    with _connect(path) as (connection, name):
        described = _describe(connection, name)
        sizes = tuple(int(size) for _, size in _fetch(connection, GROUPS, name))
    columns = [pair for title, kind in described for pair in _take_apart(_quote(title), title, kind, 0)]
    return ParquetFile(
        names=tuple(title for title, _ in columns), cells=tuple(cell for _, cell in columns), groups=sizes
    )


def read_cells(path: Path, file: ParquetFile) -> Iterator[tuple[int, tuple[str, ...]] | LostRows]:
    """Yield the rows of a file with their numbers, from 1; an empty cell and none at all are the same."""
    first = 0
    opened: tuple[DuckDBPyConnection, str] | None = None
    with ExitStack() as stack:
        for n_rows in file.groups:
            opened = opened or stack.enter_context(_connect(path))
            n_read = 0
            try:
                for row in _fetch(opened[0], _write_query(file, first, n_rows), opened[1]):
                    n_read += 1
                    yield first + n_read, tuple(cell or "" for cell in row)
            except DamagedFile as error:
                yield LostRows(first=first + n_read + 1, n_rows=n_rows - n_read, reason=str(error))
                stack.close()  # after some errors DuckDB answers nothing more
                opened = None
            first += n_rows


def _write_query(file: ParquetFile, first: int, n_rows: int) -> str:
    """Write the query for so many rows; their numbers in the file tell DuckDB which row group it need read."""
    return (
        f"SELECT {', '.join(file.cells)} FROM read_parquet(?, binary_as_string = true, file_row_number = true) "
        f"WHERE file_row_number BETWEEN {first} AND {first + n_rows - 1}"
    )


@contextmanager
def _connect(path: Path) -> Iterator[tuple["DuckDBPyConnection", str]]:
    """Open DuckDB, and give the file a name without the signs that stand for several files."""
    try:
        import duckdb  # an extra
    except ImportError as error:
        raise MissingExtra("duckdb", "parquet") from error
    with tempfile.TemporaryDirectory(prefix="kg-parquet-") as folder, duckdb.connect(config=SETTINGS) as connection:
        link = Path(folder) / "table.parquet"
        link.symlink_to(path.resolve())
        yield connection, str(link)


def _describe(connection: "DuckDBPyConnection", name: str) -> list[tuple[str, Any]]:
    """Return the names and DuckDB types of the columns."""
    import duckdb

    try:
        relation = connection.sql("SELECT * FROM read_parquet(?, binary_as_string = true)", params=[name])
        return list(zip(relation.columns, relation.types, strict=True))
    except (duckdb.Error, *ODD_FAILURES) as error:
        raise DamagedFile(_on_one_line(error)) from error


def _fetch(connection: "DuckDBPyConnection", query: str, name: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of an answer, a few at a time."""
    import duckdb

    try:
        cursor = connection.execute(query, [name])
        while batch := cursor.fetchmany(BATCH):
            yield from batch
    except (duckdb.Error, *ODD_FAILURES) as error:
        raise DamagedFile(_on_one_line(error)) from error


def _take_apart(cell: str, title: str, kind: Any, depth: int) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - DuckDB's type
    """Yield name and SQL of the cells that a column makes: none where no cell can hold it."""
    if kind.id == "struct" and depth < DEEPEST:
        for name, inner in kind.children:
            yield from _take_apart(f"{cell}.{_quote(name)}", f"{title}.{name}", inner, depth + 1)
    elif kind.id == "list":
        item = kind.children[0][1]
        if item.id == "varchar":
            yield title, f"array_to_string({cell}, ', ')"
        elif item.id == "struct" and "name" in dict(item.children):
            yield title, f"array_to_string([item.name FOR item IN {cell}], ', ')"
    elif kind.id not in PASSED_OVER:
        yield title, cell if kind.id == "varchar" else f"CAST({cell} AS VARCHAR)"


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _on_one_line(error: Exception) -> str:
    """Return what went wrong, without the passing name of the file."""
    text = " ".join(str(error).split())
    return re.sub(r"[\"']?/\S*table\.parquet[\"']?:?", "the file", text)[:200]
