"""How much linking across articles joined, counted without keeping it in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode

from kg.rdf.decisions import CONTRADICTS, SAME_AS, SAYS
from kg.rdf.events import GRAPH as EVENTS
from kg.rdf.events import OCCURRENCE, STORY_CLASS
from kg.rdf.vocabulary import TYPE
from kg.store.folder import GraphStore


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCounts:
    """What linking across articles found."""

    entities: int
    """Entities that several names were joined to."""
    names: int
    """The names that were joined to them."""
    stories: int
    events: int
    assertions: int
    claims: int
    """Claims that the assertions were resolved to."""
    told_again: int
    """Of those, the claims of several assertions."""
    conflicts: int
    """Pairs of claims that contradict each other."""


def count_links(graph: GraphStore) -> LinkCounts:
    """Count what linking found; a graph that was never linked has no claims here."""
    entities, claims = (graph.identifiers.graph(name) for name in ("entities", "claims"))
    joined = list(_sizes(graph, SAME_AS, entities))
    told = told_again = n_assertions = 0
    for size in _sizes(graph, SAYS, claims):
        told, told_again, n_assertions = told + 1, told_again + (size > 1), n_assertions + size
    return LinkCounts(
        entities=len(joined),
        names=sum(joined),
        stories=_count(graph, TYPE, STORY_CLASS, graph.identifiers.graph(EVENTS)),
        events=_count(graph, TYPE, OCCURRENCE, graph.identifiers.graph(EVENTS)),
        assertions=n_assertions,
        claims=told,
        told_again=told_again,
        conflicts=_count(graph, CONTRADICTS, None, claims),
    )


def _sizes(graph: GraphStore, predicate: NamedNode, within: NamedNode) -> Iterator[int]:
    """Yield how many subjects each object of a property has; the store's index keeps equal objects side by side."""
    quads = graph.store.quads_for_pattern(None, predicate, None, within)
    return (sum(1 for _ in subjects) for _, subjects in groupby(quads, key=lambda quad: quad.object))


def _count(graph: GraphStore, predicate: NamedNode, this: NamedNode | None, within: NamedNode) -> int:
    return sum(1 for _ in graph.store.quads_for_pattern(None, predicate, this, within))
