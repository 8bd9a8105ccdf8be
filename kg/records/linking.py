"""What linking across articles sees: flat records, small enough that millions of them stream by.

ClaimCase ×2 → ClaimLink        the same claim, one that says more, one that follows, or one that cannot hold beside it
"""

from dataclasses import dataclass
from enum import StrEnum

from kg.records.annotation import Certainty, Polarity, Tense


class ClaimRelation(StrEnum):
    """How two claims of different places relate; `refines` and `entails` are read from left to right."""

    SAME = "same"
    REFINES = "refines"
    """The left one says the same and more."""
    ENTAILS = "entails"
    """Where the left one holds, the right one does."""
    CONTRADICTS = "contradicts"
    """Both cannot hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCase:
    """One assertion with its names replaced by what they were resolved to across articles.

    Things are named by room and key: `entity/russia`, `topic/peace-talks`, `event/5f2c…`, `value/2025-07-23`.
    """

    key: str
    """The assertion's key."""
    article: str
    """The key of the article's revision."""
    outlet: str
    published: str | None
    """ISO date."""
    story: str | None
    """The key of the story that the article belongs to; None where it stands alone."""
    claim: str
    """The key of the claim as the article states it."""
    subject: str | None
    predicate: str
    """The lemma."""
    passive: bool
    object: str | None
    object_claim: str | None
    """The key of the claim that the object clause states."""
    about: str | None
    """What the object clause is about; else the object again."""
    arguments: tuple[tuple[str, str], ...]
    """Role and thing of each argument besides subject and object."""
    quantity: float | None = None
    unit: str | None = None
    bound: str | None = None
    """`at-least`, `at-most`, `about`, or None for an exact number."""
    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    tense: Tense = Tense.PRESENT
    time: str | None = None
    """When it happens: ISO 8601 date, month, year or interval."""
    place: str | None = None
    event: str | None = None
    """The event across articles that the predicate or its object or subject names."""
    event_type: str | None = None
    """PLOVER's event type."""
    speakers: tuple[str, ...] = ()
    """The chain of speakers, outermost first; empty for the outlet's own voice."""
    text: str = ""
    """The claim as a short sentence."""
    words: str = ""
    """The words of the assertion as they stand in the article."""
    vector: bytes | None = None
    """The meaning of the assertion: int8 values, unit length when divided by 127."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLink:
    """How two assertions' claims relate, with why."""

    left: str
    """An assertion's key."""
    right: str
    relation: ClaimRelation
    score: float
    """0 to 1."""
    reasons: tuple[str, ...]
    """In words for people."""
    decided_by: str
    """The name of the rule or model, or of the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterLink:
    """How the claims of two clusters relate; `refines` and `entails` are read from left to right."""

    left: str
    right: str
    relation: ClaimRelation
    score: float
    """The best of the pairs."""
    reasons: tuple[str, ...]
    """Those of the best pair."""
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedClaim:
    """What settling a claim's key asks of an assertion."""

    assertion: str
    """The assertion's key."""
    claim: str
    """The key of the claim as the article states it."""
    cluster: str
    """The key of the claim as found within the story."""
    lasting: bool
    """Whether it is a state, and no happening."""
