"""An article's account: who asserts what in it, its names resolved within the article.

References name things by keys that are pure functions of the article and the lexicon, so an account can be described
in RDF before any other article is known. What is the same across articles is linked afterwards, never rewritten.
"""

from dataclasses import dataclass
from enum import StrEnum

from kg.records.annotation import Certainty, Polarity, Tense, Voice
from kg.records.article import Article
from kg.records.mention import Mention
from kg.records.text import Span


class Kind(StrEnum):
    """What a reference points to."""

    ENTITY = "entity"
    TOPIC = "topic"
    VALUE = "value"
    """A date, number or other literal; its key is the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A thing by its key, with a label for people."""

    kind: Kind
    key: str
    """Entity and topic: a slug, unique within the kind (`dmitry-peskov`, `peace-talks`)."""
    label: str
    type: str | None = None
    """The OntoNotes label of an entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimArgument:
    """An argument besides subject and object."""

    role: str
    reference: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is said, independent of who says it."""

    key: str
    """16 hexadecimal digits: a hash of subject, predicate, object and qualifiers."""
    subject: Reference | None
    predicate: str
    """The lemma."""
    passive: bool
    object: Reference | None
    """None where the object is a clause (see `object_claim`) or there is none."""
    object_claim: str | None
    """The key of the claim that the object clause states."""
    about: Reference | None
    """What the object clause is about; else the object again."""
    arguments: tuple[ClaimArgument, ...]
    quantity: float | None
    unit: str | None
    bound: str | None = None
    """`at-least`, `at-most`, `about`, or None for an exact number."""
    text: str
    """A short sentence for people: `Russia demands that Ukraine relinquish four regions`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One article making one claim at one place."""

    key: str
    """16 hexadecimal digits: a hash of article, place and claim."""
    claim: Claim
    speakers: tuple[Reference, ...]
    """The chain of speakers, outermost first; empty for the outlet's own voice."""
    cue: str | None
    """The innermost reporting words as they stand."""
    voice: Voice
    within: str | None
    """The key of the assertion whose object clause or content states this one."""
    polarity: Polarity
    certainty: Certainty
    tense: Tense
    event_type: str | None
    """PLOVER's event type."""
    time: str | None
    place: Reference | None
    object_text: str | None
    """The object's words as they stand in the text, clause or noun phrase; the claim row's `object`."""
    span: Span
    sentence: Span
    confidence: float
    rule: str

    @property
    def stated(self) -> bool:
        """Tell whether somebody says that it holds or is going to happen, so that its plain triple may stand."""
        return self.polarity is Polarity.POSITIVE and self.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedMention:
    """A place in the text and what it was resolved to within the article."""

    span: Span
    kind: str
    """`entity` for what has a name in the article, `thing` for what has none, `event`."""
    reference: Reference
    read: Mention | None = None
    """The mention as it was read, with what it is joined across articles by; None where only its name is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Why two things were or were not judged the same."""

    left: Reference
    right: Reference
    relation: str
    """`same`, `actsFor`, or `different`."""
    score: float
    """0 to 1."""
    reasons: tuple[str, ...]
    decided_by: str
    """The name of the rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who asserts what in one article."""

    article: Article
    assertions: tuple[Assertion, ...]
    mentions: tuple[ResolvedMention, ...]
    decisions: tuple[Decision, ...]
    """Links that hold by the lexicon or within the article (`Moscow actsFor Russia`)."""
