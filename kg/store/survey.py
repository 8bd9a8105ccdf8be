"""What the whole graph names and states, with counts: the input of linking across articles."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, QuerySolutions

from kg.rdf import Restorer
from kg.rdf.claims import CLAIM, ENTITY
from kg.rdf.restore import Description, index, triples
from kg.rdf.vocabulary import TYPE
from kg.records import Claim, Reference
from kg.store.folder import GraphStore

_NOTHING: Description = {}


def survey_entities(graph: GraphStore) -> Iterator[tuple[Reference, int, int]]:
    """Yield every entity with the number of articles that mention it and of its mentions, in order of their keys."""
    counts = graph.tables.mention_counts()
    shared = graph.identifiers.graph("entities")
    restorer = Restorer(lambda subject: graph.describe_subject(subject, shared), identifiers=graph.identifiers)
    # Topics stand in the same graph, and are many more: each entity is looked up alone.
    quads = graph.store.quads_for_pattern(None, TYPE, ENTITY, shared)
    for iri in sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)):
        yield restorer.reference(NamedNode(iri)), *counts.get(iri, (0, 0))


def survey_claims(graph: GraphStore) -> Iterator[tuple[Claim, int]]:
    """Yield every claim with the number of articles that state it, in order of their keys.

    The references of a claim have no labels and types but those of their keys; all claims are in memory at a time.
    """
    counts = _articles_by_claim(graph)
    described = index(triples(graph.quads(graph.identifiers.graph("claims"))))
    restorer = Restorer(lambda subject: described.get(subject, _NOTHING), identifiers=graph.identifiers)
    for iri in sorted(this.value for this, found in described.items() if CLAIM in found.get(TYPE, ())):
        yield restorer.claim(NamedNode(iri)), counts.get(iri, 0)


def _articles_by_claim(graph: GraphStore) -> dict[str, int]:
    counted = "SELECT ?claim (COUNT(DISTINCT ?article) AS ?n) { ?assertion kg:claim ?claim ; kg:article ?article }"
    found = graph.query(f"{counted} GROUP BY ?claim")
    assert isinstance(found, QuerySolutions)
    return {solution["claim"].value: int(solution["n"].value) for solution in found}
