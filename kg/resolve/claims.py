"""From relations to claims: what is said, independent of who says it."""

from dataclasses import dataclass, replace

from kg.lexicon.events import noun_event_type
from kg.lexicon.inflection import gerund, participle
from kg.records import Annotation, Argument, Claim, ClaimArgument, Kind, Polarity, Reference, Relation
from kg.resolve.references import References
from kg.resolve.reporting import reporting_verbs
from kg.resolve.wording import digest, head_word, is_plural, render_predicate

PLAIN_ROLES = frozenset({"recipient", "complement", "object", "time", "manner"})
"""Roles that no preposition leads, so that a rendered claim leaves their name out."""
EMPTY_VERBS = frozenset({"be", "have", "do"})
"""Verbs that say nothing without an object."""
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
class _Clause:
    """A clause with the claim that it states, as it reads inside another one."""

    claim: Claim
    infinitive: str
    """The claim without its subject, in the infinitive: `relinquish four regions`."""
    gerund: str
    has_to: bool
    """Whether the clause is an infinitive in the text."""

    def render(self, role: str, *, known: tuple[Reference | None, ...]) -> str:
        """Return the clause after its verb; a subject that is known already is left out of infinitives and gerunds."""
        if self.claim.subject in known:
            if self.has_to:
                return f"to {self.infinitive}"
            if role not in ("clause", "complement", "object"):
                return f"{role} {self.gerund}"
        return f"{'that' if role in ('clause', 'complement', 'object') else role} {self.claim.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Other:
    """An argument besides subject and object, with the claim it states where it is a clause."""

    argument: ClaimArgument
    clause: _Clause | None

    @property
    def order(self) -> tuple[str, str]:
        return self.argument.role, self.argument.reference.key

    def render(self, *, known: tuple[Reference | None, ...]) -> str:
        role, label = self.argument.role, self.argument.reference.label
        if self.clause is not None:
            return self.clause.render(role, known=known)
        return label if role in PLAIN_ROLES else f"{role} {label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A claim on the way: its relation with everything resolved."""

    relation: Relation
    subject: Reference | None
    object: Reference | None
    clause: _Clause | None
    others: tuple[_Other, ...]
    has_object_words: bool

    def is_readable(self) -> bool:
        """Tell whether the claim says something by itself: someone or something, and what of it."""
        lemma = self.relation.predicate.lemma
        if not any(char.isalpha() for char in lemma):
            return False
        if self.subject is None:
            unnamed = self.relation.subject is not None  # "it remains", "this follows": nobody can tell what
            return not unnamed and (self.object is not None or self.clause is not None)
        if self.object is not None or self.clause is not None or self.others:
            return True
        if lemma in EMPTY_VERBS:
            return False
        is_denial = self.relation.polarity is Polarity.NEGATIVE
        return self.has_object_words or self.relation.passive or is_denial or lemma not in reporting_verbs()

    def key(self) -> str:
        """Return the hash of subject, predicate, object and qualifiers."""
        quantity = self.relation.quantity
        return digest(
            *_key(self.subject),
            self.relation.predicate.lemma,
            "passive" if self.relation.passive else "active",
            *_key(self.object),
            self.clause.claim.key if self.clause else None,
            *(part for one in sorted(self.others, key=lambda one: one.order) for part in _other_key(one)),
            None if quantity is None else f"{quantity:g}",
            self.relation.unit,
            *((self.relation.bound,) if self.relation.bound is not None else ()),
        )

    def text(self) -> str:
        """Return the claim as a short sentence in the present."""
        label = self.subject.label if self.subject else ""
        plural = self.subject is not None and self.subject.kind is not Kind.ENTITY and is_plural(label)
        predicate = render_predicate(self.relation.predicate.lemma, plural=plural, passive=self.relation.passive)
        return " ".join(word for word in (label, predicate, self.rest()) if word)

    def rest(self) -> str:
        """Return what follows the predicate."""
        recipients = [one.argument.reference for one in self.others if one.argument.role == "recipient"]
        known = (self.subject, self.object, *recipients)
        words = [self.object.label if self.object else "", *(recipient.label for recipient in recipients)]
        words += [self.clause.render("clause", known=known) if self.clause else ""]
        words += [one.render(known=known) for one in self.others if one.argument.role != "recipient"]
        return " ".join(word for word in words if word)

    def as_clause(self, claim: Claim, *, has_to: bool) -> _Clause:
        """Return the claim as it reads inside another one."""
        lemma = self.relation.predicate.lemma
        infinitive = f"be {participle(lemma)}" if self.relation.passive else lemma
        return _Clause(
            claim=claim,
            infinitive=f"{infinitive} {self.rest()}".strip(),
            gerund=f"{gerund(infinitive)} {self.rest()}".strip(),
            has_to=has_to,
        )

    def claim(self) -> Claim:
        """Return the finished claim."""
        return Claim(
            key=self.key(),
            subject=self.subject,
            predicate=self.relation.predicate.lemma,
            passive=self.relation.passive,
            object=self.object,
            object_claim=self.clause.claim.key if self.clause else None,
            about=about(self.clause.claim) if self.clause else self.object,
            arguments=tuple(one.argument for one in self.others),
            quantity=self.relation.quantity,
            unit=self.relation.unit,
            bound=self.relation.bound,
            text=self.text(),
        )


