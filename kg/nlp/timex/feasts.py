"""Which day a feast falls on in a year, by the rules of `lexicon/calendar.toml`."""

import re
from datetime import date, timedelta

_RULE = re.compile(
    r"(?:(?P<month>\d\d)-(?P<day>\d\d)|(?P<of>\d+):(?P<weekday>\d):(?P<n>-?\d)|easter)(?P<offset>[+-]\d+)?"
)


def feast_day(rule: str, year: int) -> date:
    """Return the day that a rule names in a year.

    Args:
        rule: `12-25`, a day of a month; `11:4:4`, the fourth Thursday of November; `5:1:-1`, the last Monday of May;
            `easter`; each with an offset in days (`easter-2`).
        year: the year.
    """
    found = _RULE.fullmatch(rule)
    if found is None:
        raise ValueError(rule)
    if found["month"]:
        this = date(year, int(found["month"]), int(found["day"]))
    elif found["of"]:
        this = _nth_weekday(year, int(found["of"]), int(found["weekday"]), int(found["n"]))
    else:
        this = easter(year)
    return this + timedelta(days=int(found["offset"] or 0))


def _nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    if n < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    century, of_century = divmod(year, 100)
    skipped, rest = divmod(century, 4)
    moon = (19 * (year % 19) + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    leap, after = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leap - moon - after) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
