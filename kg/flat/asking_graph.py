"""What pages read from the graph itself, since few ask for it: why things were joined, and who judged an assertion."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.flat.reading import Reading
from kg.flat.records import DecisionLine, VerdictLine
from kg.rdf.authorities import BY_AUTHORITY
from kg.rdf.decisions import DECIDED_BY, LEFT, REASON, RELATION, RIGHT, SCOPE, SCORE
from kg.rdf.restore import Description
from kg.records.reviews import Verdict, timestamp
from kg.store import GraphStore
from kg.store.reviews import read_reviews
from kg.store.reviews_standing import standing_verdicts

_NAMED_BY_TABLE = {"claim": "claims", "assertion": "assertions", "article": "articles"}


def read_decisions(
    reading: Reading, folder: Path, room: str, keys: Iterable[str], *, limit: int
) -> tuple[DecisionLine, ...]:
    """Return the decisions on some things of a room, at most so many; none where the graph cannot be read."""
    try:
        with GraphStore.open(folder) as graph:
            found = list(_decisions(graph, [graph.identifiers.room(room, key) for key in keys], limit=limit))
            return tuple(_line(reading, graph, this, said) for this, said in found)
    except (KgError, OSError, RuntimeError):
        return ()  # a build may be writing at this moment; the page shows the rest


def _decisions(graph: GraphStore, things: list[NamedNode], *, limit: int) -> Iterator[tuple[NamedNode, Description]]:
    """Yield each decision with the other one of the two things it is on."""
    within = graph.identifiers.graph("decisions")
    seen: set[NamedNode] = set()
    for this in things:
        for side, other in ((LEFT, RIGHT), (RIGHT, LEFT)):
            for quad in graph.store.quads_for_pattern(None, side, this, within):
                if len(seen) >= limit:
                    return
                if isinstance(quad.subject, NamedNode) and quad.subject not in seen:
                    said = graph.describe_subject(quad.subject, within)
                    ends = said.get(other, [])
                    if ends and isinstance(ends[0], NamedNode) and BY_AUTHORITY not in said.get(SCOPE, ()):
                        seen.add(quad.subject)
                        yield ends[0], said


def _line(reading: Reading, graph: GraphStore, other: NamedNode, said: Description) -> DecisionLine:
    room, key = graph.identifiers.key(other)
    path, words = _named(reading, room, key)
    return DecisionLine(
        relation=said[RELATION][0].value if RELATION in said else "",
        other_path=path,
        other=words,
        score=float(said[SCORE][0].value) if SCORE in said else None,
        reasons=tuple(sorted(term.value for term in said.get(REASON, ()))),
        decided_by=said[DECIDED_BY][0].value if DECIDED_BY in said else "",
    )


def _named(reading: Reading, room: str, key: str) -> tuple[str | None, str]:
    """Return the address and the words of a thing."""
    if room in ("entity", "topic"):
        number = reading.known_thing(room, key)
        if number is None:
            return None, key.replace("-", " ")
        thing = reading.things([number])[number]
        labels = reading.file.lines("SELECT label FROM thing_aliases WHERE room = ? AND key = ?", (room, key))
        return thing.path, labels[0][0] or thing.label if labels else thing.label
    number = reading.known(_NAMED_BY_TABLE[room], key) if room in _NAMED_BY_TABLE else None
    if number is None:
        return None, key
    if room == "claim":
        claim = reading.claims([number])[0]
        return claim.path, claim.text
    if room == "assertion":
        row = reading.assertions([number])[0]
        return row.path, f"{row.row.outlet}: {row.claim_text}"
    article = reading.articles([number])[0]
    return article.path, article.title or article.id


def read_verdicts(folder: Path, key: str) -> tuple[VerdictLine, ...]:
    """Return what people hold of an assertion, latest first."""
    try:
        with GraphStore.open(folder) as graph:
            reviews = read_reviews(graph)
    except (KgError, OSError, RuntimeError):
        return ()
    verdicts = [review for review in reviews if isinstance(review, Verdict) and review.assertion == key]
    standing = standing_verdicts(verdicts)
    return tuple(
        VerdictLine(
            by=one.by,
            verdict=one.verdict.value,
            at=timestamp(one.at),
            note=one.note,
            counts=one.verdict is standing[key].verdict,
        )
        for one in sorted(verdicts, key=lambda one: one.at, reverse=True)
    )
