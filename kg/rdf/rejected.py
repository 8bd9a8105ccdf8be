"""What an article's graph would lack if some of its assertions were not there.

The assertions themselves; anchors and sentences that no other assertion stands on; plain triples that no other
assertion carries. What a graph has without them is what `describe` would have made of the other assertions alone.
"""

from collections.abc import Iterable, Iterator, Set

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.claims import ABOUT, ARGUMENT, LEMMA, OBJECT, PASSIVE, PREDICATE, ROLE, SUBJECT, VALUE
from kg.rdf.describe import ANCHOR, CERTAINTY, CERTAINTY_BY_VALUE, CLAIM, POLARITY, POLARITY_BY_VALUE, SELECTOR
from kg.rdf.describe import SENTENCE_OF as SENTENCE
from kg.rdf.identifiers import PREPOSITIONLESS_ROLES, Identifiers, Term, relation
from kg.rdf.restore import Description, Find, index, triples
from kg.records import Certainty, Polarity

PlainTriple = tuple[NamedNode, NamedNode, Term]

_POSITIVE = POLARITY_BY_VALUE[Polarity.POSITIVE.value]
_STATED = frozenset(CERTAINTY_BY_VALUE[value.value] for value in (Certainty.CERTAIN, Certainty.PROBABLE))


def quads_only_of(
    left_out: Set[NamedNode], quads: Iterable[Quad], *, find_shared: Find, identifiers: Identifiers
) -> Iterator[Quad]:
    """Yield the quads of one article's graph that are there only because of some assertions.

    Args:
        left_out: the assertions.
        quads: the whole graph of one article.
        find_shared: looks up claims and arguments in graph/claims.
        identifiers: the IRIs of the data.
    """
    kept_quads = list(quads)
    described = index(triples(kept_quads))
    gone = [found for this, found in described.items() if CLAIM in found and this in left_out]
    rest = [found for this, found in described.items() if CLAIM in found and this not in left_out]
    nodes = left_out | (_places(gone, described) - _places(rest, described))
    plain = _carried(gone, find_shared, identifiers) - _carried(rest, find_shared, identifiers)
    for quad in kept_quads:
        if quad.subject in nodes or (quad.subject, quad.predicate, quad.object) in plain:
            yield quad


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


def _carried(assertions: Iterable[Description], find: Find, identifiers: Identifiers) -> set[PlainTriple]:
    return {
        triple
        for found in assertions
        if _POSITIVE in found[POLARITY] and not _STATED.isdisjoint(found[CERTAINTY])
        for claim in found[CLAIM]
        if isinstance(claim, NamedNode)
        for triple in plain_triples(claim, find=find, identifiers=identifiers)
    }


def _places(assertions: Iterable[Description], described: dict[NamedNode, dict[NamedNode, list[Term]]]) -> set[Term]:
    """Return anchors with their selectors, and sentences."""
    places = {term for found in assertions for term in (*found.get(ANCHOR, ()), *found.get(SENTENCE, ()))}
    selectors = {
        selector
        for place in places
        if not isinstance(place, Literal)
        for selector in described[place].get(SELECTOR, ())
    }
    return places | selectors
