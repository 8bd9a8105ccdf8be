"""Arithmetic of the calendar: weeks run from Monday to Sunday (ISO 8601)."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from kg.lexicon import load_lexicon
from kg.records import Tense

NEAR = 2
"""Days ahead at most where nothing tells whether a weekday lies back or ahead: news is more often of the past."""
SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
"""TIMEX3's designators of the seasons by their first month."""


@cache
def value_by_word(kind: str) -> dict[str, int | str]:
    """Map the words of one kind in `calendar.toml`, in lower case, to their values."""
    return {
        word.lower().replace("’", "'"): entry["value"]
        for entry in load_lexicon("calendar").entries
        if entry["kind"] == kind
        for word in entry.words
    }


def number_of(words: str) -> int | None:
    """Return the whole number of digits or of words up to ninety-nine: `three`, `a couple of`, `twenty-two`."""
    if words.isdigit():
        return int(words)
    numbers = value_by_word("number")
    parts = [words.lower()] if words.lower() in numbers else words.lower().replace("-", " ").split()
    values = [numbers[part] for part in parts if part in numbers]
    return sum(int(value) for value in values) if values and len(values) == len(parts) else None


def interval(start: date, end: date) -> str:
    """Return an ISO 8601 interval of days."""
    return f"{start.isoformat()}/{end.isoformat()}"


def week_value(day: date) -> str:
    """Return the ISO week around a day: `2024-W11`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_value(year: int, month: int) -> str:
    """Return a month in ISO 8601; months beyond December or before January belong to other years."""
    return f"{year + (month - 1) // 12:04d}-{(month - 1) % 12 + 1:02d}"


def months_value(year: int, month: int, n_months: int) -> str:
    """Return an interval of months, such as a quarter or a season."""
    return f"{month_value(year, month)}/{month_value(year, month + n_months - 1)}"


def quarter_value(year: int, number: int) -> str:
    """Return a quarter; those beyond the fourth or before the first belong to other years."""
    return f"{year + (number - 1) // 4:04d}-Q{(number - 1) % 4 + 1}"


def valid_date(year: int, month: int, day: int) -> date | None:
    """Return the date; None where the month has no such day."""
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def shift_months(day: date, n_months: int) -> date:
    """Return the same day some months later, or the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + n_months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, n: int, designator: str) -> date | None:
    """Return the day some periods later, or earlier where there are fewer than none; None for parts of a day."""
    if designator in ("D", "W"):
        return day + timedelta(days=n * (7 if designator == "W" else 1))
    n_months = {"M": 1, "3M": 3, "Y": 12, "DE": 120, "CE": 1200}.get(designator)
    return shift_months(day, n * n_months) if n_months else None


def period_value(day: date, designator: str) -> str | None:
    """Return the day, week, month, … around a day, as exact as the period is; None for parts of a day."""
    values = {
        "D": day.isoformat(),
        "W": week_value(day),
        "M": month_value(day.year, day.month),
        "3M": quarter_value(day.year, (day.month - 1) // 3 + 1),
        "Y": f"{day.year:04d}",
        "DE": f"{day.year // 10:03d}X",
        "CE": f"{day.year // 100:02d}XX",
    }
    return values.get(designator)


def weekday_near(published: date, weekday: int, outlook: Tense | None) -> date:
    """Return the day of that name: the last one looking back, the next one looking ahead, else the nearest.

    The day of publication itself counts on both sides: a text of Tuesday that says "on Tuesday" means its own day.
    """
    ahead = (weekday - published.isoweekday()) % 7
    if outlook in (Tense.FUTURE, Tense.PRESENT) or (outlook is None and ahead <= NEAR):
        return published + timedelta(days=ahead)
    return published - timedelta(days=(7 - ahead) % 7)


def year_of_month(published: date, month: int, outlook: Tense | None) -> int:
    """Return the year that a month without one belongs to."""
    if outlook is Tense.PAST:
        return published.year - (month > published.month)
    if outlook is Tense.FUTURE:
        return published.year + (month < published.month)
    return min(
        (published.year + n for n in (0, -1, 1)),
        key=lambda year: abs((year - published.year) * 12 + month - published.month),
    )


def year_of_day(published: date, month: int, day: int, outlook: Tense | None) -> int:
    """Return the year that a day of a month without one belongs to."""
    if outlook is Tense.PAST:
        return published.year - ((month, day) > (published.month, published.day))
    if outlook is Tense.FUTURE:
        return published.year + ((month, day) < (published.month, published.day))
    found = [
        (abs((value - published).days), n) for n in (0, -1, 1) if (value := valid_date(published.year + n, month, day))
    ]
    return published.year + min(found)[1] if found else published.year
