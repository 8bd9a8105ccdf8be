"""What each table and column holds (`tables.toml`), in the terms of SQLite, DuckDB and Frictionless Table Schema."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_SQLITE = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_DUCKDB = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        name: as it stands in every format.
        type: one of Frictionless Table Schema.
        says: what it holds.
        key: whether it is the primary key.
        to: the table whose key it holds.
        required: whether it is never empty.
        unit: what its numbers count.
        format: a narrower one of the type, such as `uri`.
        duckdb: the type of a list in Parquet.
    """

    name: str
    type: str
    says: str
    key: bool = False
    to: str | None = None
    required: bool = False
    unit: str | None = None
    format: str | None = None
    duckdb: str | None = None

    @property
    def description(self) -> str:
        """Return what it holds, with its unit."""
        return f"{self.says} In {self.unit}." if self.unit else self.says

    @property
    def sqlite_type(self) -> str:
        """Return the type in SQLite: lists are JSON, days are ISO 8601, truth is 1 or 0."""
        return _SQLITE.get(self.type, "TEXT")

    @property
    def duckdb_type(self) -> str:
        """Return the type in Parquet, as DuckDB names it."""
        return self.duckdb or _DUCKDB.get(self.type, "VARCHAR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table; `label`, `sort`, `facets` and `search` are for people who browse it."""

    name: str
    title: str
    says: str
    columns: tuple[Column, ...]
    label: str | None = None
    sort: str | None = None
    sort_desc: str | None = None
    facets: tuple[str, ...] = ()
    search: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the name of the primary key."""
        return next(column.name for column in self.columns if column.key)


@cache
def load_tables() -> tuple[Table, ...]:
    """Load all tables, in the order in which people read them."""
    text = resources.files("kg.exports").joinpath("tables.toml").read_text(encoding="utf-8")
    return tuple(_table(name, given) for name, given in tomllib.loads(text).items())


def _table(name: str, given: dict[str, Any]) -> Table:
    columns = tuple(Column(name=column, **told) for column, told in given.pop("columns").items())
    return Table(name=name, columns=columns, **{key: _frozen(value) for key, value in given.items()})


def _frozen(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    return tuple(value) if isinstance(value, list) else value
