"""A graph at a glance: how much is in it, and what kind of thing each entity is."""

from pyoxigraph import NamedNode

from kg.query.ask import ask
from kg.rdf.vocabulary import KG, TYPE, node
from kg.store import GraphStore

COUNTS = """
SELECT (COUNT(DISTINCT ?outlet) AS ?outlets) (COUNT(DISTINCT ?article) AS ?articles)
       (COUNT(DISTINCT ?assertion) AS ?assertions) (COUNT(DISTINCT ?claim) AS ?claims)
WHERE { ?assertion a kg:Assertion ; kg:article ?article ; kg:outlet ?outlet ; kg:says ?claim }
"""

BROAD = frozenset({node(KG.Entity), node(KG.Topic)})
"""Classes that do not tell what kind of thing it is."""


def count_all(graph: GraphStore) -> dict[str, int]:
    """Return the numbers of outlets, articles, assertions, and claims that they say across articles."""
    table = ask(graph, COUNTS, {})
    return {name: int(value or 0) for name, value in zip(table.columns, table.rows[0], strict=True)}


def entity_types(graph: GraphStore) -> dict[str, str]:
    """Return the class of each entity, such as `Person`, by its IRI; the first by name where it has several."""
    quads = graph.store.quads_for_pattern(None, TYPE, None, graph.identifiers.graph("entities"))
    found = sorted(
        (quad.subject.value, quad.object.value.rpartition("#")[2])
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode) and quad.object not in BROAD
    )
    return dict(reversed(found))
