"""Give expressions of time their values; the readings are named by `read` in `lexicon/times.toml`.

What needs a day of publication and has none stays without a value. Source of the values: TimeML's TIMEX3 (Saurí et al.
2006), ISO 8601-1.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from kg.nlp.timex import absolute, clock, lengths, periods, relative
from kg.nlp.timex.context import Context, Parts
from kg.nlp.timex.dated import when_of
from kg.nlp.timex.patterns import Match
from kg.records import Span

Read = Callable[[Parts, Context], str | None]

READINGS: Mapping[str, Read] = {
    "iso_date": absolute.iso_date,
    "month_day": relative.month_day,
    "named_date": absolute.named_date,
    "month_year": absolute.month_year,
    "month": relative.month,
    "relative_month": relative.relative_month,
    "month_relative_year": relative.month_relative_year,
    "weekday": relative.weekday,
    "weekday_of_week": relative.weekday_of_week,
    "day": relative.day,
    "weekend": periods.weekend,
    "period": periods.period,
    "beside": periods.beside,
    "relative_season": periods.relative_season,
    "season_year": absolute.season_year,
    "quarter": periods.quarter,
    "quarter_number": periods.quarter_number,
    "year": absolute.year,
    "decade": periods.decade,
    "century": absolute.century,
    "ago": periods.ago,
    "ahead": periods.ahead,
    "later": periods.later,
    "span": lengths.span,
    "duration": lengths.duration,
    "every": lengths.every,
    "frequency": lengths.frequency,
    "vague": lengths.vague,
    "clock": clock.clock,
    "part": clock.part,
    "feast": relative.feast,
    "slash_date": absolute.slash_date,
    "no_time": absolute.no_time,
}
"""The readings by the names that the lexicon calls them."""

WHENS: Mapping[str, Read] = {"span": lengths.span_days}
"""When an event at such a time may have happened, where that is more than the value says."""

TWO_DAYS = {"day_range": True, "day_list": False, "month_range": True, "year_range": True}
"""The readings of two times in one expression, and whether they are the ends of one interval."""


class Reading(NamedTuple):
    """An expression of time with what it means."""

    span: Span
    read: str
    """The name of the reading."""
    value: str
    """TIMEX3's value."""
    when: str | None
    """The same as a date, month, year, interval or duration of ISO 8601; None where it names none."""


def read_times(match: Match, context: Context) -> Iterator[Reading]:
    """Yield the times of an expression, two for `May 3 to 5`; none where it means none or cannot be told."""
    if match.read in TWO_DAYS:
        yield from _read_two(match, context)
        return
    value = read_time(match.read, match.parts, context)
    if value is not None:
        other = WHENS.get(match.read)
        when = other(match.parts, context) if other else when_of(value)
        yield Reading(match.span, match.read, value, when if match.dated else None)


def read_time(read: str, parts: Parts, context: Context) -> str | None:
    """Return the value of an expression; None where it means no time or cannot be told.

    Raises:
        KeyError: where no reading has that name.
    """
    try:
        return READINGS[read](parts, context)
    except (ValueError, OverflowError):  # 30 February, or a year out of range
        return None


def _read_two(match: Match, context: Context) -> Iterator[Reading]:
    """Read `May 3 to 5` as two days; an event at either lies in the interval between them."""
    read = {"day": "month_day", "month": "month_year", "year": "year"}[match.read.partition("_")[0]]
    first, second = ({**match.parts, **both} for both in _ends(match.parts))
    end = read_time(read, second, context)
    start = read_time(read, first, context)
    if start is None or end is None:
        return
    if start > end and read != "year":  # December 28 to January 3
        start = f"{int(start[:4]) - 1:04d}{start[4:]}"
    if start > end:
        return
    between = f"{start}/{end}" if TWO_DAYS[match.read] else None
    for span, value in zip(match.pieces, (start, end), strict=True):
        yield Reading(span, read, value, between or value)


def _ends(parts: Parts) -> tuple[dict[str, str], dict[str, str]]:
    """Return what each of two times has of its own."""
    second = {name[:-1]: value for name, value in parts.items() if name in ("d2", "month2", "y2", "y3")}
    if len(second.get("y", "2016")) == 2:
        second["y"] = parts["y"][:2] + second["y"]
    return {}, second
