"""Claims that cannot both hold, with who stands on either side and why, the surest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.query.compare_tellings import Telling, Tellings, speakers
from kg.rdf.decisions import CONTRADICTS, DECIDED_BY, LEFT, REASON, RELATION, RIGHT, SCORE
from kg.store import GraphStore

SHOWN = (
    "score", "one_claim", "one_outlets", "one_sentence", "other_claim", "other_outlets", "other_sentence", "reasons",
)  # fmt: skip
"""The columns that a notebook shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims that were judged to contradict each other, and why."""

    left: NamedNode
    right: NamedNode
    score: float
    """0 to 1; 0 where nobody says how sure it is."""
    reasons: tuple[str, ...]
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two claims, and who tells it."""

    claim: str
    """As a short sentence."""
    iri: str
    outlets: tuple[str, ...]
    """Earliest first."""
    speakers: tuple[str, ...]
    published: str | None
    """ISO date of the first."""
    article: str
    """The id of the first article."""
    sentence: str
    """Of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """A pair of claims that cannot both hold."""

    one: Side
    other: Side
    stories: tuple[str, ...]
    """Labels of the stories of either."""
    score: float
    reasons: tuple[str, ...]
    decided_by: str


def conflict_rows(graph: GraphStore, *, about: str | None = None, story: str | None = None) -> list[ConflictRow]:
    """Return every pair of claims that contradict each other, the surest first.

    The claim that was told first stands left.

    Args:
        graph: what is asked.
        about: only claims of things with this name, as a regular expression.
        story: only claims of stories whose label matches, as a regular expression.
    """
    tellings = Tellings(graph)
    claims = tellings.about(about) if about is not None else None
    stories = tellings.stories(story) if story is not None else None
    rows = []
    for found in read_contradictions(graph):
        if claims is None or found.left.value in claims or found.right.value in claims:
            row = _row(found, tellings)
            if row is not None and (stories is None or not stories.isdisjoint(row.stories)):
                rows.append(row)
    return sorted(
        rows, key=lambda row: (-row.score, row.one.published or "9999", row.one.claim, row.one.iri, row.other.iri)
    )


def read_contradictions(graph: GraphStore) -> Iterator[Contradiction]:
    """Yield the pairs of claims that contradict each other; each pair once."""
    shared, decisions = graph.identifiers.graph("claims"), graph.identifiers.graph("decisions")
    seen = set()
    for quad in graph.store.quads_for_pattern(None, CONTRADICTS, None, shared):
        left, right = quad.subject, quad.object
        if not isinstance(left, NamedNode) or not isinstance(right, NamedNode):
            continue
        if frozenset((left.value, right.value)) in seen:
            continue
        seen.add(frozenset((left.value, right.value)))
        yield _judged(graph, decisions, left, right)


def _judged(graph: GraphStore, decisions: NamedNode, left: NamedNode, right: NamedNode) -> Contradiction:
    for one, other in ((left, right), (right, left)):
        for quad in graph.store.quads_for_pattern(None, LEFT, one, decisions):
            if isinstance(quad.subject, NamedNode):
                found = graph.describe_subject(quad.subject, decisions)
                if other in found.get(RIGHT, ()) and Literal(CONTRADICTS.value.rpartition("#")[2]) in found[RELATION]:
                    return Contradiction(
                        left=left,
                        right=right,
                        score=float(found[SCORE][0].value) if SCORE in found else 0.0,
                        reasons=tuple(sorted(reason.value for reason in found.get(REASON, ()))),
                        decided_by=found[DECIDED_BY][0].value if DECIDED_BY in found else "",
                    )
    return Contradiction(left=left, right=right, score=0.0, reasons=(), decided_by="")


def _row(found: Contradiction, tellings: Tellings) -> ConflictRow | None:
    """Return a row; None where one of the claims is told by nobody (any longer)."""
    one, other = tellings.of_claim(found.left), tellings.of_claim(found.right)
    if not one or not other:
        return None
    sides = [(one, found.left), (other, found.right)]
    sides.sort(key=lambda side: (side[0][0].published or "9999", side[1].value))
    first, second = (_side(told, claim, tellings) for told, claim in sides)
    stories = tuple(sorted({telling.story for telling in (*one, *other) if telling.story is not None}))
    return ConflictRow(
        one=first,
        other=second,
        stories=stories,
        score=found.score,
        reasons=found.reasons,
        decided_by=found.decided_by,
    )


def _side(told: tuple[Telling, ...], claim: NamedNode, tellings: Tellings) -> Side:
    return Side(
        claim=tellings.words(claim),
        iri=claim.value,
        outlets=tuple(dict.fromkeys(telling.outlet for telling in told)),
        speakers=speakers(told),
        published=told[0].published,
        article=told[0].article,
        sentence=told[0].sentence,
    )
