"""Graphs of earlier versions of kg, whose tables lack what linking reads."""

import sqlite3

from kg.errors import GraphOutdated
from kg.store.folder import GraphStore
from kg.store.tables import SCHEMA


def refuse_outdated(graph: GraphStore) -> None:
    """Refuse a graph, opened for reading, whose tables lack columns that this version of kg has.

    Raises:
        GraphOutdated: where they do.
    """
    now = sqlite3.connect(":memory:")
    now.executescript(SCHEMA)
    wanted = _columns(now)
    now.close()
    if not wanted <= _columns(graph.tables.connection):
        raise GraphOutdated(graph.path)


def _columns(tables: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return every table's name with the name of each of its columns."""
    query = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
    return frozenset(tables.execute(query))
