"""Describe reviews in graph/reviews, and read them back; undoing one is deleting its node.

rev:5f a kg:Review ; kg:assertion asr:01 ; kg:verdict kg:Rejected ; kg:by "Mia Lund" ;
   prov:generatedAtTime "2025-07-22T09:30:00Z"^^xsd:dateTime ; kg:note "misread" ; kg:text "Courier: …" .
rev:6a a kg:Review ; kg:left ent:ana-reyes ; kg:right ent:reyes ; kg:relation "same" ; kg:by …
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import PROV

from kg.rdf.decisions import LEFT, RELATION, RIGHT
from kg.rdf.identifiers import Identifiers
from kg.rdf.literals import time_literal
from kg.rdf.restore import Description, index, triples
from kg.rdf.vocabulary import KG, TEXT, TYPE, individuals, node
from kg.records.reviews import Joining, JoiningKind, JoiningRelation, Judgement, Review, Verdict, timestamp, utc_seconds

GRAPH, ROOM = "reviews", "review"
REVIEW, REVIEWED, VERDICT = node(KG.Review), node(KG.assertion), node(KG.verdict)
BY, AT, NOTE = node(KG.by), node(PROV.generatedAtTime), node(KG.note)
JUDGEMENT_BY_VALUE = individuals(Judgement)
_JUDGEMENT_BY_IRI = {iri.value: Judgement(value) for value, iri in JUDGEMENT_BY_VALUE.items()}


def describe_review(review: Review, *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe one review."""
    graph, this = identifiers.graph(GRAPH), identifiers.room(ROOM, review.key)
    yield Quad(this, TYPE, REVIEW, graph)
    if isinstance(review, Verdict):
        yield Quad(this, REVIEWED, identifiers.room("assertion", review.assertion), graph)
        yield Quad(this, VERDICT, JUDGEMENT_BY_VALUE[review.verdict.value], graph)
    else:
        yield Quad(this, LEFT, identifiers.room(review.kind.value, review.left), graph)
        yield Quad(this, RIGHT, identifiers.room(review.kind.value, review.right), graph)
        yield Quad(this, RELATION, Literal(review.relation.value), graph)
    yield Quad(this, BY, Literal(review.by), graph)
    yield Quad(this, AT, time_literal(timestamp(review.at)), graph)
    if review.note:
        yield Quad(this, NOTE, Literal(review.note), graph)
    if review.words:
        yield Quad(this, TEXT, Literal(review.words), graph)


def restore_reviews(quads: Iterable[Quad], *, identifiers: Identifiers) -> list[Review]:
    """Return the reviews that some quads describe, oldest first; a node that lacks something is none."""
    reviews = (_restore(found, identifiers) for found in index(triples(quads)).values())
    return sorted(
        (review for review in reviews if review is not None), key=lambda review: (review.at, review.by, review.key)
    )


def _restore(found: Description, identifiers: Identifiers) -> Review | None:
    try:
        if REVIEW not in found[TYPE]:
            return None
        signed = {"by": found[BY][0].value, "note": _text(found, NOTE), "words": _text(found, TEXT)}
        at = utc_seconds(datetime.fromisoformat(found[AT][0].value))
        if REVIEWED in found:
            judgement = _JUDGEMENT_BY_IRI[found[VERDICT][0].value]
            return Verdict(assertion=_key(found, REVIEWED, identifiers)[1], verdict=judgement, at=at, **signed)
        kind, left = _key(found, LEFT, identifiers)
        return Joining(
            kind=JoiningKind(kind),
            left=left,
            right=_key(found, RIGHT, identifiers)[1],
            relation=JoiningRelation(found[RELATION][0].value),
            at=at,
            **signed,
        )
    except (KeyError, IndexError, ValueError):
        # Somebody may have written to graph/reviews with other tools.
        return None


def _key(found: Description, predicate: NamedNode, identifiers: Identifiers) -> tuple[str, str]:
    return identifiers.key(found[predicate][0].value)


def _text(found: Description, predicate: NamedNode) -> str:
    return found[predicate][0].value if predicate in found else ""
