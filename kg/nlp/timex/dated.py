"""From TIMEX3 values to what ISO 8601 can say of them: when an event may have happened.

Weeks, weekends, seasons, quarters, decades and centuries become intervals, parts of the day and clock times their
day. Vague references (`PAST_REF`, `PXY`) and repeated times (`XXXX-WXX-1`) have no place on the calendar.
"""

import re
from collections.abc import Callable
from datetime import date

from kg.nlp.timex.calendar import SEASONS, interval, months_value

_FIRST_MONTH = {code: month for month, code in SEASONS.items()}


def when_of(value: str) -> str | None:
    """Return the ISO 8601 date, month, year, interval or duration of a TIMEX3 value; None for a vague one."""
    for shape, read in _SHAPES:
        if found := shape.fullmatch(value):
            return read(*found.groups())
    return None


def _plain(value: str) -> str:
    return value


def _days_of_week(first: int) -> Callable[[str, str], str]:
    def read(year: str, week: str) -> str:
        days = [date.fromisocalendar(int(year), int(week), day) for day in (first, 7)]
        return interval(*days)

    return read


def _months(size: int) -> Callable[[str, str], str]:
    return lambda year, number: months_value(int(year), (int(number) - 1) * size + 1, size)


def _season(year: str, code: str) -> str:
    return months_value(int(year), _FIRST_MONTH[code], 3)


def _years_long(n: str, designator: str) -> str:
    return f"P{int(n) * (10 if designator == 'DE' else 100)}Y"


_SHAPES: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
    (re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T[\w:]+)?"), _plain),
    (re.compile(r"(\d{4})-W(\d\d)"), _days_of_week(1)),
    (re.compile(r"(\d{4})-W(\d\d)-WE"), _days_of_week(6)),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), _season),
    (re.compile(r"(\d{4})-Q(\d)"), _months(3)),
    (re.compile(r"(\d{4})-H(\d)"), _months(6)),
    (re.compile(r"(\d{3})X"), lambda decade: f"{decade}0/{decade}9"),
    (re.compile(r"(\d\d)XX"), lambda first: f"{first}01/{int(first) + 1}00"),
    (re.compile(r"P(\d+)(DE|CE)"), _years_long),
    (re.compile(r"(PT?\d+(?:\.\d+)?[YMWDHS])"), _plain),
)
