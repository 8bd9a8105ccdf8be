"""From quads back to records: the inverse of `describe`, as far as the model keeps them.

What it does not keep: labels of one key that differ between articles (one is settled on, see `settle`), and the order
of a claim's arguments (they come back sorted by role and key).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.claims import (
    ABOUT,
    ARGUMENT,
    BOUND,
    ENTITY,
    LABEL_BY_SLOT,
    LEMMA,
    OBJECT,
    PASSIVE,
    QUANTITY,
    ROLE,
    SUBJECT,
    TOPIC,
    UNIT,
    VALUE,
    VALUE_LABEL,
)
from kg.rdf.describe import (
    ANCHOR,
    ASSERTION,
    CERTAINTY,
    CLAIM,
    CONFIDENCE,
    CUE,
    END,
    EVENT_TIME,
    EVENT_TYPE,
    OBJECT_TEXT,
    PLACE,
    POLARITY,
    RULE,
    SELECTOR,
    SENTENCE_OF,
    SPEAKER,
    START,
    TENSE,
    VOICE,
    WITHIN,
)
from kg.rdf.identifiers import Identifiers
from kg.rdf.settle import best_label
from kg.rdf.vocabulary import CLASS_BY_ENTITY_LABEL, KG, LABEL, TEXT, TYPE, node
from kg.records import (
    Assertion,
    Certainty,
    Claim,
    ClaimArgument,
    Kind,
    Polarity,
    Reference,
    Span,
    Tense,
    Voice,
)
from kg.settings import BASE

Term = NamedNode | Literal
Description = Mapping[NamedNode, list[Term]]
"""The objects of a subject by predicate."""
Find = Callable[[NamedNode], Description]
"""Look a subject up."""

_LABEL_BY_CLASS = {str(KG[name]): label for label, name in CLASS_BY_ENTITY_LABEL.items()}
_NOTHING: Description = {}


NEEDED = (
    CLAIM, VOICE, POLARITY, CERTAINTY, TENSE, CONFIDENCE, RULE, WITHIN, SPEAKER, CUE, EVENT_TYPE, EVENT_TIME, PLACE,
    OBJECT_TEXT, ANCHOR, SELECTOR, SENTENCE_OF, START, END, *(node(KG[f"speaker{number}"]) for number in range(1, 10)),
)  # fmt: skip
"""Properties in an article's graph that an assertion is restored from."""


