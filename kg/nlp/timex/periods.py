"""Weeks, months, seasons, quarters, years and decades seen from the day of publication, or from a day named before."""

from datetime import timedelta

from kg.nlp.timex import calendar
from kg.nlp.timex.context import Context, Parts, designator_of, part_of_day, step_of, word_value
from kg.nlp.timex.lengths import HALVES, amount_of, counted
from kg.records import Tense


def weekend(parts: Parts, context: Context) -> str | None:
    """Read a weekend."""
    if context.published is None:
        return None
    step, this = step_of(parts.get("which")), context.published
    on_weekend = this.isoweekday() >= 6
    days = 0
    if step == -1:
        days = -7
    elif step == 1:
        days = 7 if on_weekend else 0
    elif context.outlook is Tense.PAST and not on_weekend and (step is None or this.isoweekday() <= 2):
        days = -7
    return calendar.week_value(this + timedelta(days=days)) + "-WE"


def period(parts: Parts, context: Context) -> str | None:
    """Read `last week`, `this year`; `the year` is the one of the publication."""
    this = context.published
    if this is None:
        return None
    designator = designator_of(parts["period"])
    shifted = calendar.shift(this, step_of(parts.get("which")) or 0, designator)
    return calendar.period_value(shifted, designator) if shifted else None


def relative_season(parts: Parts, context: Context) -> str | None:
    """Read `last summer`, `the fall`."""
    if context.published is None:
        return None
    this, step, first = context.published, step_of(parts.get("which")), word_value("season", parts["season"])
    year = this.year
    if step is None:
        year = calendar.year_of_month(this, first, context.outlook)
    if step == -1 and first + 2 >= this.month:
        year -= 1
    if step == 1 and first <= this.month:
        year += 1
    if step == 0 and first == 12 and this.month < 3:
        year -= 1  # the winter that began in December
    return f"{year}-{calendar.SEASONS[first]}"


def quarter(parts: Parts, context: Context) -> str | None:
    """Read a quarter or half of a year; without a year the last one that has begun, or the next one."""
    kind = parts["kind"].lower()
    last = kind == "half" and parts["ordinal"].lower() == "last"
    number = 2 if last else word_value("ordinal", parts["ordinal"])
    if kind == "half":
        year = _year(parts, context) or (context.published.year if context.published else None)
        return f"{year}-H{number}" if number <= 2 and year else None
    year = _year(parts, context) or _year_of_quarter(number, context)
    return calendar.quarter_value(year, number) if year else None


def _year(parts: Parts, context: Context) -> int | None:
    if "y" in parts:
        return int(parts["y"])
    if "which" in parts and context.published is not None:
        return context.published.year + (step_of(parts["which"]) or 0)
    return None


def _year_of_quarter(number: int, context: Context) -> int | None:
    this = context.published
    if this is None:
        return None
    now = (this.month - 1) // 3 + 1
    if context.outlook is Tense.FUTURE:
        return this.year + (number < now)
    return this.year - (number > now)


def quarter_number(parts: Parts, _: Context) -> str | None:
    """Read `Q3 2021`."""
    return calendar.quarter_value(int(parts.get("y") or parts["y2"]), int(parts.get("n") or parts["n2"]))


def decade(parts: Parts, context: Context) -> str | None:
    """Read a decade: `199X`."""
    if "word" in parts:
        return f"19{word_value('decade', parts['word'])}X"
    this = context.published.year if context.published else 2030
    recent = parts["d"] in "01" and 2000 + int(parts["d"]) * 10 <= this
    return f"{parts.get('y') or (20 if recent else 19)}{parts['d']}X"


def ago(parts: Parts, context: Context) -> str | None:
    """Read `three days ago`, as exact as its period; `years ago` is only past."""
    amount, designator = amount_of(counted(parts)["n"]), designator_of(parts["period"])
    if "half" in parts:
        amount, designator = HALVES[designator][1:-1], HALVES[designator][-1]
    if amount == "X":
        return "PAST_REF"
    return _moved(context, amount, designator, back=True)


def ahead(parts: Parts, context: Context) -> str | None:
    """Read `two years from now`, as exact as its period."""
    amount, designator = amount_of(counted(parts)["n"]), designator_of(parts["period"])
    return "FUTURE_REF" if amount == "X" else _moved(context, amount, designator, back=False)


def _moved(context: Context, amount: str | None, designator: str, *, back: bool) -> str | None:
    if context.published is None or amount is None or not amount.isdigit():
        return None
    shifted = calendar.shift(context.published, -int(amount) if back else int(amount), designator)
    return calendar.period_value(shifted, designator) if shifted else None


def later(parts: Parts, context: Context) -> str | None:
    """Read `two days later`, `a year earlier`, counted from the last day that the text named."""
    amount, designator = amount_of(counted(parts)["n"]), designator_of(parts["period"])
    back = parts["side"].lower() in ("earlier", "before")
    reference = context.reference(designator)
    if amount is None or reference is None:
        return None
    if not amount.isdigit():
        return "PAST_REF" if back else "FUTURE_REF"
    n = -int(amount) if back else int(amount)
    latest = context.latest or ""
    if designator == "Y" and len(latest) == len("2024-Q1"):  # a quarter or month is compared with that of another year
        return f"{int(latest[:4]) + n:04d}{latest[4:]}"
    shifted = calendar.shift(reference, n, designator)
    return calendar.period_value(shifted, designator) if shifted else None


def beside(parts: Parts, context: Context) -> str | None:
    """Read `the next day`, `that week`, `the following morning`, seen from the last day that the text named."""
    designator = "D" if "part" in parts else designator_of(parts["period"])
    reference, step = context.reference(designator), step_of(parts["which"]) or 0
    if reference is None:
        return None
    if "part" in parts:
        return (reference + timedelta(days=step)).isoformat() + part_of_day(parts["part"])
    shifted = calendar.shift(reference, step, designator)
    return calendar.period_value(shifted, designator) if shifted else None
