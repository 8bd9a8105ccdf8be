"""From relations to claims: what is said, independent of who says it."""

from dataclasses import dataclass, replace

from kg.lexicon.events import noun_event_type
from kg.records import Annotation, Argument, Claim, ClaimArgument, Kind, Reference, Relation
from kg.resolve.references import References
from kg.resolve.wording import digest, head_word, is_plural, render_predicate

PLAIN_ROLES = frozenset({"recipient", "complement", "object", "time", "manner"})
"""Roles that no preposition leads, so that a rendered claim leaves their name out."""
LONGEST_TOPIC = 12
"""Words in the longest noun phrase that may stand as an argument besides subject and object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of a relation as its claim takes them."""

    object: Argument | None
    others: tuple[Argument, ...]


def split_arguments(relation: Relation) -> Parts:
    """Tell the argument that stands as the object from the others.

    A clause with a claim of its own comes first ("told reporters that …": the reporters are its recipients), then the
    object, then any clause, then the complement.
    """
    arguments = relation.arguments
    said = next((one for one in arguments if one.role == "clause" and one.relation is not None), None)
    if said is not None:
        hearers = tuple(replace(one, role="recipient") if one.role == "object" else one for one in arguments)
        return Parts(object=said, others=tuple(one for one in hearers if one is not said))
    for role in ("object", "clause", "complement"):
        found = next((one for one in arguments if one.role == role), None)
        if found is not None:
            return Parts(object=found, others=tuple(one for one in arguments if one is not found))
    return Parts(object=None, others=arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Other:
    """An argument besides subject and object, with the claim it states where it is a clause."""

    argument: ClaimArgument
    clause: Claim | None

    @property
    def order(self) -> tuple[str, str]:
        return self.argument.role, self.argument.reference.key

    def render(self) -> str:
        role = self.argument.role
        words = self.clause.text if self.clause else self.argument.reference.label
        return words if role in PLAIN_ROLES else f"{'that' if role == 'clause' else role} {words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A claim on the way: its relation with everything resolved."""

    relation: Relation
    subject: Reference | None
    object: Reference | None
    clause: Claim | None
    others: tuple[_Other, ...]
    has_object_words: bool

    def is_readable(self) -> bool:
        """Tell whether the claim says something by itself: someone or something, and what of it."""
        if self.subject is None:
            unnamed = self.relation.subject is not None  # "it remains", "this follows": nobody can tell what
            return not unnamed and (self.object is not None or self.clause is not None)
        says_more = self.object is not None or self.clause is not None or bool(self.others)
        if not says_more and self.has_object_words and self.relation.predicate.lemma in ("be", "have", "do"):
            return False
        return says_more or self.has_object_words or self.relation.predicate.lemma not in ("be", "have", "do")

    def key(self) -> str:
        """Return the hash of subject, predicate, object and qualifiers."""
        quantity = self.relation.quantity
        return digest(
            *_key(self.subject),
            self.relation.predicate.lemma,
            "passive" if self.relation.passive else "active",
            *_key(self.object),
            self.clause.key if self.clause else None,
            *(part for one in sorted(self.others, key=lambda one: one.order) for part in _other_key(one)),
            None if quantity is None else f"{quantity:g}",
            self.relation.unit,
        )

    def text(self) -> str:
        """Return the claim as a short sentence in the present."""
        label = self.subject.label if self.subject else ""
        plural = self.subject is not None and self.subject.kind is not Kind.ENTITY and is_plural(label)
        predicate = render_predicate(self.relation.predicate.lemma, plural=plural, passive=self.relation.passive)
        words = [label, predicate, self.object.label if self.object else ""]
        recipients = [one.render() for one in self.others if one.argument.role == "recipient"]
        words += [*recipients, f"that {self.clause.text}" if self.clause else ""]
        words += [one.render() for one in self.others if one.argument.role != "recipient"]
        return " ".join(word for word in words if word)

    def claim(self) -> Claim:
        """Return the finished claim."""
        return Claim(
            key=self.key(),
            subject=self.subject,
            predicate=self.relation.predicate.lemma,
            passive=self.relation.passive,
            object=self.object,
            object_claim=self.clause.key if self.clause else None,
            about=about(self.clause) if self.clause else self.object,
            arguments=tuple(one.argument for one in self.others),
            quantity=self.relation.quantity,
            unit=self.relation.unit,
            text=self.text(),
        )


class Claims:
    """Builds the claims of one article, each once, inner claims first."""

    def __init__(self, annotation: Annotation, references: References) -> None:
        self._relations = annotation.relations
        self._references = references
        self._claims: dict[int, Claim | None] = {}

    def of_relation(self, index: int) -> Claim | None:
        """Return the claim that a relation states; None where it says nothing that can be read alone."""
        if index not in self._claims:
            self._claims[index] = None  # a clause that contains itself ends here
            self._claims[index] = self._build(self._relations[index])
        return self._claims[index]

    def _build(self, relation: Relation) -> Claim | None:
        parts = split_arguments(relation)
        draft = _Draft(
            relation=relation,
            subject=self._references.of_argument(relation.subject) if relation.subject else None,
            object=self._noun(parts.object),
            clause=self._inner(parts.object),
            others=self._others(parts),
            has_object_words=parts.object is not None,
        )
        return draft.claim() if draft.is_readable() else None

    def _noun(self, argument: Argument | None) -> Reference | None:
        if argument is None or argument.role == "clause" or argument.relation is not None:
            return None
        return self._references.of_argument(argument)

    def _inner(self, argument: Argument | None) -> Claim | None:
        return self.of_relation(argument.relation) if argument is not None and argument.relation is not None else None

    def _others(self, parts: Parts) -> tuple[_Other, ...]:
        found = []
        for argument in parts.others:
            clause = self._inner(argument)
            reference = about(clause) or self._noun(argument)
            if reference is not None and reference.key.count("-") < LONGEST_TOPIC:
                found.append(_Other(argument=ClaimArgument(role=argument.role, reference=reference), clause=clause))
        return tuple(found)


def about(claim: Claim | None) -> Reference | None:
    """Return what a clause is about: its nominal event, else its object, else its subject."""
    if claim is None:
        return None
    parts = [claim.object, *(argument.reference for argument in claim.arguments), claim.subject]
    event = next((part for part in parts if part is not None and _is_event(part)), None)
    return event or claim.about or claim.object or claim.subject


def _is_event(reference: Reference) -> bool:
    return reference.kind is Kind.TOPIC and noun_event_type(head_word(reference.label)) is not None


def _key(reference: Reference | None) -> tuple[str | None, str | None]:
    return (reference.kind, reference.key) if reference else (None, None)


def _other_key(other: _Other) -> tuple[str | None, ...]:
    inner = other.clause.key if other.clause else None
    return other.argument.role, *_key(other.argument.reference), inner
