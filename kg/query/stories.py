"""Which story each article belongs to."""

from kg.query.ask import ask
from kg.store import GraphStore

STORIES = """
SELECT ?outlet ?article ?story WHERE {
  ?this kg:story ?story ; schema:identifier ?article ; schema:publisher/rdfs:label ?outlet
}
"""


def article_stories(graph: GraphStore) -> dict[tuple[str, str], str]:
    """Return the IRI of each article's story, by its outlet's label and its id; revisions of an article are one."""
    return {(str(outlet), str(article)): str(story) for outlet, article, story in ask(graph, STORIES, {}).rows}
