"""How long and how often: durations, frequencies, and references too vague for a calendar (TIMEX3)."""

from kg.nlp.timex import calendar
from kg.nlp.timex.calendar import number_of, value_by_word
from kg.nlp.timex.context import Context, Parts, designator_of, part_of_day, step_of, word_value

HALVES = {"TH": "PT30M", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "CE": "P50Y"}
"""Half of a period."""


def amount_of(words: str) -> str | None:
    """Return the number in digits, `X` where it is left open (`several`, `a few`); None where it is none."""
    if words.replace(".", "", 1).replace(",", "").isdigit():
        return words.replace(",", "")
    if words.lower() in value_by_word("vague-number"):
        return "X"
    number = number_of(words)
    return None if number is None else str(number)


def length(amount: str, period: str) -> str:
    """Return a TIMEX3 duration: `P3D`, `PT2H`, `P2DE`, `PXY`."""
    designator = designator_of(period)
    if designator == "3M":
        return f"P{int(amount) * 3}M" if amount.isdigit() else "PXM"
    return f"PT{amount}{designator[1:]}" if designator.startswith("T") else f"P{amount}{designator}"


def duration(parts: Parts, _: Context) -> str | None:
    """Read how long something takes; without a number (`for years`) it stays open."""
    if "half2" in parts:
        return HALVES.get(designator_of(parts["period"]))
    amount = amount_of(parts["n"]) if "n" in parts else "X"
    if amount is None:
        return None
    return length(f"{amount}.5" if "half" in parts else amount, parts["period"])


def span(parts: Parts, context: Context) -> str | None:
    """Read `the last two weeks` as how long they are."""
    return duration(counted(parts), context)


def counted(parts: Parts) -> Parts:
    """Return the parts with how many periods: `months` leave it open, `the past year` is one."""
    return {"n": "several" if parts["period"].lower().endswith("s") else "one", **parts}


def span_days(parts: Parts, context: Context) -> str | None:
    """Return the interval of `the last two weeks`, up to or from the day of publication."""
    n, this = number_of(counted(parts)["n"]), context.published
    if n is None or this is None:
        return None
    other = calendar.shift(this, (step_of(parts["which"]) or 0) * n, designator_of(parts["period"]))
    return calendar.interval(min(this, other), max(this, other)) if other else None


def every(parts: Parts, _: Context) -> str | None:
    """Read `every Monday`, `each year`, `every two years`, `Mondays`."""
    if "weekday" in parts:
        return f"XXXX-WXX-{word_value('weekday', parts['weekday'])}{part_of_day(parts.get('part', ''))}"
    if "month" in parts:
        return f"XXXX-{word_value('month', parts['month']):02d}"
    if "season" in parts:
        return f"XXXX-{calendar.SEASONS[word_value('season', parts['season'])]}"
    if "part" in parts:
        return f"XXXX-XX-XX{part_of_day(parts['part'])}"
    if "period" not in parts:
        return "XXXX-WXX-WE"
    amount = amount_of(parts["n"]) if "n" in parts else "2" if "other" in parts else "1"
    return length(amount, parts["period"]) if amount else None


def frequency(parts: Parts, _: Context) -> str | None:
    """Read `daily`, `annual`."""
    return str(value_by_word("frequency")[parts["word"].lower()])


def vague(parts: Parts, _: Context) -> str | None:
    """Read `now`, `recently`, `the future`."""
    return str(value_by_word("vague")[parts["word"].lower()])
