"""From relations to claims: what is said, independent of who says it."""

import re
from dataclasses import dataclass

from kg.lexicon.events import noun_event_type
from kg.records import Annotation, Argument, Claim, ClaimArgument, Kind, Reference, Relation
from kg.resolve.references import References
from kg.resolve.wording import digest, render_predicate

OBJECT_ROLES = ("object", "clause", "complement")
"""Roles of what may stand as a claim's object; the first one found does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of a relation as its claim takes them."""

    object: Argument | None
    others: tuple[Argument, ...]


def split_arguments(relation: Relation) -> Parts:
    """Tell the argument that stands as the object from the others."""
    for role in OBJECT_ROLES:
        for argument in relation.arguments:
            if argument.role == role:
                return Parts(
                    object=argument, others=tuple(other for other in relation.arguments if other is not argument)
                )
    return Parts(object=None, others=relation.arguments)


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
        subject = self._references.of_argument(relation.subject) if relation.subject else None
        clause = self._inner(parts.object)
        found = self._noun(parts.object)
        others = self._others(parts)
        if not _is_readable(relation, subject, found, clause, parts, others):
            return None
        about = _about(clause) if clause else found
        return _claim(relation, subject, found, clause, about, others)

    def _noun(self, argument: Argument | None) -> Reference | None:
        if argument is None or argument.role == "clause" or argument.relation is not None:
            return None
        return self._references.of_argument(argument)

    def _inner(self, argument: Argument | None) -> Claim | None:
        return self.of_relation(argument.relation) if argument is not None and argument.relation is not None else None

    def _others(self, parts: Parts) -> tuple[ClaimArgument, ...]:
        found = []
        for argument in parts.others:
            reference = _about(self._inner(argument)) or self._noun(argument)
            if reference is not None:
                found.append(ClaimArgument(role=argument.role, reference=reference))
        return tuple(found)


def _is_readable(
    relation: Relation,
    subject: Reference | None,
    found: Reference | None,
    clause: Claim | None,
    parts: Parts,
    others: tuple[ClaimArgument, ...],
) -> bool:
    """Tell whether the claim says something by itself: someone or something, and what of it."""
    if subject is None and relation.subject is not None:
        return False  # "it remains", "this follows": nobody can tell what
    if subject is None:
        return found is not None or clause is not None
    if found is None and clause is None and parts.object is not None and not parts.object.text.strip():
        return False
    says_more = found is not None or clause is not None or bool(others) or parts.object is not None
    return says_more or relation.predicate.lemma not in ("be", "have", "do")


def _claim(
    relation: Relation,
    subject: Reference | None,
    found: Reference | None,
    clause: Claim | None,
    about: Reference | None,
    others: tuple[ClaimArgument, ...],
) -> Claim:
    key = digest(
        *_key(subject),
        relation.predicate.lemma,
        "passive" if relation.passive else "active",
        *_key(found),
        clause.key if clause else None,
        *(part for other in sorted(others, key=_order) for part in (other.role, *_key(other.reference))),
        None if relation.quantity is None else f"{relation.quantity:g}",
        relation.unit,
    )
    return Claim(
        key=key,
        subject=subject,
        predicate=relation.predicate.lemma,
        passive=relation.passive,
        object=found,
        object_claim=clause.key if clause else None,
        about=about,
        arguments=others,
        quantity=relation.quantity,
        unit=relation.unit,
        text=_render(relation, subject, found, clause, others),
    )


def _order(argument: ClaimArgument) -> tuple[str, str]:
    return argument.role, argument.reference.key


def _key(reference: Reference | None) -> tuple[str | None, str | None]:
    return (reference.kind, reference.key) if reference else (None, None)


def _about(claim: Claim | None) -> Reference | None:
    """Return what a clause is about: its nominal event, else its object, else its subject."""
    if claim is None:
        return None
    parts = [claim.object, *(argument.reference for argument in claim.arguments), claim.subject]
    event = next((part for part in parts if part is not None and _is_event(part)), None)
    return event or claim.about or claim.object or claim.subject


def _is_event(reference: Reference) -> bool:
    head = re.split(r"-(?:of|in|on|with|between|for|to|from|against|at|by|over|about)-", reference.key)[0]
    return reference.kind is Kind.TOPIC and noun_event_type(head.rsplit("-", 1)[-1]) is not None


def _render(
    relation: Relation,
    subject: Reference | None,
    found: Reference | None,
    clause: Claim | None,
    others: tuple[ClaimArgument, ...],
) -> str:
    label = subject.label if subject else None
    words = [label or "", render_predicate(relation.predicate.lemma, label, passive=relation.passive)]
    words += [found.label] if found else []
    words += [f"that {clause.text}"] if clause else []
    plain = ("recipient", "complement", "clause", "object", "time")
    words += [
        other.reference.label if other.role in plain else f"{other.role} {other.reference.label}" for other in others
    ]
    return " ".join(word for word in words if word)
