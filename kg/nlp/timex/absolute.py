"""Times that say of themselves which day, month or year they mean."""

from datetime import date

from kg.nlp.timex import calendar
from kg.nlp.timex.calendar import value_by_word
from kg.nlp.timex.context import Context, Parts, word_value


def iso_date(parts: Parts, _: Context) -> str | None:
    """Read a date as ISO 8601 writes it."""
    return date(int(parts["y"]), int(parts["m"]), int(parts["d"])).isoformat()


def named_date(parts: Parts, _: Context) -> str | None:
    """Read a day that is known by its month and day alone."""
    return str(value_by_word("named-date")[parts["word"].lower()])


def month_year(parts: Parts, _: Context) -> str | None:
    """Read a month of a year."""
    return calendar.month_value(int(parts["y"]), word_value("month", parts["month"]))


def season_year(parts: Parts, _: Context) -> str | None:
    """Read `the winter of 2012`."""
    return f"{parts['y']}-{calendar.SEASONS[word_value('season', parts['season'])]}"


def year(parts: Parts, _: Context) -> str | None:
    """Read a year."""
    return parts["y"]


def century(parts: Parts, _: Context) -> str | None:
    """Read a century: the nineteenth is `18XX`."""
    number = int(parts["n"]) if "n" in parts else word_value("century", parts["word"])
    return f"{number - 1:02d}XX"


def slash_date(parts: Parts, _: Context) -> str | None:
    """Read a date in numbers, where day and month can be told apart."""
    first, second = int(parts["a"]), int(parts["b"])
    if first > 12 >= second:
        return date(int(parts["y"]), second, first).isoformat()
    if second > 12 >= first or first == second:
        return date(int(parts["y"]), first, second).isoformat()
    return None  # day and month cannot be told apart


def no_time(_: Parts, __: Context) -> str | None:
    """Read nothing: it only looks like a time."""
    return None
