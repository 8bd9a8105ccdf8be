"""Give expressions of time their ISO 8601 values; the readings are named by `read` in `lexicon/times.toml`.

What needs a day of publication and has none stays without a value. Source of the forms: TimeML TIMEX3, ISO 8601-1.
"""

from collections.abc import Callable, Mapping

from kg.nlp.timex import absolute, relative
from kg.nlp.timex.context import Context, Parts

READINGS: Mapping[str, Callable[[Parts, Context], str | None]] = {
    "iso_date": absolute.iso_date,
    "month_day": relative.month_day,
    "day_range": relative.day_range,
    "day_list": relative.day_list,
    "month_year": absolute.month_year,
    "month_range": absolute.month_range,
    "month": relative.month,
    "relative_month": relative.relative_month,
    "month_relative_year": relative.month_relative_year,
    "weekday": relative.weekday,
    "weekday_of_week": relative.weekday_of_week,
    "day": relative.day,
    "weekend": relative.weekend,
    "period": relative.period,
    "period_end": relative.period_end,
    "relative_season": relative.relative_season,
    "season_year": absolute.season_year,
    "quarter": absolute.quarter,
    "quarter_number": absolute.quarter_number,
    "year": absolute.year,
    "year_range": absolute.year_range,
    "decade": relative.decade,
    "century": absolute.century,
    "ago": relative.ago,
    "ahead": relative.ahead,
    "span": relative.span,
    "duration": absolute.duration,
    "feast": relative.feast,
    "slash_date": absolute.slash_date,
    "no_time": absolute.no_time,
}
"""The readings by the names that the lexicon calls them."""


def read_time(read: str, parts: Parts, context: Context) -> str | None:
    """Return the value of an expression; None where it means no time or cannot be told.

    Raises:
        KeyError: where no reading has that name.
    """
    try:
        return READINGS[read](parts, context)
    except (ValueError, OverflowError):  # 30 February, or a year out of range
        return None
