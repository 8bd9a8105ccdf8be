"""Days and months that only the day of publication, and often the tense of their clause, gives a date."""

from datetime import date, timedelta

from kg.nlp.timex import calendar
from kg.nlp.timex.calendar import value_by_word
from kg.nlp.timex.context import Context, Parts, part_of_day, step_of, word_value
from kg.nlp.timex.feasts import feast_day
from kg.records import Tense


def _day_of_month(parts: Parts, context: Context) -> date | None:
    number, of_month = word_value("month", parts["month"]), int(parts["d"])
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
    """Read a weekday, alone or with last, this or next; the part of the day where one is named."""
    if context.published is None:
        return None
    weekday, step = word_value("weekday", parts["weekday"]), step_of(parts.get("which"))
    day, published, outlook = timedelta(days=1), context.published, context.outlook
    if step == -1:
        published, outlook = published - day, Tense.PAST
    elif step == 1:
        published, outlook = published + day, Tense.FUTURE
    elif step == 0:  # of this week, or the days ahead
        outlook = Tense.PAST if outlook is Tense.PAST and weekday <= published.isoweekday() else Tense.FUTURE
    beside = {"before": -1, "after": 1}.get(parts.get("side", "").lower(), 0)
    this = calendar.weekday_near(published, weekday, outlook) + timedelta(days=beside)
    return this.isoformat() + part_of_day(parts.get("part", ""))


def weekday_of_week(parts: Parts, context: Context) -> str | None:
    """Read `Monday of last week`."""
    if context.published is None:
        return None
    monday = context.published - timedelta(days=context.published.weekday())
    shift = 7 * (step_of(parts["which"]) or 0) + word_value("weekday", parts["weekday"]) - 1
    return (monday + timedelta(days=shift)).isoformat()


def day(parts: Parts, context: Context) -> str | None:
    """Read `today`, `yesterday evening`, `tonight`."""
    if context.published is None:
        return None
    this = context.published + timedelta(days=word_value("day", parts["day"]))
    return this.isoformat() + part_of_day(f"{parts['day']} {parts.get('part', '')}")


def feast(parts: Parts, context: Context) -> str | None:
    """Read a feast day, of the year that is named or the one that the clause looks to."""
    rule = str(value_by_word("feast")[parts["feast"].lower().replace("’", "'")])
    if "y" in parts:
        return feast_day(rule, int(parts["y"])).isoformat()
    published, step = context.published, step_of(parts.get("which"))
    if published is None:
        return None
    days = [feast_day(rule, published.year + n) for n in (-1, 0, 1)]
    before, after = [day for day in days if day <= published][-1], next(day for day in days if day >= published)
    if step == -1 or context.outlook is Tense.PAST:
        return before.isoformat()
    if step == 1 or context.outlook is Tense.FUTURE:
        return after.isoformat()
    return min(before, after, key=lambda day: abs(day - published)).isoformat()
