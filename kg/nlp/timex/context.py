"""What an expression of time is read with: its parts, its context, and the values of calendar words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

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
    latest: str | None = None
    """The value of the last date before it in the text, which `a year earlier` is counted from."""
    latest_day: date | None = None
    """The last of them that is a day, which `the next day` is counted from."""

    def reference(self, designator: str) -> date | None:
        """Return a day that periods are counted from: in the last date of the text, else the day of publication."""
        latest = self.latest or ""
        if designator in ("Y", "DE", "CE") and latest:
            return date(int(latest[:4]), 1, 1)
        if designator == "M" and latest[4:5] == "-" and latest[5:7].isdigit():
            return date(int(latest[:4]), int(latest[5:7]), 1)
        return self.latest_day or self.published


def word_value(kind: str, word: str) -> int:
    """Return the value of a calendar word of one kind."""
    return int(value_by_word(kind)[word.lower().replace("’", "'")])


def step_of(which: str | None) -> int | None:
    """Return -1, 0 or 1 for last, this or next; None where none is said."""
    word = (which or "").lower().removeprefix("the ").removeprefix("this ")
    if not word:
        return None
    return int(value_by_word("direction").get(word, 0))


def designator_of(period: str) -> str:
    """Return the TIMEX3 designator of a period: `W` for weeks, `TH` for hours, `DE` for decades."""
    return str(value_by_word("period")[period.lower()])


def part_of_day(words: str) -> str:
    """Return `TMO`, `TAF`, `TEV` or `TNI` for the part of the day that some words name, else nothing."""
    found = [value for word, value in value_by_word("part").items() if word in words.lower()]
    return f"T{found[0]}" if found else ""
