"""Graphs of earlier versions of kg, whose tables lack what linking reads, and of later ones."""

from collections.abc import Collection

from kg.errors import GraphOutdated
from kg.store.folder import GraphStore
from kg.store.schema import columns, needed


def refuse_outdated(graph: GraphStore, *, tables: Collection[str] | None = None) -> None:
    """Refuse a graph whose tables lack columns that questions and linking need.

    Args:
        graph: the graph.
        tables: the tables that are needed; None for all.

    Raises:
        GraphOutdated: where they do.
    """
    missing = needed() - columns(graph.tables.connection)
    if any(tables is None or table in tables for table, _ in missing):
        raise GraphOutdated(graph.path)
