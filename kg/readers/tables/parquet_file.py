"""A Parquet file as rows of cells, by DuckDB: a row group at a time, so that a damaged one loses only itself."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import MissingExtra

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAGIC = b"PAR1"
"""What a file of Apache Parquet begins and ends with."""
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
        relation = _ask(connection, "SELECT * FROM read_parquet(?, binary_as_string = true)", name)
        described = list(zip(relation.columns, relation.types, strict=True))
        groups = _ask(
            connection,
            "SELECT row_group_id, any_value(row_group_num_rows) FROM parquet_metadata(?) GROUP BY ALL ORDER BY ALL",
            name,
        )
        sizes = tuple(int(size) for _, size in _fetch(groups))
    columns = [pair for title, kind in described for pair in _take_apart(_quote(title), title, kind, 0)]
    return ParquetFile(
        names=tuple(title for title, _ in columns), cells=tuple(cell for _, cell in columns), groups=sizes
    )


def read_cells(path: Path, file: ParquetFile) -> Iterator[tuple[int, tuple[str, ...]] | LostRows]:
    """Yield the rows of a file with their numbers, from 1; an empty cell and none at all are the same."""
    first = 0
    for n_rows in file.groups:
        n_read = 0
        try:
            with _connect(path) as (connection, name):
                for row in _fetch(_select(connection, file, name, first, n_rows)):
                    n_read += 1
                    yield first + n_read, tuple(cell or "" for cell in row)
        except DamagedFile as error:
            yield LostRows(first=first + n_read + 1, n_rows=n_rows - n_read, reason=str(error))
        first += n_rows


def _select(connection: "DuckDBPyConnection", file: ParquetFile, name: str, first: int, n_rows: int) -> Any:  # noqa: ANN401 - DuckDB's relation
    asked = ", ".join(file.cells) or "''"
    query = (
        f"SELECT {asked} FROM read_parquet(?, binary_as_string = true, file_row_number = true) "
        f"WHERE file_row_number BETWEEN {first} AND {first + n_rows - 1}"
    )
    return _ask(connection, query, name)


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


def _ask(connection: "DuckDBPyConnection", query: str, name: str) -> Any:  # noqa: ANN401 - DuckDB's relation
    import duckdb

    try:
        return connection.sql(query, params=[name])
    except duckdb.Error as error:
        raise DamagedFile(_on_one_line(error)) from error


def _fetch(relation: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - DuckDB's relation
    """Yield rows, a few at a time."""
    import duckdb

    try:
        while batch := relation.fetchmany(BATCH):
            yield from batch
    except duckdb.Error as error:
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
