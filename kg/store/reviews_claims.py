"""What people hold of claims, as linking claims needs it: pairs of assertions.

Which assertions make one claim is decided anew with every linking, so what a person joined is kept by what the
articles themselves state: by the key of a claim where all who state it are held to say one thing, else by that of an
assertion. Nothing here depends on how the graph was linked before but `stand_in`, which is asked once, when a person
decides.
"""

from collections.abc import Iterator
from itertools import product

from pyoxigraph import NamedNode

from kg.rdf.describe import CLAIM
from kg.rdf.vocabulary import KG, node
from kg.records.reviews import Constraints, Joining, JoiningKind, JoiningRelation
from kg.store.folder import GraphStore
from kg.store.reviews import read_reviews
from kg.store.reviews_standing import standing_joinings

SAYS = node(KG.says)


def claim_constraints(graph: GraphStore) -> Constraints:
    """Return which assertions people hold to say the same, and which not; only of those that are in the graph."""
    joinings = [review for review in read_reviews(graph) if isinstance(review, Joining)]
    pairs: dict[JoiningRelation, set[tuple[str, str]]] = {relation: set() for relation in JoiningRelation}
    for joining in standing_joinings(joinings):
        pairs[joining.relation].update(tuple(sorted(pair)) for pair in _pairs(graph, joining))  # type: ignore[misc]
    return Constraints(
        same=tuple(sorted(pairs[JoiningRelation.SAME])), different=tuple(sorted(pairs[JoiningRelation.DIFFERENT]))
    )


def stand_in(graph: GraphStore, claim: str) -> str | None:
    """Return the assertion that stands for a claim, or None where the claim's key tells what is meant.

    A claim needs one where its key is that of a cluster alone, or where those who state it in these words are held
    to say several things, as of two rounds of talks. It is one that states the claim in these words if one does.
    """
    stated, said = set(_with(graph, CLAIM, claim)), set(_with(graph, SAYS, claim))
    things = {thing for key in stated for thing in _objects(graph, key, SAYS)}
    if stated and len(things) <= 1:
        return None
    return min((stated & said) or said or stated, default=None)


def some_assertion(graph: GraphStore, claim: str) -> str | None:
    """Return one assertion that states a claim in its own words; the same one each time."""
    return min(_with(graph, CLAIM, claim), default=None)


def _pairs(graph: GraphStore, joining: Joining) -> Iterator[tuple[str, str]]:
    left, right = joining.pair
    if joining.kind is JoiningKind.ASSERTION:
        if _objects(graph, left, CLAIM) and _objects(graph, right, CLAIM):
            yield left, right
    elif joining.kind is JoiningKind.CLAIM:
        lefts, rights = (sorted(_with(graph, CLAIM, key)) for key in joining.pair)
        some = slice(1) if joining.relation is JoiningRelation.SAME else slice(None)
        # One pair joins two clusters; to part them, none of one may be with one of the other.
        yield from product(lefts[some], rights[some])


def _with(graph: GraphStore, predicate: NamedNode, claim: str) -> Iterator[str]:
    """Yield the assertions that state or say a claim."""
    this = graph.identifiers.room("claim", claim)
    for quad in graph.store.quads_for_pattern(None, predicate, this, None):
        if isinstance(quad.subject, NamedNode):
            yield graph.identifiers.key(quad.subject)[1]


def _objects(graph: GraphStore, assertion: str, predicate: NamedNode) -> set[str]:
    this = graph.identifiers.room("assertion", assertion)
    return {str(quad.object) for quad in graph.store.quads_for_pattern(this, predicate, None, None)}
