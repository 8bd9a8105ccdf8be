"""What an article's graph would lack if some of its assertions were not there.

The assertions themselves; anchors and sentences that no other assertion stands on; plain triples that no other
assertion carries. What a graph has without them is what `describe` would have made of the other assertions alone.
"""

from collections.abc import Iterable, Iterator, Set

from pyoxigraph import NamedNode, Quad, Store

from kg.rdf.claims import ABOUT, ARGUMENT, LEMMA, OBJECT, PASSIVE, PREDICATE, ROLE, SUBJECT, VALUE
from kg.rdf.describe import (
    ANCHOR,
    CERTAINTY,
    CERTAINTY_BY_VALUE,
    CLAIM,
    POLARITY,
    POLARITY_BY_VALUE,
    SELECTOR,
    SENTENCE_OF,
)
from kg.rdf.identifiers import PREPOSITIONLESS_ROLES, Identifiers, Term, relation
from kg.rdf.restore import Description, Find, index, triples
from kg.records import Certainty, Polarity

PlainTriple = tuple[NamedNode, NamedNode, Term]

_POSITIVE = POLARITY_BY_VALUE[Polarity.POSITIVE.value]
_STATED = frozenset(CERTAINTY_BY_VALUE[value.value] for value in (Certainty.CERTAIN, Certainty.PROBABLE))


def quads_only_of(
    left_out: Set[NamedNode], article: NamedNode, *, store: Store, identifiers: Identifiers
) -> Iterator[Quad]:
    """Yield the quads of one article's graph that are there only because of some assertions.

    Looks up what is near these assertions and not the whole article, which may have a hundred times as much. The
    store must not change meanwhile.

    Args:
        left_out: the assertions.
        article: the graph of the article that makes them.
        store: has that graph, and graph/claims.
        identifiers: the IRIs of the data.
    """
    find = store.quads_for_pattern
    for this in left_out:
        yield from find(this, None, None, article)
    for predicate in (ANCHOR, SENTENCE_OF):
        found = {quad.object for this in left_out for quad in find(this, predicate, None, article)}
        places = [place for place in found if isinstance(place, NamedNode)]
        for place in places:
            if all(quad.subject in left_out for quad in find(None, predicate, place, article)):
                for selector in find(place, SELECTOR, None, article):
                    if isinstance(selector.object, NamedNode):
                        yield from find(selector.object, None, None, article)
                yield from find(place, None, None, article)
    plain = _Plain(store, article, identifiers)
    gone = {triple for this in left_out for triple in plain.carried_by(this)}
    for triple in gone and gone - plain.carried_by_others(left_out):
        yield from find(*triple, article)


class _Plain:
    """Which plain triples the assertions of one article carry."""

    def __init__(self, store: Store, article: NamedNode, identifiers: Identifiers) -> None:
        self._find = store.quads_for_pattern
        self._article, self._claims, self._identifiers = article, identifiers.graph("claims"), identifiers

    def carried_by(self, assertion: NamedNode) -> set[PlainTriple]:
        found = self._describe(assertion, self._article)
        if _POSITIVE not in found.get(POLARITY, ()) or _STATED.isdisjoint(found.get(CERTAINTY, ())):
            return set()
        claims = [claim for claim in found[CLAIM] if isinstance(claim, NamedNode)]
        return {triple for claim in claims for triple in self._triples(claim)}

    def carried_by_others(self, left_out: Set[NamedNode]) -> set[PlainTriple]:
        """Return the triples of the other assertions whose claims have subject and verb of those left out."""
        claim_by_assertion = {quad.subject: quad.object for quad in self._find(None, CLAIM, None, self._article)}
        gone = {claim_by_assertion.get(this) for this in left_out}
        subjects, verbs = (self._values(gone, predicate) for predicate in (SUBJECT, LEMMA))
        return {
            triple
            for this, claim in claim_by_assertion.items()
            if isinstance(this, NamedNode) and this not in left_out
            if not subjects.isdisjoint(self._values([claim], SUBJECT))
            if not verbs.isdisjoint(self._values([claim], LEMMA))
            for triple in self.carried_by(this)
        }

    def _values(self, claims: Iterable[object], predicate: NamedNode) -> set[object]:
        """Return the objects of a property of some claims."""
        nodes = (claim for claim in claims if isinstance(claim, NamedNode))
        return {quad.object for claim in nodes for quad in self._find(claim, predicate, None, self._claims)}

    def _triples(self, claim: NamedNode) -> Iterator[PlainTriple]:
        return plain_triples(claim, find=self._find_claim, identifiers=self._identifiers)

    def _find_claim(self, subject: NamedNode) -> Description:
        return self._describe(subject, self._claims)

    def _describe(self, subject: NamedNode, graph: NamedNode) -> Description:
        return index(triples(self._find(subject, None, None, graph)))[subject]


def plain_triples(claim: NamedNode, *, find: Find, identifiers: Identifiers) -> Iterator[PlainTriple]:
    """Yield the plain triples that a claim may have in an article's graph (`kg.rdf.identifiers.plain_relation`).

    Which of several arguments its one triple points to is no longer known, so there is one triple for each.
    """
    found = find(claim)
    for subject in found.get(SUBJECT, ()):
        if isinstance(subject, NamedNode):
            yield from ((subject, predicate, target) for predicate, target in _said_of(found, find, identifiers))


def _said_of(found: Description, find: Find, identifiers: Identifiers) -> list[tuple[NamedNode, Term]]:
    own = found[PREDICATE][0]
    if not isinstance(own, NamedNode):
        raise TypeError(f"the predicate of a claim is no IRI: {own}")
    objects = [term for term in found.get(OBJECT, ()) if not _is_claim(term, identifiers)] or found.get(ABOUT, [])
    if objects:
        return [(own, target) for target in objects]
    arguments = [find(term) for term in found.get(ARGUMENT, ()) if isinstance(term, NamedNode)]
    role_and_value = [(argument[ROLE][0].value, argument[VALUE][0]) for argument in arguments]
    verb, passive = found[LEMMA][0].value, PASSIVE in found
    led = [
        (relation(verb, passive=passive, preposition=role), target)
        for role, target in role_and_value
        if role not in PREPOSITIONLESS_ROLES
    ]
    return led or [(own, target) for role, target in role_and_value if role == "complement"]


def _is_claim(term: Term, identifiers: Identifiers) -> bool:
    return isinstance(term, NamedNode) and identifiers.key(term)[0] == "claim"
