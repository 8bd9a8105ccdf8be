"""Times that only the day of publication, and often the tense of their clause, gives a date."""

from datetime import date, timedelta

from kg.nlp.timex import calendar
from kg.nlp.timex.calendar import value_by_word
from kg.nlp.timex.context import Context, Parts, designator_of, season_value, step_of, word_value
from kg.records import Tense


def _day_of_month(parts: Parts, context: Context, *, month: str = "month", day: str = "d") -> date | None:
    number, of_month = word_value("month", parts[month]), int(parts[day])
    if "y" in parts:
        return date(int(parts["y"]), number, of_month)
    if context.published is None:
        return None
    if "lastnext" in parts:
        return date(context.published.year + (step_of(parts["lastnext"]) or 0), number, of_month)
    year = calendar.year_of_day(context.published, number, of_month, context.outlook)
    return calendar.valid_date(year, number, of_month)


def month_day(parts: Parts, context: Context) -> str | None:
    """Read a day of a month."""
    found = _day_of_month(parts, context)
    return found.isoformat() if found else None


def day_range(parts: Parts, context: Context) -> str | None:
    """Read days of one or two months, from and to."""
    end = _day_of_month(parts, context, month="month2" if "month2" in parts else "month", day="d2")
    if end is None:
        return None
    start = date(end.year, word_value("month", parts["month"]), int(parts["d"]))
    if start > end:
        start = start.replace(year=start.year - 1)
    return calendar.interval(start, end)


def day_list(parts: Parts, context: Context) -> str | None:
    """Read the first of two days of a month."""
    return month_day(parts, context)


def month(parts: Parts, context: Context) -> str | None:
    """Read a month without a year."""
    if context.published is None:
        return None
    month = word_value("month", parts["month"])
    return calendar.month_value(calendar.year_of_month(context.published, month, context.outlook), month)


def relative_month(parts: Parts, context: Context) -> str | None:
    """Read `last March`."""
    if context.published is None:
        return None
    month, this, step = word_value("month", parts["month"]), context.published, step_of(parts["which"])
    if step == -1:
        return calendar.month_value(this.year - (month >= this.month), month)
    if step == 1:
        return calendar.month_value(this.year + (month <= this.month), month)
    return calendar.month_value(this.year, month)


def month_relative_year(parts: Parts, context: Context) -> str | None:
    """Read `March last year`."""
    if context.published is None:
        return None
    return calendar.month_value(
        context.published.year + (step_of(parts["which"]) or 0), word_value("month", parts["month"])
    )


def weekday(parts: Parts, context: Context) -> str | None:
    """Read a weekday, alone or with last, this or next."""
    if context.published is None:
        return None
    weekday, step = word_value("weekday", parts["weekday"]), step_of(parts.get("which"))
    day = timedelta(days=1)
    if step == -1:
        return calendar.weekday_near(context.published - day, weekday, Tense.PAST).isoformat()
    if step == 1:
        return calendar.weekday_near(context.published + day, weekday, Tense.FUTURE).isoformat()
    return calendar.weekday_near(context.published, weekday, context.outlook).isoformat()


def weekday_of_week(parts: Parts, context: Context) -> str | None:
    """Read `Monday of last week`."""
    if context.published is None:
        return None
    monday = context.published - timedelta(days=context.published.weekday())
    shift = 7 * (step_of(parts["which"]) or 0) + word_value("weekday", parts["weekday"]) - 1
    return (monday + timedelta(days=shift)).isoformat()


def day(parts: Parts, context: Context) -> str | None:
    """Read `today`, `yesterday`."""
    if context.published is None:
        return None
    return (context.published + timedelta(days=word_value("day", parts["day"]))).isoformat()


def weekend(parts: Parts, context: Context) -> str | None:
    """Read a weekend."""
    if context.published is None:
        return None
    step, this = step_of(parts.get("which")), context.published
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


def period(parts: Parts, context: Context) -> str | None:
    """Read `last week`, `this year`."""
    if context.published is None or "previous" in parts["which"].lower() or "following" in parts["which"].lower():
        return None
    return _shifted_period(context.published, parts["period"].lower(), step_of(parts["which"]) or 0)


def period_end(parts: Parts, context: Context) -> str | None:
    """Read `the end of the year` as the year."""
    return _shifted_period(context.published, parts["period"].lower(), 0) if context.published else None


def relative_season(parts: Parts, context: Context) -> str | None:
    """Read `last summer`."""
    if context.published is None:
        return None
    this, step, first = context.published, step_of(parts["which"]) or 0, word_value("season", parts["season"])
    year = this.year
    if step == -1 and first + 2 >= this.month:
        year -= 1
    if step == 1 and first <= this.month:
        year += 1
    if step == 0 and first == 12 and this.month < 3:
        year -= 1  # the winter that began in December
    return season_value(year, parts["season"])


def decade(parts: Parts, context: Context) -> str | None:
    """Read a decade."""
    this = context.published.year if context.published else 2030
    century = int(parts.get("y") or (20 if 2000 + int(parts["d"]) * 10 <= this and parts["d"] in "01" else 19))
    first = century * 100 + int(parts["d"]) * 10
    return f"{first:04d}/{first + 9:04d}"


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


def ago(parts: Parts, context: Context) -> str | None:
    """Read `three days ago`, as exact as its period."""
    n = calendar.number_of(parts["n"])
    return _moved(context.published, -n, designator_of(parts["period"])) if n and context.published else None


def ahead(parts: Parts, context: Context) -> str | None:
    """Read `two years from now`, as exact as its period."""
    n = calendar.number_of(parts["n"])
    return _moved(context.published, n, designator_of(parts["period"])) if n and context.published else None


def span(parts: Parts, context: Context) -> str | None:
    """Read `the last two weeks` up to or from the day of publication."""
    n, designator = calendar.number_of(parts["n"]), designator_of(parts["period"])
    if n is None or context.published is None or designator.startswith("T"):
        return None
    step = step_of(parts["which"]) or 0
    this = context.published
    other = (
        this + timedelta(days=step * n * (7 if designator == "W" else 1))
        if designator in "DW"
        else calendar.shift_months(
            this, step * n * (1 if designator == "M" else 12 * int(designator.removesuffix("Y") or 1))
        )
    )
    return calendar.interval(min(this, other), max(this, other))


def feast(parts: Parts, context: Context) -> str | None:
    """Read a feast day."""
    if context.published is None:
        return None
    month, day = map(int, str(value_by_word("feast")[parts["feast"].lower().replace("’", "'")]).split("-"))
    year = calendar.year_of_day(context.published, month, day, context.outlook)
    return date(year, month, day).isoformat()
