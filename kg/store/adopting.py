"""A graph that something else than kg wrote to, with a person's leave: an update over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import GraphLocked
from kg.store.faults import telling
from kg.store.folder import TABLES, GraphStore
from kg.store.marks import WriterLock


@contextmanager
def adopting(folder: Path) -> Iterator[None]:
    """Keep other writers out while another process changes the store, and seal what it made of it.

    The change is one transaction of the store, so where it is cut off there is nothing to mend.

    Raises:
        GraphLocked: at once, where another process writes to the graph.
        StorageReadOnly: where it cannot be written.
    """
    with telling(folder), WriterLock(folder):
        yield
    if (folder / TABLES).exists():
        # Where another writer was faster, it checks the graph and seals it.
        with suppress(GraphLocked), GraphStore.create(folder, adopt=True) as graph:
            graph.adopt()
