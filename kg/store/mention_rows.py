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

_ROWS = (
    "SELECT start, end, kind, type, iri, form, node FROM mentions "
    "WHERE article = ? AND (? IS NULL OR (kind = 'event') = (? = 'event')) ORDER BY start, end, kind, iri"
)


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
    resolved = _resolved(graph)
    for heading in graph.tables.headings():
        if wants(heading):
            yield from _mentions_of(graph, heading, kind, resolved)


def _mentions_of(
    graph: GraphStore, heading: Heading, wanted: str | None, resolved: Callable[[str, str | None], str]
) -> Iterator[LinkedMention]:
    text = graph.tables.text(heading.key) or ""
    best: dict[tuple[int, int, str], tuple[tuple[bool, bool, bool], tuple[str | None, ...]]] = {}
    rows = graph.tables.connection.execute(_ROWS, (heading.key, wanted, wanted))
    for start, end, kind, label, iri, form, node in rows:
        rank = (node is not None, kind == ENTITY, form is not None)
        place = (start, end, EVENT if kind == EVENT else ENTITY)
        if place not in best or best[place][0] < rank:
            best[place] = rank, (label, iri, form, node)
    for (start, end, kind), (_, (label, iri, form, node)) in best.items():
        assert iri is not None
        yield LinkedMention(
            article=heading.id,
            outlet=heading.outlet,
            start=start,
            end=end,
            kind=kind,
            type=label,
            iri=resolved(iri, node),
            form=form,
            text=text[start:end],
        )


def _resolved(graph: GraphStore) -> Callable[[str, str | None], str]:
    """Return a function from what a mention is in its article, and what it was joined by, to the canonical IRI.

    It is that of the links between entities, where these say so.
    """
    entities = graph.identifiers.graph("entities")

    @lru_cache(maxsize=REMEMBERED)
    def resolved(iri: str, node: str | None) -> str:
        this = NamedNode(iri) if node is None else thing_node(node, identifiers=graph.identifiers)
        quads = graph.store.quads_for_pattern(this, SAME_AS, None, entities)
        return min((quad.object.value for quad in quads if isinstance(quad.object, NamedNode)), default=this.value)

    return resolved
