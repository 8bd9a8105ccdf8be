"""What an expression of time is read with: its parts, its context, and the values of calendar words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.nlp.timex import calendar
from kg.nlp.timex.calendar import value_by_word
from kg.records import Tense

Parts = Mapping[str, str]
"""The named groups of a pattern that took part in a match."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an expression is read against."""

    published: date | None = None
    outlook: Tense | None = None
    """Whether its clause looks back or ahead; None where that cannot be told."""


def word_value(kind: str, word: str) -> int:
    """Return the value of a calendar word of one kind."""
    return int(value_by_word(kind)[word.lower().replace("’", "'")])


def step_of(which: str | None) -> int | None:
    """Return -1, 0 or 1 for last, this or next; None where none is said."""
    word = (which or "").lower().removeprefix("the ")
    if not word:
        return None
    if word in ("last", "past", "this past", "previous"):
        return -1
    return 1 if word in ("next", "coming", "this coming", "following") else 0


def season_value(year: int, season: str) -> str:
    """Return the months of a season that begins in a year."""
    return calendar.months_value(year, word_value("season", season), 3)


def designator_of(period: str) -> str:
    """Return the ISO 8601 designator of a period: `W` for weeks."""
    return str(value_by_word("period")[period.lower()])
