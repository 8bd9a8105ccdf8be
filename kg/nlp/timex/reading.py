"""Give expressions of time their ISO 8601 values; the functions are named by `read` in `lexicon/times.toml`.

What needs a day of publication and has none stays without a value. Source of the forms: TimeML TIMEX3, ISO 8601-1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.nlp.timex import calendar
from kg.nlp.timex.calendar import value_by_word
from kg.records import Tense

Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an expression is read against."""

    published: date | None = None
    outlook: Tense | None = None
    """Whether its clause looks back or ahead; None where that cannot be told."""


def read_time(read: str, parts: Parts, context: Context) -> str | None:
    """Return the value of an expression; None where it means no time or cannot be told.

    Raises:
        KeyError: where no reading has that name.
    """
    try:
        return READINGS[read](parts, context)
    except (ValueError, OverflowError):  # 30 February, or a year out of range
        return None


def _value(kind: str, word: str) -> int:
    return int(value_by_word(kind)[word.lower().replace("’", "'")])


def _step(which: str | None) -> int | None:
    """Return -1, 0 or 1 for last, this or next; None where none is said."""
    word = (which or "").lower().removeprefix("the ")
    if not word:
        return None
    if word in ("last", "past", "this past", "previous"):
        return -1
    return 1 if word in ("next", "coming", "this coming", "following") else 0


def _iso_date(parts: Parts, _: Context) -> str | None:
    return date(int(parts["y"]), int(parts["m"]), int(parts["d"])).isoformat()


def _day_of_month(parts: Parts, context: Context, *, month: str = "month", day: str = "d") -> date | None:
    number, of_month = _value("month", parts[month]), int(parts[day])
    if "y" in parts:
        return date(int(parts["y"]), number, of_month)
    if context.published is None:
        return None
    if "lastnext" in parts:
        return date(context.published.year + (_step(parts["lastnext"]) or 0), number, of_month)
    year = calendar.year_of_day(context.published, number, of_month, context.outlook)
    return calendar.valid_date(year, number, of_month)


def _month_day(parts: Parts, context: Context) -> str | None:
    found = _day_of_month(parts, context)
    return found.isoformat() if found else None


def _day_range(parts: Parts, context: Context) -> str | None:
    end = _day_of_month(parts, context, month="month2" if "month2" in parts else "month", day="d2")
    if end is None:
        return None
    start = date(end.year, _value("month", parts["month"]), int(parts["d"]))
    if start > end:
        start = start.replace(year=start.year - 1)
    return calendar.interval(start, end)


def _day_list(parts: Parts, context: Context) -> str | None:
    return _month_day(parts, context)


def _month_year(parts: Parts, _: Context) -> str | None:
    return calendar.month_value(int(parts["y"]), _value("month", parts["month"]))


def _month_range(parts: Parts, _: Context) -> str | None:
    start, end = _value("month", parts["month"]), _value("month", parts["month2"])
    return (
        f"{calendar.month_value(int(parts['y']) - (start > end), start)}/{calendar.month_value(int(parts['y']), end)}"
    )


def _month(parts: Parts, context: Context) -> str | None:
    if context.published is None:
        return None
    month = _value("month", parts["month"])
    return calendar.month_value(calendar.year_of_month(context.published, month, context.outlook), month)


def _relative_month(parts: Parts, context: Context) -> str | None:
    if context.published is None:
        return None
    month, this, step = _value("month", parts["month"]), context.published, _step(parts["which"])
    if step == -1:
        return calendar.month_value(this.year - (month >= this.month), month)
    if step == 1:
        return calendar.month_value(this.year + (month <= this.month), month)
    return calendar.month_value(this.year, month)


def _month_relative_year(parts: Parts, context: Context) -> str | None:
    if context.published is None:
        return None
    return calendar.month_value(context.published.year + (_step(parts["which"]) or 0), _value("month", parts["month"]))


