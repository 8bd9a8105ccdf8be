"""People's reviews in graph/reviews: added, removed, and what follows from them.

Neither a build nor linking touches this graph. A review of what is not in the graph now rests: it is kept, and counts
again as soon as the thing is back, since keys are hashes of what they name.
"""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg.rdf.describe import CLAIM
from kg.rdf.reviews import GRAPH, REVIEW, ROOM, describe_review, restore_reviews
from kg.rdf.vocabulary import TYPE
from kg.records.reviews import (
    Constraints,
    Joining,
    JoiningKind,
    JoiningRelation,
    Judgement,
    Review,
    ReviewState,
    Standing,
    Verdict,
)
from kg.store.folder import GraphStore
from kg.store.reviews_standing import standing_joinings, standing_verdicts


def read_reviews(graph: GraphStore) -> list[Review]:
    """Return all reviews, oldest first."""
    return restore_reviews(graph.quads(graph.identifiers.graph(GRAPH)), identifiers=graph.identifiers)


def add_reviews(graph: GraphStore, reviews: Iterable[Review]) -> None:
    """Write reviews into a graph that is open for writing; each takes the place of one of the same key."""
    graph.touch(GRAPH)
    for review in reviews:
        this = graph.identifiers.room(ROOM, review.key)
        # One update is one transaction, so that no reader sees half a review.
        graph.store.update(_deletion(graph, this) + _insertion(describe_review(review, identifiers=graph.identifiers)))
    graph.store.flush()


def import_reviews(graph: GraphStore, reviews: Iterable[Review]) -> int:
    """Write reviews of another graph; where a person reviewed the same in both, the later word stays.

    Returns:
        How many were written.
    """
    known = {review.key: review for review in read_reviews(graph)}
    later: dict[str, Review] = {}
    for review in reviews:
        before = later.get(review.key) or known.get(review.key)
        if before is None or _recency(before) < _recency(review):
            later[review.key] = review
    add_reviews(graph, later.values())
    return len(later)


def remove_review(graph: GraphStore, key: str) -> None:
    """Delete a review from a graph that is open for writing; what followed from it follows no more."""
    graph.touch(GRAPH)
    graph.store.update(_deletion(graph, graph.identifiers.room(ROOM, key)))
    graph.store.flush()


def has_reviews(graph: GraphStore) -> bool:
    """Tell whether anything was reviewed."""
    found = graph.store.quads_for_pattern(None, TYPE, REVIEW, graph.identifiers.graph(GRAPH))
    return next(iter(found), None) is not None


def judgements(graph: GraphStore) -> dict[str, Judgement]:
    """Return what counts as people's judgement, by the key of each assertion that somebody judged."""
    found = standing_verdicts(review for review in read_reviews(graph) if isinstance(review, Verdict))
    return {key: verdict.verdict for key, verdict in found.items()}


def rejected(graph: GraphStore) -> frozenset[str]:
    """Return the keys of the assertions that people rejected."""
    return frozenset(key for key, judgement in judgements(graph).items() if judgement is Judgement.REJECTED)


def constraints(graph: GraphStore, kind: JoiningKind) -> Constraints:
    """Return which things of a kind people hold to be one, and which not; only of things that are in the graph.

    What they hold of claims, `kg.store.reviews_claims.claim_constraints` returns as pairs of assertions.

    Args:
        graph: the graph.
        kind: entities or events; events are made by linking, so whether they are there is not asked.
    """
    joinings = (review for review in read_reviews(graph) if isinstance(review, Joining))
    pairs: dict[JoiningRelation, set[tuple[str, str]]] = {relation: set() for relation in JoiningRelation}
    for joining in standing_joinings(joinings):
        if joining.kind is kind and (kind is JoiningKind.EVENT or _is_there(graph, joining)):
            pairs[joining.relation].add(joining.pair)
    return Constraints(
        same=tuple(sorted(pairs[JoiningRelation.SAME])), different=tuple(sorted(pairs[JoiningRelation.DIFFERENT]))
    )


def review_states(graph: GraphStore) -> list[ReviewState]:
    """Return all reviews with what becomes of each, oldest first."""
    reviews = read_reviews(graph)
    verdicts = standing_verdicts(review for review in reviews if isinstance(review, Verdict))
    counting = {
        review.key
        for review in reviews
        if isinstance(review, Verdict) and review.verdict is verdicts[review.assertion].verdict
    }
    counting |= {joining.key for joining in standing_joinings(one for one in reviews if isinstance(one, Joining))}
    return [ReviewState(review=review, standing=_standing(graph, review, counting)) for review in reviews]


def _standing(graph: GraphStore, review: Review, counting: set[str]) -> Standing:
    if review.key not in counting:
        return Standing.OVERRULED
    return Standing.COUNTS if _is_there(graph, review) else Standing.RESTING


def _is_there(graph: GraphStore, review: Review) -> bool:
    room = graph.identifiers.room
    if isinstance(review, Verdict):
        return _any(graph, room("assertion", review.assertion), CLAIM)
    if review.kind is JoiningKind.ASSERTION:
        return all(_any(graph, room("assertion", key), CLAIM) for key in review.pair)
    return all(_any(graph, room(review.kind.value, key), TYPE) for key in review.pair)


def _any(graph: GraphStore, subject: NamedNode, predicate: NamedNode) -> bool:
    return next(iter(graph.store.quads_for_pattern(subject, predicate, None, None)), None) is not None


def _recency(review: Review) -> tuple[object, ...]:
    """Order the words of one person on one thing; of two in one second every graph keeps the same one."""
    decided = review.verdict if isinstance(review, Verdict) else review.relation
    return review.at, decided.value, review.note, review.words


def _deletion(graph: GraphStore, this: NamedNode) -> str:
    return f"DELETE WHERE {{ GRAPH {graph.identifiers.graph(GRAPH)} {{ {this} ?p ?o }} }} ;\n"


def _insertion(quads: Iterable[Quad]) -> str:
    lines = (f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}" for quad in quads)
    return f"INSERT DATA {{ {' '.join(lines)} }}"
