"""A graph without what people rejected, to ask it any question.

The store is cloned by hard links, which takes the same short time whatever its size, and what stands in it only
because of rejected assertions is removed from the clone. What links articles to each other is as it was.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import NamedNode, Store

from kg.errors import GraphLocked
from kg.rdf.describe import CLAIM
from kg.rdf.rejected import quads_only_of
from kg.rdf.reviews import GRAPH
from kg.store import GraphStore
from kg.store.reviews import rejected


@contextmanager
def without_rejected(graph: GraphStore) -> Iterator[GraphStore]:
    """Lend a graph as it would be without the assertions that people rejected; itself where there are none.

    Raises:
        GraphLocked: where another process writes to the graph and changes its files at the same moment.
    """
    keys = rejected(graph)
    nodes_by_article = _by_article(graph, keys)
    if not nodes_by_article:
        yield graph
        return
    with _room_beside(graph) as folder:
        try:
            graph.store.backup(str(folder / "store"))
        except OSError as error:
            # A build that runs meanwhile may have put away a file that was to be linked.
            raise GraphLocked(graph.path) from error
        view = GraphStore(graph.path, Store(str(folder / "store")), graph.tables, base=graph.base)
        _leave_out(view, nodes_by_article)
        yield view
        # Its tables are the graph's: the view is not closed, only let go of before its folder is deleted.
        del view.store


def _by_article(graph: GraphStore, keys: frozenset[str]) -> dict[NamedNode, set[NamedNode]]:
    """Return the assertions that are in the graph by the graph of their article."""
    found: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for key in keys:
        this = graph.identifiers.room("assertion", key)
        for quad in graph.store.quads_for_pattern(this, CLAIM, None, None):
            if isinstance(quad.graph_name, NamedNode):
                found[quad.graph_name].add(this)
    return found


def _leave_out(view: GraphStore, nodes_by_article: dict[NamedNode, set[NamedNode]]) -> None:
    reviews = view.identifiers.graph(GRAPH)
    for article, nodes in nodes_by_article.items():
        gone = list(quads_only_of(nodes, article, store=view.store, identifiers=view.identifiers))
        for node in nodes:
            shared = view.store.quads_for_pattern(node, None, None, None)
            gone.extend(quad for quad in shared if quad.graph_name not in (article, reviews))
        for quad in gone:
            view.store.remove(quad)


@contextmanager
def _room_beside(graph: GraphStore) -> Iterator[Path]:
    """Lend a folder in the graph's own, where links are cheap; elsewhere if nothing may be written there."""
    try:
        room = TemporaryDirectory(prefix=".without-rejected-", dir=graph.path)
    except OSError:
        room = TemporaryDirectory(prefix="kg-without-rejected-")
    with room as name:
        yield Path(name)
