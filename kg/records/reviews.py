"""What people decide by hand: verdicts on assertions, and which things are one or are not.

A review is one person's last word on one thing: its key is a hash of the person and the thing, so that a later word
takes the place of the earlier one, and the words of several people stand side by side.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256


class Judgement(StrEnum):
    """What a person holds of an assertion: whether the text makes it as it was read."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"


class JoiningRelation(StrEnum):
    """Whether two things are one."""

    SAME = "same"
    DIFFERENT = "different"


class JoiningKind(StrEnum):
    """What is joined or kept apart; the values are the rooms that their IRIs live in."""

    ENTITY = "entity"
    CLAIM = "claim"
    EVENT = "event"
    ASSERTION = "assertion"
    """Whether two assertions make one claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person holds of an assertion."""

    assertion: str
    """The assertion's key."""
    verdict: Judgement
    by: str
    """The person's name."""
    at: datetime
    """When, in whole seconds of UTC."""
    note: str = ""
    words: str = ""
    """What was judged, as it could be read then: all that is left to read where the assertion is no longer there."""

    @property
    def key(self) -> str:
        """Return 16 hexadecimal digits: a hash of person and assertion."""
        return _digest("assertion", self.assertion, self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What a person holds of two things: that they are one, or that they are not."""

    kind: JoiningKind
    left: str
    """A key in the room of the kind."""
    right: str
    relation: JoiningRelation
    by: str
    at: datetime
    note: str = ""
    words: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """Return both keys in order: who stands left does not matter."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)

    @property
    def key(self) -> str:
        """Return 16 hexadecimal digits: a hash of person and pair."""
        return _digest(self.kind.value, *self.pair, self.by)


Review = Verdict | Joining


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What linking things of one kind has to keep to; pairs of keys, each pair and all pairs in order."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()


class Standing(StrEnum):
    """What becomes of a review."""

    COUNTS = "counts"
    OVERRULED = "overruled"
    """Another decision counts instead."""
    RESTING = "resting"
    """What it is about is not in the graph now; it counts again as soon as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """A review, and what becomes of it."""

    review: Review
    standing: Standing


def utc_seconds(moment: datetime) -> datetime:
    """Return a moment in whole seconds of UTC.

    Raises:
        ValueError: where it has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def timestamp(moment: datetime) -> str:
    """Return a moment as XML Schema writes it: `2025-07-22T09:30:00Z`."""
    return utc_seconds(moment).isoformat().replace("+00:00", "Z")


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