class Claims:
    """Builds the claims of one article, each once, inner claims first."""

    def __init__(self, annotation: Annotation, references: References) -> None:
        self._relations = annotation.relations
        self._references = references
        self._claims: dict[int, Claim | None] = {}
        self._drafts: dict[int, _Draft] = {}

    def of_relation(self, index: int) -> Claim | None:
        """Return the claim that a relation states; None where it says nothing that can be read alone."""
        if index not in self._claims:
            self._claims[index] = None  # a clause that contains itself ends here
            draft = self._draft(self._relations[index])
            if draft.is_readable():
                self._drafts[index], self._claims[index] = draft, draft.claim()
        return self._claims[index]

    def _draft(self, relation: Relation) -> _Draft:
        parts = split_arguments(relation)
        subject = self._references.of_argument(relation.subject) if relation.subject else None
        return _Draft(
            relation=relation,
            subject=subject,
            object=self._noun(parts.object),
            clause=self._inner(parts.object),
            others=self._others(parts, subject),
            has_object_words=parts.object is not None,
        )

    def _noun(self, argument: Argument | None) -> Reference | None:
        if argument is None or argument.role == "clause" or argument.relation is not None:
            return None
        return self._references.of_argument(argument)

    def _inner(self, argument: Argument | None) -> _Clause | None:
        if argument is None or argument.relation is None:
            return None
        claim = self.of_relation(argument.relation)
        if claim is None:
            return None
        has_to = argument.text.lower().startswith("to ")
        return self._drafts[argument.relation].as_clause(claim, has_to=has_to)

    def _others(self, parts: Parts, subject: Reference | None) -> tuple[_Other, ...]:
        """Return the other arguments, without clauses of which nothing is known but that subject."""
        found = []
        for argument in parts.others:
            clause = self._inner(argument)
            reference = about(clause.claim) if clause else self._noun(argument)
            if clause is not None and reference == subject:
                continue
            if reference is not None and reference.key.count("-") < LONGEST_TOPIC:
                found.append(_Other(argument=ClaimArgument(role=argument.role, reference=reference), clause=clause))
        return tuple(found)


def about(claim: Claim) -> Reference | None:
    """Return what a clause is about: its nominal event, else its object, else its subject."""
    parts = [claim.object, *(argument.reference for argument in claim.arguments), claim.subject]
    event = next((part for part in parts if part is not None and _is_event(part)), None)
    return event or claim.about or claim.object or claim.subject


def _is_event(reference: Reference) -> bool:
    return reference.kind is Kind.TOPIC and noun_event_type(head_word(reference.label)) is not None


def _key(reference: Reference | None) -> tuple[str | None, str | None]:
    return (reference.kind, reference.key) if reference else (None, None)


def _other_key(other: _Other) -> tuple[str | None, ...]:
    inner = other.clause.claim.key if other.clause else None
    return other.argument.role, *_key(other.argument.reference), inner