def index(triples: Iterable[tuple[object, NamedNode, object]]) -> dict[NamedNode, dict[NamedNode, list[Term]]]:
    """Return the descriptions of all subjects of some triples."""
    found: dict[NamedNode, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            found[subject][predicate].append(value)
    return found


def triples(quads: Iterable[Quad]) -> Iterator[tuple[object, NamedNode, object]]:
    """Yield subject, predicate and object of quads."""
    return ((quad.subject, quad.predicate, quad.object) for quad in quads)


def restore(quads: Iterable[Quad], *, base: str = BASE) -> tuple[Assertion, ...]:
    """Return the assertions that some quads describe, sorted by key.

    Args:
        quads: whole descriptions, such as `describe` yields.
        base: the base IRI of the data.
    """
    found = index(triples(quads))
    restorer = Restorer(lambda subject: found.get(subject, _NOTHING), identifiers=Identifiers(base))
    assertions = [this for this, description in found.items() if ASSERTION in description.get(TYPE, ())]
    return tuple(
        sorted((restorer.assertion(this, found.__getitem__) for this in assertions), key=lambda found: found.key)
    )


class Restorer:
    """Restores records; claims and references are looked up in the shared graphs and remembered.

    Args:
        find_shared: looks up a subject in graph/claims and graph/entities.
        identifiers: the IRIs of the data.
        remembered: how many claims and references are kept, so that memory does not grow with the corpus.
    """

    def __init__(self, find_shared: Find, *, identifiers: Identifiers, remembered: int = 50_000) -> None:
        self._find = find_shared
        self._identifiers = identifiers
        self.claim = lru_cache(maxsize=remembered)(self._claim)
        self.reference = lru_cache(maxsize=remembered)(self._reference)
        self._argument = lru_cache(maxsize=remembered)(self._restore_argument)

    def assertion(self, this: NamedNode, find: Find) -> Assertion:
        """Return one assertion; `find` looks up subjects in the article's own graph."""
        found = find(this)
        return Assertion(
            key=self._key(this),
            claim=self.claim(_node(found, CLAIM)),
            speakers=self._speakers(found),
            cue=_text(found, CUE),
            voice=Voice(_individual(found, VOICE)),
            within=self._key_of(found, WITHIN),
            polarity=Polarity(_individual(found, POLARITY)),
            certainty=Certainty(_individual(found, CERTAINTY)),
            tense=Tense(_individual(found, TENSE)),
            event_type=_fragment(found, EVENT_TYPE),
            time=_text(found, EVENT_TIME),
            place=self._slot(found, PLACE),
            object_text=_text(found, OBJECT_TEXT),
            span=_anchored(_node(found, ANCHOR), find),
            sentence=_span(find(_node(found, SENTENCE_OF))),
            confidence=float(_text(found, CONFIDENCE) or 0),
            rule=_text(found, RULE) or "",
        )

    def _claim(self, this: NamedNode) -> Claim:
        found = self._find(this)
        objects = found.get(OBJECT, [])
        clauses = [term for term in objects if isinstance(term, NamedNode) and self._room(term) == "claim"]
        quantity = _text(found, QUANTITY)
        return Claim(
            key=self._key(this),
            subject=self._slot(found, SUBJECT, "subject"),
            predicate=_text(found, LEMMA) or "",
            passive=PASSIVE in found,
            object=self._slot({OBJECT: [term for term in objects if term not in clauses]}, OBJECT, "object", found),
            object_claim=self._key(clauses[0]) if clauses else None,
            about=self._slot(found, ABOUT, "about"),
            arguments=tuple(
                sorted(
                    (self._argument(term) for term in found.get(ARGUMENT, []) if isinstance(term, NamedNode)),
                    key=lambda argument: (argument.role, argument.reference.kind, argument.reference.key),
                )
            ),
            quantity=float(quantity) if quantity is not None else None,
            unit=_text(found, UNIT),
            bound=_text(found, BOUND),
            text=_text(found, TEXT) or "",
        )

    def _restore_argument(self, this: NamedNode) -> ClaimArgument:
        found = self._find(this)
        reference = self.reference(found[VALUE][0], _text(found, VALUE_LABEL))
        return ClaimArgument(role=_text(found, ROLE) or "", reference=reference)

    def _reference(self, term: Term, label: str | None = None) -> Reference:
        if isinstance(term, Literal):
            return Reference(kind=Kind.VALUE, key=term.value, label=label or term.value)
        room, key = self._identifiers.key(term)
        found = self._find(term)
        return Reference(
            kind=Kind(room), key=key, label=_text(found, LABEL) or key.replace("-", " "), type=_entity_label(found)
        )

    def _slot(
        self, found: Description, predicate: NamedNode, slot: str | None = None, labels: Description | None = None
    ) -> Reference | None:
        terms = found.get(predicate)
        if not terms:
            return None
        label = _text(labels if labels is not None else found, LABEL_BY_SLOT[slot]) if slot is not None else None
        return self.reference(terms[0], label)

    def _speakers(self, found: Description) -> tuple[Reference, ...]:
        chain: list[Reference] = []
        while terms := found.get(_numbered_speaker(len(chain) + 1)):
            chain.append(self.reference(terms[0]))
        return tuple(chain) or tuple(self.reference(term) for term in found.get(SPEAKER, []))

    def _key(self, this: NamedNode) -> str:
        return self._identifiers.key(this)[1]

    def _room(self, this: NamedNode) -> str:
        return self._identifiers.key(this)[0]

    def _key_of(self, found: Description, predicate: NamedNode) -> str | None:
        return self._key(_node(found, predicate)) if predicate in found else None


@lru_cache(maxsize=100)
def _numbered_speaker(number: int) -> NamedNode:
    return node(KG[f"speaker{number}"])


def _node(found: Description, predicate: NamedNode) -> NamedNode:
    term = found[predicate][0]
    if not isinstance(term, NamedNode):
        raise TypeError(f"{predicate} of an assertion is no IRI: {term}")
    return term


def _text(found: Description, predicate: NamedNode) -> str | None:
    terms = found.get(predicate)
    if not terms:
        return None
    return terms[0].value if len(terms) == 1 else best_label(term.value for term in terms)


def _fragment(found: Description, predicate: NamedNode) -> str | None:
    value = _text(found, predicate)
    return value.rpartition("#")[2] if value is not None else None


def _individual(found: Description, predicate: NamedNode) -> str:
    return (_fragment(found, predicate) or "").lower()


def _entity_label(found: Description) -> str | None:
    if EVENT_TYPE in found:
        return _fragment(found, EVENT_TYPE)
    names = sorted(term.value for term in found.get(TYPE, []) if term not in (ENTITY, TOPIC))
    if not names:
        return None
    return _LABEL_BY_CLASS.get(names[0]) or names[0].rpartition("#")[2].upper()


def _span(found: Description) -> Span:
    return Span(int(_text(found, START) or 0), int(_text(found, END) or 0))


def _anchored(anchor: NamedNode, find: Find) -> Span:
    for selector in find(anchor)[SELECTOR]:
        if isinstance(selector, NamedNode) and START in (found := find(selector)):
            return _span(found)
    raise ValueError(f"{anchor} has no position")
