"""What changed between two builds: `diff_graphs` yields it one by one, `totals` counts what each graph holds."""

from collections.abc import Iterator
from itertools import chain

from pyoxigraph import NamedNode

from kg.errors import WrongParameter
from kg.query.diff_articles import diff_articles
from kg.query.diff_links import LINKS, diff_clusters, diff_links, diff_shared, diff_verdicts
from kg.query.diff_records import Change, Kind
from kg.rdf.claims import ENTITY
from kg.rdf.reviews import GRAPH as REVIEWS
from kg.rdf.reviews import REVIEW
from kg.rdf.vocabulary import TYPE
from kg.store import GraphStore
from kg.store.link_counts import count_links
from kg.store.outdated import refuse_outdated


def diff_graphs(old: GraphStore, new: GraphStore) -> Iterator[Change]:
    """Yield every difference between two graphs, in bounded memory; nothing where they are the same.

    Raises:
        WrongParameter: where their IRIs do not begin alike, so that nothing in them is the same.
        GraphOutdated: where an earlier version of kg made one of them, whose tables lack what is compared.
    """
    if old.base != new.base:
        raise WrongParameter(f"the graphs name things differently: {old.base} and {new.base}")
    for graph in (old, new):
        refuse_outdated(graph, tables=("articles", "assertions"))
    yield from chain(
        diff_articles(old, new),
        diff_clusters(old, new),
        diff_links(old, new),
        diff_verdicts(old, new),
        diff_shared(old, new),
    )


def totals(graph: GraphStore) -> dict[Kind, int]:
    """Count articles, assertions, entities, claims, the links that are compared, and verdicts of a graph."""
    count = graph.tables.connection.execute
    links = count_links(graph)
    return {
        Kind.ARTICLE: count("SELECT COUNT(*) FROM articles").fetchone()[0],
        Kind.ASSERTION: count("SELECT COUNT(*) FROM assertions").fetchone()[0],
        Kind.ENTITY: _count(graph, "entities", TYPE, ENTITY) - links.names,
        Kind.CLAIM: links.claims,
        Kind.LINK: sum(_count(graph, name, predicate) for name, predicate in LINKS),
        Kind.VERDICT: _count(graph, REVIEWS, TYPE, REVIEW),
    }


def _count(graph: GraphStore, name: str, predicate: NamedNode, this: NamedNode | None = None) -> int:
    return sum(1 for _ in graph.store.quads_for_pattern(None, predicate, this, graph.identifiers.graph(name)))
