"""Times that say of themselves which day, month or year they mean, and durations."""

from datetime import date

from kg.nlp.timex import calendar
from kg.nlp.timex.context import Context, Parts, designator_of, season_value, word_value


def iso_date(parts: Parts, _: Context) -> str | None:
    """Read a date as ISO 8601 writes it."""
    return date(int(parts["y"]), int(parts["m"]), int(parts["d"])).isoformat()


def month_year(parts: Parts, _: Context) -> str | None:
    """Read a month of a year."""
    return calendar.month_value(int(parts["y"]), word_value("month", parts["month"]))


def month_range(parts: Parts, _: Context) -> str | None:
    """Read months of a year, from and to."""
    start, end = word_value("month", parts["month"]), word_value("month", parts["month2"])
    return (
        f"{calendar.month_value(int(parts['y']) - (start > end), start)}/{calendar.month_value(int(parts['y']), end)}"
    )


def season_year(parts: Parts, _: Context) -> str | None:
    """Read `the winter of 2012`."""
    return season_value(int(parts["y"]), parts["season"])


def year(parts: Parts, _: Context) -> str | None:
    """Read a year."""
    return parts["y"]


def quarter(parts: Parts, _: Context) -> str | None:
    """Read a quarter or half of a year."""
    size = 3 if parts["kind"] == "quarter" else 6
    number = 2 if size == 6 and parts["ordinal"].lower() == "last" else word_value("ordinal", parts["ordinal"])
    return calendar.months_value(int(parts["y"]), (number - 1) * size + 1, size) if number * size <= 12 else None


def quarter_number(parts: Parts, _: Context) -> str | None:
    """Read `Q3 2021`."""
    year, number = int(parts.get("y") or parts["y2"]), int(parts.get("n") or parts["n2"])
    return calendar.months_value(year, (number - 1) * 3 + 1, 3)


def year_range(parts: Parts, _: Context) -> str | None:
    """Read years, from and to."""
    end = parts["y2"] if len(parts["y2"]) == 4 else parts["y"][:2] + parts["y2"]
    return f"{parts['y']}/{end}" if end > parts["y"] else None


def century(parts: Parts, _: Context) -> str | None:
    """Read a century."""
    first = (int(parts["n"]) - 1) * 100 + 1
    return f"{first:04d}/{first + 99:04d}"


def duration(parts: Parts, _: Context) -> str | None:
    """Read how long something takes."""
    n, designator = calendar.number_of(parts["n"]), designator_of(parts["period"])
    if n is None:
        return None
    if designator.startswith("T"):
        return f"PT{n}{designator[1:]}"
    size = int("".join(char for char in designator if char.isdigit()) or 1)
    return f"P{n * size}{designator[-1]}"


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
