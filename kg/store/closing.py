"""What happens when a writer closes a graph: what it touched is hashed anew, and all of it is sealed."""

from collections.abc import Collection, Iterable, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING

from kg.store.digests import Digest, digest_shared
from kg.store.replacing import SHARED
from kg.store.seal import FIXED, TABLES, Seal, hash_files, sealed_files

if TYPE_CHECKING:
    from kg.store.folder import GraphStore


def seal_graph(
    graph: "GraphStore", before: Seal | None, *, touched: Collection[str], unlinked: Collection[str]
) -> None:
    """Close the files of a graph and seal them.

    Args:
        graph: open for writing, with nothing gathered.
        before: the seal that held when it was opened.
        touched: names of the shared graphs that were written to since.
        unlinked: of shared graphs that were written to but not linked: they are not worth the time of hashing them.
    """
    graph.store.flush()
    known = {} if before is None else dict(before.graphs)
    if before is None or (
        before.files and not touched and _tables_of(before.files) != _tables_of(dict(sealed_files(graph.path)))
    ):
        touched = SHARED
    for name in (*touched, *unlinked):
        known.pop(graph.identifiers.graph(name).value, None)
    for name in set(touched) - set(unlinked):
        this = graph.identifiers.graph(name)
        known[this.value] = digest_shared(graph.store, this)
    is_changed = before is None or graph.tables.is_changed or not before.tables
    tables: Mapping[str, Digest] = before.tables if before else {}
    if is_changed:
        tables = graph.tables.digests()
    graph.tables.close()
    del graph.store
    files = hash_files(graph.path, before=before, kept=() if is_changed else (TABLES,))
    others = before.others if before else ()
    Seal(oxigraph=version("pyoxigraph"), files=files, tables=tables, graphs=known, others=others).write(graph.path)


def _tables_of(names: Iterable[str]) -> set[str]:
    """Return those of the store's files that hold quads: others are written anew whenever it is opened."""
    return {name for name in names if name.endswith(FIXED)}
