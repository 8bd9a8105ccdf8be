"""What two graphs join differently: entities and claims that were merged or split, links, verdicts.

The store keeps equal objects of a property side by side, so one cluster is in memory at a time; what the other graph
holds of its members is looked up.
"""

from collections.abc import Iterator
from itertools import groupby, zip_longest

from pyoxigraph import Literal, NamedNode, Quad

from kg.query.diff_records import Change, Kind, Turn
from kg.query.labels import Labels
from kg.rdf.decisions import ACTS_FOR, CONTRADICTS, ENTAILS, REFINES, SAME_AS, SAYS
from kg.rdf.events import GRAPH as EVENTS
from kg.rdf.origins import DERIVED_FROM
from kg.rdf.reviews import GRAPH as REVIEWS
from kg.rdf.vocabulary import TEXT, TYPE
from kg.records.reviews import Review, Verdict
from kg.store import GraphStore
from kg.store.reviews import read_reviews

LINKS = (
    ("claims", CONTRADICTS),
    ("claims", REFINES),
    ("claims", ENTAILS),
    ("entities", ACTS_FOR),
    ("sources", DERIVED_FROM),
)
"""Links that are compared one by one, with the graph they stand in."""

SHARED = ("sources", "entities", "claims", EVENTS, "decisions", REVIEWS)

MOST_SHOWN = 5
"""Members of a cluster that a change names."""


def diff_clusters(old: GraphStore, new: GraphStore) -> Iterator[Change]:
    """Yield the entities and claims that are one in one graph and several in the other."""
    for kind, room, predicate in ((Kind.ENTITY, "entities", SAME_AS), (Kind.CLAIM, "claims", SAYS)):
        for turn, joined, apart in ((Turn.MERGED, new, old), (Turn.SPLIT, old, new)):
            whole, parts = _Names(joined), _Names(apart)
            for canonical, several in _joined(joined, apart, predicate, room):
                one = whole.of(canonical)
                many = " | ".join(map(parts.of, several[:MOST_SHOWN])) + " | …" * (len(several) > MOST_SHOWN)
                before, after = (many, one) if turn is Turn.MERGED else (one, many)
                yield Change(what=kind, turn=turn, name=canonical.value, old=before, new=after)


def diff_links(old: GraphStore, new: GraphStore) -> Iterator[Change]:
    """Yield the links between claims, entities and articles that are in one graph only."""
    for turn, here, there in ((Turn.REMOVED, old, new), (Turn.ADDED, new, old)):
        names = _Names(here)
        for room, predicate in LINKS:
            for quad in here.store.quads_for_pattern(None, predicate, None, here.identifiers.graph(room)):
                if quad not in there.store:
                    words = f"{names.of(quad.subject)} — {_local(predicate)} — {names.of(quad.object)}"
                    old_words, new_words = (words, None) if turn is Turn.REMOVED else (None, words)
                    yield Change(what=Kind.LINK, turn=turn, name=_iri(quad.subject), old=old_words, new=new_words)


def diff_verdicts(old: GraphStore, new: GraphStore) -> Iterator[Change]:
    """Yield what people decided in one graph only, or otherwise."""
    before, after = ({review.key: review for review in read_reviews(graph)} for graph in (old, new))
    for key in sorted(before.keys() | after.keys()):
        left, right = before.get(key), after.get(key)
        if left != right:
            turn = Turn.ADDED if left is None else Turn.REMOVED if right is None else Turn.CHANGED
            yield Change(what=Kind.VERDICT, turn=turn, name=key, old=_decided(left), new=_decided(right))


def diff_shared(old: GraphStore, new: GraphStore) -> Iterator[Change]:
    """Yield the shared graphs that are not the same quad for quad; both are in the order of the store's index."""
    for name in SHARED:
        this = old.identifiers.graph(name)
        same, n_old, n_new = True, 0, 0
        for left, right in zip_longest(old.quads(this), new.quads(this)):
            same = same and left == right
            n_old, n_new = n_old + (left is not None), n_new + (right is not None)
        if not same:
            yield Change(what=Kind.GRAPH, turn=Turn.CHANGED, name=name, old=f"{n_old:,} quads", new=f"{n_new:,} quads")


def _joined(
    joined: GraphStore, apart: GraphStore, predicate: NamedNode, room: str
) -> Iterator[tuple[NamedNode, list[NamedNode]]]:
    """Yield each cluster of one graph whose members are in several clusters of another, with those."""
    within = joined.identifiers.graph(room)
    quads = joined.store.quads_for_pattern(None, predicate, None, within)
    for canonical, of_one in groupby(quads, key=lambda quad: quad.object):
        if isinstance(canonical, NamedNode):
            members = [quad.subject for quad in of_one if isinstance(quad.subject, NamedNode)]
            members += [canonical] if predicate == SAME_AS else []
            found = {home for this in members if (home := _home(apart, this, predicate, within)) is not None}
            if len(found) > 1:
                yield canonical, sorted(found, key=lambda one: one.value)


def _home(graph: GraphStore, this: NamedNode, predicate: NamedNode, within: NamedNode) -> NamedNode | None:
    """Return the cluster that a thing belongs to; None where the graph does not have the thing."""
    for quad in graph.store.quads_for_pattern(this, predicate, None, within):
        if isinstance(quad.object, NamedNode):
            return quad.object
    is_there = next(iter(graph.store.quads_for_pattern(this, TYPE, None, within)), None) is not None
    return this if is_there and predicate == SAME_AS else None


class _Names:
    """Names things and claims in words."""

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph
        self._labels = Labels(graph)
        self._article = "SELECT outlet, id FROM articles WHERE key = ?"

    def of(self, this: object) -> str:
        if not isinstance(this, NamedNode):
            return str(this)
        room, key = self._graph.identifiers.key(this)
        if room == "claim":
            texts = self._graph.store.quads_for_pattern(this, TEXT, None, self._graph.identifiers.graph("claims"))
            return min((quad.object.value for quad in texts if isinstance(quad.object, Literal)), default=key)
        if room == "article":
            row = self._graph.tables.connection.execute(self._article, (key,)).fetchone()
            return " ".join(row) if row else key
        return self._labels.label(this)


def _decided(review: Review | None) -> str | None:
    if review is None:
        return None
    about = f"asr:{review.assertion}" if isinstance(review, Verdict) else " and ".join(review.pair)
    decided = review.verdict if isinstance(review, Verdict) else f"{review.kind} {review.relation}"
    return f"{decided}: {about}, by {review.by}" + (f" ({review.note})" if review.note else "")


def _local(predicate: NamedNode) -> str:
    return predicate.value.rpartition("#")[2]


def _iri(this: Quad | object) -> str:
    return this.value if isinstance(this, NamedNode) else str(this)
