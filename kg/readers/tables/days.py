"""Dates in a column: one order of day and month for all of it, and numbers of seconds.

`03/04/2025` is two dates. Its column tells which, as soon as one row of it has a day above twelve; where none has, or
rows of both orders stand in it, such dates are left out and said.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from kg.readers.dates import parse_date

NUMBERS = re.compile(
    r"(?P<first>\d{1,2})(?P<sign>[/-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?:\D.*)?", re.DOTALL | re.ASCII
)
SHORT_YEAR = re.compile(r"(?P<day>\d{1,2}[ -][a-z]{3}[ -])(?P<year>\d{2})", re.IGNORECASE | re.ASCII)
EPOCH = re.compile(r"(?P<seconds>\d{9,10})(?:\.\d+)?|(?P<thousandths>\d{12,13})(?:\.\d+)?")
FIRST_SECOND = datetime(1980, 1, 1, tzinfo=UTC).timestamp()
LAST_SECOND = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
PIVOT = 70
"""Years of two digits: `70` is 1970, `69` is 2069 (POSIX has the border one year lower)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOrder:
    """Whether the day stands before the month in a column's dates with slashes."""

    day_first: bool | None = None
    """None where no row tells, or rows tell both."""
    is_mixed: bool = False


UNTOLD = DayOrder()
"""Dates with slashes that could be two are none."""


def find_day_order(dates: Iterable[str]) -> DayOrder:
    """Tell the order of day and month in a column; it is read to its end, unless both orders are met."""
    told: bool | None = None
    for written in dates:
        found = NUMBERS.fullmatch(written.strip())
        if found is None:
            continue
        first, second = int(found["first"]), int(found["second"])
        if (first > 12) == (second > 12):
            continue
        if told is not None and told != (first > 12):
            return DayOrder(is_mixed=True)
        told = first > 12
    return DayOrder(day_first=told)


def has_two_readings(written: str) -> bool:
    """Tell whether a date could be two, so that its column must tell which."""
    found = NUMBERS.fullmatch(written.strip())
    numbers = (int(found["first"]), int(found["second"])) if found else (0, 0)
    return numbers[0] != numbers[1] and max(numbers) <= 12


def parse_cell_date(written: str, order: DayOrder) -> date | None:
    """Parse a date of a column; None where it is none or could be two."""
    written = " ".join(written.split())
    moment = _parse_epoch(written)
    if moment:
        return moment.date()
    numbers, short = NUMBERS.fullmatch(written), SHORT_YEAR.fullmatch(written)
    if numbers:
        written = f"{numbers['first']}/{numbers['second']}/{_lengthen(numbers['year'])}"
    elif short:
        written = f"{short['day']}{_lengthen(short['year'])}"
    return parse_date(written, day_first=order.day_first)


def parse_moment(written: str) -> datetime | None:
    """Parse when something was captured; without a zone it is taken for UTC."""
    moment = _parse_epoch(written.strip())
    if moment is None:
        try:
            moment = datetime.fromisoformat(written.strip().removesuffix(" UTC"))
        except ValueError:
            return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _lengthen(year: str) -> str:
    """Return a year with its century."""
    return year if len(year) == 4 else str(int(year) + (1900 if int(year) >= PIVOT else 2000))


def _parse_epoch(written: str) -> datetime | None:
    """Parse a number of seconds or thousandths of them since 1970 (POSIX)."""
    found = EPOCH.fullmatch(written)
    if found is None:
        return None
    seconds = int(found["seconds"]) if found["seconds"] else int(found["thousandths"]) / 1000
    return datetime.fromtimestamp(seconds, tz=UTC) if FIRST_SECOND <= seconds < LAST_SECOND else None
