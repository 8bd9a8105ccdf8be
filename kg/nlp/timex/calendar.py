"""Arithmetic of the calendar: weeks run from Monday to Sunday (ISO 8601)."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from kg.lexicon import load_lexicon
from kg.records import Tense


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


def week_of(day: date) -> str:
    """Return the interval from Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return interval(monday, monday + timedelta(days=6))


def weekend_of(day: date) -> str:
    """Return Saturday and Sunday of the week around a day."""
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
    return interval(saturday, saturday + timedelta(days=1))


def month_value(year: int, month: int) -> str:
    """Return a month in ISO 8601; months beyond December or before January belong to other years."""
    return f"{year + (month - 1) // 12:04d}-{(month - 1) % 12 + 1:02d}"


def months_value(year: int, month: int, n_months: int) -> str:
    """Return an interval of months, such as a quarter or a season."""
    return f"{month_value(year, month)}/{month_value(year, month + n_months - 1)}"


def valid_date(year: int, month: int, day: int) -> date | None:
    """Return the date; None where the month has no such day."""
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def shift_months(day: date, n_months: int) -> date:
    """Return the same day some months later, or the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + n_months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday_near(published: date, weekday: int, outlook: Tense | None) -> date:
    """Return the day of that name: the last one looking back, the next one looking ahead, else the nearest.

    The day of publication itself counts on both sides: a text of Tuesday that says "on Tuesday" means its own day.
    """
    ahead = (weekday - published.isoweekday()) % 7
    if outlook in (Tense.FUTURE, Tense.PRESENT) or (outlook is None and ahead <= 3):
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