def _weekday(parts: Parts, context: Context) -> str | None:
    if context.published is None:
        return None
    weekday, step = _value("weekday", parts["weekday"]), _step(parts.get("which"))
    day = timedelta(days=1)
    if step == -1:
        return calendar.weekday_near(context.published - day, weekday, Tense.PAST).isoformat()
    if step == 1:
        return calendar.weekday_near(context.published + day, weekday, Tense.FUTURE).isoformat()
    return calendar.weekday_near(context.published, weekday, context.outlook).isoformat()


def _weekday_of_week(parts: Parts, context: Context) -> str | None:
    if context.published is None:
        return None
    monday = context.published - timedelta(days=context.published.weekday())
    shift = 7 * (_step(parts["which"]) or 0) + _value("weekday", parts["weekday"]) - 1
    return (monday + timedelta(days=shift)).isoformat()


def _day(parts: Parts, context: Context) -> str | None:
    if context.published is None:
        return None
    return (context.published + timedelta(days=_value("day", parts["day"]))).isoformat()


def _weekend(parts: Parts, context: Context) -> str | None:
    if context.published is None:
        return None
    step, this = _step(parts.get("which")), context.published
    on_weekend = this.isoweekday() >= 6
    if step == -1:
        return calendar.weekend_of(this - timedelta(days=7))
    if step == 1:
        return calendar.weekend_of(this + timedelta(days=7 if on_weekend else 0))
    back = context.outlook is Tense.PAST and not on_weekend and (step is None or this.isoweekday() <= 2)
    return calendar.weekend_of(this - timedelta(days=7 if back else 0))


