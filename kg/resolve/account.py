"""From an annotation to an account: who asserts what in one article, its names resolved.

    Annotation → References (names, topics, values) → Claims (inner ones first) → Assertions → Account

Pure: an account is a function of its annotation and the lexicons.
"""

from collections.abc import Iterator

from kg.lexicon.pronouns import empty_words, personal_pronouns
from kg.records import (
    Account,
    Annotation,
    Assertion,
    Claim,
    Kind,
    Reference,
    Relation,
    ResolvedMention,
)
from kg.resolve.acting import acting_decisions
from kg.resolve.claims import Claims, split_arguments
from kg.resolve.event_types import EventTypes
from kg.resolve.mention_references import resolve_mentions
from kg.resolve.references import References
from kg.resolve.speakers import Speakers
from kg.resolve.wording import digest

UNRESOLVED_FACTOR = 0.5
"""What is left of the confidence where a pronoun stands for nobody known."""


def build_account(annotation: Annotation) -> Account:
    """Build an article's account: every relation that can be read as a claim becomes an assertion.

    Returns:
        Assertions in the order of the text, resolved mentions, and the decisions that hold by the lexicon.
    """
    return _Builder(annotation).build()


class _Builder:
    def __init__(self, annotation: Annotation) -> None:
        self._annotation = annotation
        self._text = annotation.article.text
        self._references = References(annotation)
        self._claims = Claims(annotation, self._references)
        self._speakers = Speakers(annotation, self._references)
        self._event_types = EventTypes(annotation, self._references.names)
        self._keys: dict[int, str | None] = {}

    def build(self) -> Account:
        found: dict[str, Assertion] = {}
        for index, relation in enumerate(self._annotation.relations):
            claim = self._claims.of_relation(index)
            if claim is not None:
                assertion = self._assertion(index, relation, claim)
                found.setdefault(assertion.key, assertion)
        ordered = sorted(found.values(), key=lambda assertion: (assertion.span, assertion.key))
        return Account(
            article=self._annotation.article,
            assertions=tuple(ordered),
            mentions=tuple(self._mentions()),
            decisions=acting_decisions(ordered),
        )

    def _assertion(self, index: int, relation: Relation, claim: Claim) -> Assertion:
        key = self._key(index)
        assert key is not None, "only relations with a claim are asserted"
        place = self._references.names.covering(relation.place) if relation.place else None
        voicing = self._speakers.of_relation(index)
        return Assertion(
            key=key,
            claim=claim,
            speakers=voicing.speakers,
            cue=voicing.cue,
            voice=voicing.voice,
            within=self._within(index),
            polarity=relation.polarity,
            certainty=relation.certainty,
            tense=relation.tense,
            event_type=self._event_types.of_relation(index),
            time=relation.time,
            place=place,
            object_text=self._object_text(relation, claim),
            span=relation.span,
            sentence=relation.sentence,
            confidence=round(relation.confidence * (UNRESOLVED_FACTOR if _is_unresolved(claim.subject) else 1.0), 4),
            rule=relation.rule,
        )

    def _key(self, index: int) -> str | None:
        """Return the key of the assertion that a relation becomes; None where it becomes none."""
        if index not in self._keys:
            relation, claim = self._annotation.relations[index], self._claims.of_relation(index)
            place = (*relation.span, *relation.predicate.span)
            self._keys[index] = (
                digest(self._annotation.article.key, *map(str, place), claim.key) if claim is not None else None
            )
        return self._keys[index]

    def _within(self, index: int) -> str | None:
        """Return the nearest assertion whose object clause or content states this one."""
        seen = {index}
        outer = self._speakers.outer(index)
        while outer is not None and outer not in seen:
            seen.add(outer)
            key = self._key(outer)
            if key is not None and key != self._key(index):
                return key
            outer = self._speakers.outer(outer)
        return None

    def _object_text(self, relation: Relation, claim: Claim) -> str | None:
        argument = split_arguments(relation).object
        if argument is None:
            return None
        words = " ".join(argument.text.split())
        if words.lower() in personal_pronouns() | empty_words() and claim.object is not None:
            return claim.object.label
        return words or None

    def _mentions(self) -> Iterator[ResolvedMention]:
        types = {
            relation.predicate.span: self._event_types.of_relation(index)
            for index, relation in reversed(list(enumerate(self._annotation.relations)))
        }
        return resolve_mentions(self._annotation, self._references, event_types=types)


def _is_unresolved(reference: Reference | None) -> bool:
    return reference is not None and reference.kind is Kind.TOPIC and reference.label in personal_pronouns()
