"""The entities of a graph as an index, made anew when the graph changes."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from pyoxigraph import NamedNode

from kg.rdf.authorities import AUTHORITY_SAME_AS
from kg.reconcile.known_as import names_of
from kg.store import GraphStore
from kg.store.reconciled import survey_names
from kg.web.index import Index, entry_of


def read_index(path: Path) -> Index:
    """Read the canonical entities of a graph; their identifiers are their keys under `entity/`."""
    with GraphStore.open(path) as graph:
        within = graph.identifiers.graph("entities")
        entries = []
        for entity in survey_names(graph):
            same = {
                term.value
                for member in entity.members
                for term in graph.describe_subject(NamedNode(member), within).get(AUTHORITY_SAME_AS, ())
            }
            _, key = graph.identifiers.key(entity.iri)
            entries.append(entry_of(entity, id=key, names=names_of(entity), same_as=tuple(sorted(same))))
        return Index(entries)


def index_of(path: Path) -> Callable[[], Index]:
    """Return a function that gives the index of a graph, and reads it anew after a build has written to the graph."""
    lock = Lock()
    kept: list[tuple[float, Index]] = []

    def read() -> Index:
        with lock:
            changed = max(file.stat().st_mtime for file in (path / "articles.sqlite", path / "store" / "CURRENT"))
            if not kept or kept[0][0] != changed:
                kept[:] = [(changed, read_index(path))]
            return kept[0][1]

    return read
