"""What a person names on the command line, found in the graph: by IRI, by prefixed name, by key or its beginning."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import NotInGraph, WrongParameter
from kg.query.labels import Labels
from kg.rdf.claims import CLAIM, ENTITY
from kg.rdf.describe import ASSERTION, OUTLET
from kg.rdf.describe import CLAIM as CLAIM_OF
from kg.rdf.identifiers import slug
from kg.rdf.reviews import REVIEW, ROOM
from kg.rdf.vocabulary import KG, LABEL, TEXT, TYPE, node, prefixes
from kg.store import GraphStore

CLASS_BY_ROOM = {
    "assertion": ASSERTION,
    "entity": ENTITY,
    "claim": CLAIM,
    "event": node(KG.Occurrence),
    ROOM: REVIEW,
}
"""What people may name, and the class that all of its room are of."""

PREFIX_BY_ROOM = {"assertion": "asr", "entity": "ent", "claim": "clm", "event": "evt", ROOM: "rev"}

SHORTEST = 4
"""Letters of a key from which on its beginning names it."""


class Subject(NamedTuple):
    """A thing that was found."""

    room: str
    key: str


def find_subject(graph: GraphStore, name: str, *, rooms: Sequence[str]) -> Subject:
    """Find what is named.

    Args:
        graph: where to look.
        name: `asr:5f2c…`, a full IRI, a key, the unique beginning of one, or a label that makes the key of an entity.
        rooms: what may be meant, such as `assertion`.

    Raises:
        NotInGraph: where there is no such thing, or several begin like this.
        WrongParameter: where the name is of another kind of thing.
    """
    room, key = _parse(graph, name.strip().removeprefix("<").removesuffix(">"))
    if room is not None and room not in rooms:
        raise WrongParameter(f"{name} is not {' or '.join(map(_article, rooms))}, which is what is asked for here")
    wanted = rooms if room is None else (room,)
    exact = [Subject(this, tried) for this in wanted for tried in _keys(key, this) if _is_there(graph, this, tried)]
    found = exact[:1] or [Subject(this, begun) for this in wanted for begun in _beginning(graph, this, key)]
    if len(found) != 1:
        near = [prefixed(subject) for subject in found[:3]]
        raise NotInGraph(name, rooms=wanted, near=near)
    return found[0]


def prefixed(subject: Subject) -> str:
    """Return a subject as people write it: `asr:5f2c…`."""
    return f"{PREFIX_BY_ROOM[subject.room]}:{subject.key}"


def words_of(graph: GraphStore, subject: Subject) -> str:
    """Return what a subject is in words: an assertion's outlet and claim, a claim's text, a thing's label."""
    this = graph.identifiers.room(subject.room, subject.key)
    if subject.room == "assertion":
        said = [words_of(graph, Subject(*graph.identifiers.key(claim))) for claim in _objects(graph, this, CLAIM_OF)]
        outlets = [label for outlet in _objects(graph, this, OUTLET) for label in _labels(graph, outlet)]
        return ": ".join((*outlets[:1], *said[:1]))
    if subject.room == "entity":
        return Labels(graph).label(this)
    return next(_labels(graph, this), subject.key)


def _parse(graph: GraphStore, name: str) -> tuple[str | None, str]:
    room_by_prefix = {prefix: room for room, prefix in PREFIX_BY_ROOM.items()}
    prefix, colon, rest = name.partition(":")
    if colon and prefix in room_by_prefix:
        return graph.identifiers.key(f"{graph.base}{room_by_prefix[prefix]}/{rest}")
    if name.startswith(graph.base):
        return graph.identifiers.key(name)
    if colon and (prefix in prefixes(graph.base) or rest.startswith("//")):
        return prefix, rest
    return None, name


def _keys(key: str, room: str) -> tuple[str, ...]:
    return (key, slug(key)) if room == "entity" and slug(key) != key else (key,)


def _is_there(graph: GraphStore, room: str, key: str) -> bool:
    this = graph.identifiers.room(room, key)
    return next(iter(graph.store.quads_for_pattern(this, TYPE, CLASS_BY_ROOM[room], None)), None) is not None


def _beginning(graph: GraphStore, room: str, key: str) -> Iterator[str]:
    """Yield the keys of a room that begin in a way, in order; this looks at all of them."""
    if len(key) < SHORTEST:
        return
    begun = Literal(graph.identifiers.room(room, key).value)
    query = f"SELECT DISTINCT ?s {{ ?s a {CLASS_BY_ROOM[room]} FILTER(STRSTARTS(STR(?s), {begun})) }} ORDER BY ?s"
    found = graph.query(query)
    assert isinstance(found, QuerySolutions)
    for solution in found:
        yield graph.identifiers.key(solution["s"])[1]


def _objects(graph: GraphStore, this: NamedNode, predicate: NamedNode) -> Iterator[NamedNode]:
    for quad in graph.store.quads_for_pattern(this, predicate, None, None):
        if isinstance(quad.object, NamedNode):
            yield quad.object


def _labels(graph: GraphStore, this: NamedNode) -> Iterator[str]:
    for predicate in (TEXT, LABEL):
        for quad in graph.store.quads_for_pattern(this, predicate, None, None):
            yield quad.object.value if isinstance(quad.object, Literal) else ""


def _article(room: str) -> str:
    return f"{'an' if room[0] in 'aeiou' else 'a'} {room}"
