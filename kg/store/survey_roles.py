"""The offices that articles give people: the input of roles with their time, streamed from the store."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.records import Kind, Reference
from kg.resolve.acting import ROLE_RULES
from kg.resolve.roles import Role, read_role
from kg.store.folder import GraphStore

_GIVEN = """
SELECT ?article ?person ?words WHERE {{
  VALUES ?rule {{ {rules} }}
  GRAPH ?article {{ ?assertion kg:rule ?rule ; kg:claim ?claim ; kg:objectText ?words }}
  GRAPH {claims} {{ ?claim rdf:subject ?person }}
  GRAPH {entities} {{ ?person a kg:Person }}
}}
"""


def survey_roles(graph: GraphStore) -> Iterator[Role]:
    """Yield every office that an article gives a person, with the article's day; people by their own keys."""
    published = {heading.key: heading.published for heading in graph.tables.headings()}
    rules = " ".join(f'"{rule}"' for rule in sorted(ROLE_RULES))
    claims, entities = (graph.identifiers.graph(name) for name in ("claims", "entities"))
    found = graph.query(_GIVEN.format(rules=rules, claims=claims, entities=entities))
    assert isinstance(found, QuerySolutions)
    for solution in found:
        article, person, words = solution["article"], solution["person"], solution["words"]
        if isinstance(person, NamedNode) and isinstance(words, Literal) and isinstance(article, NamedNode):
            _, key = graph.identifiers.key(person)
            _, article_key = graph.identifiers.key(article)
            reference = Reference(kind=Kind.ENTITY, key=key, label=key, type="PERSON")
            role = read_role(reference, words.value, article_key, published.get(article_key))
            if role is not None:
                yield role
