"""What articles of several outlets report on: stories, and the events in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles that report on the same events."""

    key: str
    label: str
    """The words that tell it from others, for people."""
    first: str | None
    """ISO date of the first article."""
    last: str | None
    articles: tuple[str, ...]
    """Keys of the articles' revisions, by date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Something that happens at a time and place, as several places tell of it."""

    key: str
    """Room and key: `event/5f2c…`."""
    label: str
    story: str
    type: str | None = None
    """PLOVER's event type."""
    time: str | None = None
    """ISO 8601: the day, month or interval that most articles give."""
    place: str | None = None
    """Room and key of where it happens."""
    participants: tuple[str, ...] = ()
    """Rooms and keys of who takes part."""
    assertions: tuple[str, ...] = ()
    """Keys of the assertions that tell of it."""
