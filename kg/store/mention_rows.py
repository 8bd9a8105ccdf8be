"""Mentions with what each was resolved to across articles, streamed article by article."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.rdf.decisions import SAME_AS
from kg.rdf.events import thing_node
from kg.store.folder import GraphStore
from kg.store.tables import Heading

ENTITY, EVENT = "entity", "event"
MENTION_KINDS = (ENTITY, EVENT)
REMEMBERED = 50_000
"""Links that are kept in memory, so that it does not grow with the graph."""

_ROWS = "SELECT start, end, kind, type, iri, form, node FROM mentions WHERE article = ? ORDER BY start, end, kind, iri"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedMention:
    """A place of an article and what it was resolved to across articles; `kg mentions` prints these."""

    article: str
    """The article's id, as its manifest or reader gave it."""
    outlet: str
    start: int
    end: int
    """Half-open, in code points of the article's text."""
    kind: str
    """One of `MENTION_KINDS`."""
    type: str | None
    iri: str
    """What it was resolved to: across articles, or in its own article where it was not linked."""
    form: str | None
    """`name`, `nominal`, `pronoun`, `time`, `verb` or `noun`; None where nothing was read but the place."""
    text: str


def linked_mentions(
    graph: GraphStore, *, wants: Callable[[Heading], bool] = lambda _: True, kind: str | None = None
) -> Iterator[LinkedMention]:
    """Yield the mentions of a graph, in order of outlet, article and place; one article is in memory at a time.

    Of several readings of one place as one kind, the one that was joined across articles is kept.

    Args:
        graph: the graph.
        wants: which articles are wanted.
        kind: one of `MENTION_KINDS`; None for both.
    """
    canonical = _canonical(graph)
    for heading in graph.tables.headings():
        if wants(heading):
            for mention in _mentions_of(graph, heading, canonical):
                if kind in (None, mention.kind):
                    yield mention


def _mentions_of(graph: GraphStore, heading: Heading, canonical: Callable[[str], str]) -> Iterator[LinkedMention]:
    text = graph.tables.text(heading.key) or ""
    best: dict[tuple[int, int, str], tuple[tuple[bool, bool, bool], LinkedMention]] = {}
    for start, end, kind, label, iri, form, node in graph.tables.connection.execute(_ROWS, (heading.key,)):
        mention = LinkedMention(
            article=heading.id,
            outlet=heading.outlet,
            start=start,
            end=end,
            kind=EVENT if kind == EVENT else ENTITY,
            type=label,
            iri=canonical(iri if node is None else thing_node(node, identifiers=graph.identifiers).value),
            form=form,
            text=text[start:end],
        )
        rank = (node is not None, kind == ENTITY, form is not None)
        place = (start, end, mention.kind)
        if place not in best or best[place][0] < rank:
            best[place] = rank, mention
    yield from (mention for _, mention in best.values())


def _canonical(graph: GraphStore) -> Callable[[str], str]:
    """Return a function from the IRI of a thing to that of the canonical one, where links between entities say so."""
    entities = graph.identifiers.graph("entities")

    @lru_cache(maxsize=REMEMBERED)
    def canonical(iri: str) -> str:
        quads = graph.store.quads_for_pattern(NamedNode(iri), SAME_AS, None, entities)
        return min((quad.object.value for quad in quads if isinstance(quad.object, NamedNode)), default=iri)

    return canonical
