"""Graphs of earlier versions of kg, whose tables lack what linking reads."""

import sqlite3
from collections.abc import Collection

from kg.errors import GraphOutdated
from kg.store.folder import GraphStore
from kg.store.tables import SCHEMA


def refuse_outdated(graph: GraphStore, *, tables: Collection[str] | None = None) -> None:
    """Refuse a graph, opened for reading, whose tables lack columns that this version of kg has.

    Args:
        graph: the graph.
        tables: the tables that are needed; None for all.

    Raises:
        GraphOutdated: where they do.
    """
    now = sqlite3.connect(":memory:")
    now.executescript(SCHEMA)
    wanted = _columns(now)
    now.close()
    missing = wanted - _columns(graph.tables.connection)
    if any(tables is None or table in tables for table, _ in missing):
        raise GraphOutdated(graph.path)


def _columns(tables: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return every table's name with the name of each of its columns."""
    query = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
    return frozenset(tables.execute(query))