def _shifted_period(this: date, period: str, step: int) -> str | None:
    if period == "week":
        return calendar.week_of(this + timedelta(weeks=step))
    if period == "month":
        return calendar.month_value(this.year, this.month + step)
    if period == "year":
        return f"{this.year + step:04d}"
    if period == "quarter":
        return calendar.months_value(this.year, (this.month - 1) // 3 * 3 + 1 + 3 * step, 3)
    size = 10 if period == "decade" else 100
    first = this.year // size * size + step * size
    return f"{first:04d}/{first + size - 1:04d}"


def _period(parts: Parts, context: Context) -> str | None:
    if context.published is None or "previous" in parts["which"].lower() or "following" in parts["which"].lower():
        return None
    return _shifted_period(context.published, parts["period"].lower(), _step(parts["which"]) or 0)


def _period_end(parts: Parts, context: Context) -> str | None:
    return _shifted_period(context.published, parts["period"].lower(), 0) if context.published else None


def _season(year: int, season: str) -> str:
    return calendar.months_value(year, _value("season", season), 3)


def _relative_season(parts: Parts, context: Context) -> str | None:
    if context.published is None:
        return None
    this, step, first = context.published, _step(parts["which"]) or 0, _value("season", parts["season"])
    year = this.year
    if step == -1 and first + 2 >= this.month:
        year -= 1
    if step == 1 and first <= this.month:
        year += 1
    if step == 0 and first == 12 and this.month < 3:
        year -= 1  # the winter that began in December
    return _season(year, parts["season"])


def _season_year(parts: Parts, _: Context) -> str | None:
    return _season(int(parts["y"]), parts["season"])


def _quarter(parts: Parts, _: Context) -> str | None:
    size = 3 if parts["kind"] == "quarter" else 6
    number = 2 if size == 6 and parts["ordinal"].lower() == "last" else _value("ordinal", parts["ordinal"])
    return calendar.months_value(int(parts["y"]), (number - 1) * size + 1, size) if number * size <= 12 else None


def _quarter_number(parts: Parts, _: Context) -> str | None:
    year, number = int(parts.get("y") or parts["y2"]), int(parts.get("n") or parts["n2"])
    return calendar.months_value(year, (number - 1) * 3 + 1, 3)


def _year(parts: Parts, _: Context) -> str | None:
    return parts["y"]


def _year_range(parts: Parts, _: Context) -> str | None:
    end = parts["y2"] if len(parts["y2"]) == 4 else parts["y"][:2] + parts["y2"]
    return f"{parts['y']}/{end}" if end > parts["y"] else None


def _decade(parts: Parts, context: Context) -> str | None:
    this = context.published.year if context.published else 2030
    century = int(parts.get("y") or (20 if 2000 + int(parts["d"]) * 10 <= this and parts["d"] in "01" else 19))
    first = century * 100 + int(parts["d"]) * 10
    return f"{first:04d}/{first + 9:04d}"


def _century(parts: Parts, _: Context) -> str | None:
    first = (int(parts["n"]) - 1) * 100 + 1
    return f"{first:04d}/{first + 99:04d}"


def _moved(published: date, n: int, designator: str) -> str | None:
    """Return the day, week, month or year some periods away, as exact as the period is."""
    if designator == "D":
        return (published + timedelta(days=n)).isoformat()
    if designator == "W":
        return calendar.week_of(published + timedelta(weeks=n))
    if designator == "M":
        return calendar.month_value(published.year, published.month + n)
    if designator.endswith("Y"):
        return f"{published.year + n * int(designator.removesuffix('Y') or 1):04d}"
    return None


def _designator(period: str) -> str:
    return str(value_by_word("period")[period.lower()])


def _ago(parts: Parts, context: Context) -> str | None:
    n = calendar.number_of(parts["n"])
    return _moved(context.published, -n, _designator(parts["period"])) if n and context.published else None


def _ahead(parts: Parts, context: Context) -> str | None:
    n = calendar.number_of(parts["n"])
    return _moved(context.published, n, _designator(parts["period"])) if n and context.published else None


def _span(parts: Parts, context: Context) -> str | None:
    n, designator = calendar.number_of(parts["n"]), _designator(parts["period"])
    if n is None or context.published is None or designator.startswith("T"):
        return None
    step = _step(parts["which"]) or 0
    this = context.published
    other = (
        this + timedelta(days=step * n * (7 if designator == "W" else 1))
        if designator in "DW"
        else calendar.shift_months(
            this, step * n * (1 if designator == "M" else 12 * int(designator.removesuffix("Y") or 1))
        )
    )
    return calendar.interval(min(this, other), max(this, other))


def _duration(parts: Parts, _: Context) -> str | None:
    n, designator = calendar.number_of(parts["n"]), _designator(parts["period"])
    if n is None:
        return None
    if designator.startswith("T"):
        return f"PT{n}{designator[1:]}"
    size = int("".join(char for char in designator if char.isdigit()) or 1)
    return f"P{n * size}{designator[-1]}"


def _feast(parts: Parts, context: Context) -> str | None:
    if context.published is None:
        return None
    month, day = map(int, str(value_by_word("feast")[parts["feast"].lower().replace("’", "'")]).split("-"))
    year = calendar.year_of_day(context.published, month, day, context.outlook)
    return date(year, month, day).isoformat()


def _slash_date(parts: Parts, _: Context) -> str | None:
    first, second = int(parts["a"]), int(parts["b"])
    if first > 12 >= second:
        return date(int(parts["y"]), second, first).isoformat()
    if second > 12 >= first or first == second:
        return date(int(parts["y"]), first, second).isoformat()
    return None  # day and month cannot be told apart


def _no_time(_: Parts, __: Context) -> str | None:
    return None


READINGS: Mapping[str, Callable[[Parts, Context], str | None]] = {
    "iso_date": _iso_date,
    "month_day": _month_day,
    "day_range": _day_range,
    "day_list": _day_list,
    "month_year": _month_year,
    "month_range": _month_range,
    "month": _month,
    "relative_month": _relative_month,
    "month_relative_year": _month_relative_year,
    "weekday": _weekday,
    "weekday_of_week": _weekday_of_week,
    "day": _day,
    "weekend": _weekend,
    "period": _period,
    "period_end": _period_end,
    "relative_season": _relative_season,
    "season_year": _season_year,
    "quarter": _quarter,
    "quarter_number": _quarter_number,
    "year": _year,
    "year_range": _year_range,
    "decade": _decade,
    "century": _century,
    "ago": _ago,
    "ahead": _ahead,
    "span": _span,
    "duration": _duration,
    "feast": _feast,
    "slash_date": _slash_date,
    "no_time": _no_time,
}
"""The readings by the names that the lexicon calls them."""
