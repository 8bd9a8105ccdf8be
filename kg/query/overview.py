"""A graph at a glance: how much is in it, and what kind of thing each entity is."""

from kg.query.ask import ask
from kg.store import GraphStore

COUNTS = """
SELECT (COUNT(DISTINCT ?outlet) AS ?outlets) (COUNT(DISTINCT ?article) AS ?articles)
       (COUNT(DISTINCT ?assertion) AS ?assertions) (COUNT(DISTINCT ?claim) AS ?claims)
WHERE { ?assertion a kg:Assertion ; kg:article ?article ; kg:outlet ?outlet ; kg:says ?claim }
"""

TYPES = """
SELECT ?entity ?type WHERE {
  GRAPH ?graph { ?entity a ?type }
  FILTER(STRENDS(STR(?graph), "/graph/entities") && ?type NOT IN (kg:Entity, kg:Topic))
}
"""


def count_all(graph: GraphStore) -> dict[str, int]:
    """Return the numbers of outlets, articles, assertions, and claims that they say across articles."""
    table = ask(graph, COUNTS, {})
    return {name: int(value or 0) for name, value in zip(table.columns, table.rows[0], strict=True)}


def entity_types(graph: GraphStore) -> dict[str, str]:
    """Return the class of each entity, such as `Person`, by its IRI."""
    return {str(iri): str(label).rpartition("#")[2] for iri, label in ask(graph, TYPES, {}).rows}
