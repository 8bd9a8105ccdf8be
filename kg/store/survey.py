"""What the whole graph names, with counts: the input of linking across articles."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.rdf import Restorer
from kg.rdf.claims import ENTITY
from kg.rdf.vocabulary import TYPE
from kg.records import Reference
from kg.store.folder import GraphStore


def survey_entities(graph: GraphStore) -> Iterator[tuple[Reference, int, int]]:
    """Yield every entity with the number of articles that mention it and of its mentions, in order of their keys."""
    counts = graph.tables.mention_counts()
    shared = graph.identifiers.graph("entities")
    restorer = Restorer(lambda subject: graph.describe_subject(subject, shared), identifiers=graph.identifiers)
    # Topics stand in the same graph, and are many more: each entity is looked up alone.
    quads = graph.store.quads_for_pattern(None, TYPE, ENTITY, shared)
    for iri in sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)):
        yield restorer.reference(NamedNode(iri)), *counts.get(iri, (0, 0))
