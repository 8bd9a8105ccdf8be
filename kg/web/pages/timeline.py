"""Counts over time as columns of equal width: days where they are few, else months, else years."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.flat.records import PeriodCount
from kg.web.pages.periods import period_days

MOST_DAYS, MOST_MONTHS = 62, 120
"""Columns of days, and of months, that are still wide enough to be told apart."""
STEP, WIDTH, HEIGHT = 10, 8, 40
"""Units from column to column, of a column's width, and of the highest column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One period of one series."""

    period: str
    """`2025`, `2025-07` or `2025-07-22`."""
    since: str
    """ISO date of its first day."""
    until: str
    """ISO date of its last day."""
    n: int
    x: int
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Columns of one kind."""

    key: str
    total: int
    columns: tuple[Column, ...]
    """One for each period, empty ones too, in order of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Several series over the same periods, on one scale."""

    unit: str
    """`day`, `month` or `year`."""
    first: str
    last: str
    most: int
    """The highest number of any column."""
    width: int
    """Units of the drawing."""
    series: tuple[Series, ...]


def build_timeline(
    by_day: Sequence[PeriodCount], by_month: Sequence[PeriodCount], *, keys: Sequence[str]
) -> Timeline | None:
    """Return the series of some keys over time; None where nothing has a date.

    Args:
        by_day: counts whose period is a day; may be empty.
        by_month: counts whose period is a month; may be empty where there are days.
        keys: the series, in order; counts of other keys are left out.
    """
    counts = [found for found in by_day or by_month if found.key in keys]
    if not counts:
        return None
    first, last = min(one.period for one in counts), max(one.period for one in counts)
    unit = _unit(first, last, days=bool(by_day))
    length = {"day": 10, "month": 7, "year": 4}[unit]
    n_by_place: Counter[tuple[str, str]] = Counter()
    for one in counts:
        n_by_place[one.key, one.period[:length]] += one.n
    most = max(n_by_place.values())
    periods = list(_periods(first[:length], last[:length]))
    return Timeline(
        unit=unit,
        first=periods[0],
        last=periods[-1],
        most=most,
        width=STEP * len(periods),
        series=tuple(_series(key, periods, n_by_place, most) for key in keys),
    )


def _series(key: str, periods: Sequence[str], n_by_place: Counter[tuple[str, str]], most: int) -> Series:
    columns = []
    for place, period in enumerate(periods):
        n = n_by_place[key, period]
        since, until = period_days(period)
        height = round(max(HEIGHT * n / most, 1.5), 2) if n else 0.0  # what is there can be seen, however little
        columns.append(Column(period=period, since=since, until=until, n=n, x=STEP * place, height=height))
    return Series(key=key, total=sum(column.n for column in columns), columns=tuple(columns))


def _unit(first: str, last: str, *, days: bool) -> str:
    if days and (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days < MOST_DAYS:
        return "day"
    n_months = 12 * (int(last[:4]) - int(first[:4])) + int(last[5:7]) - int(first[5:7]) + 1
    return "month" if n_months <= MOST_MONTHS else "year"


def _periods(first: str, last: str) -> Iterator[str]:
    """Yield all periods from the first to the last one."""
    period = first
    while period <= last:
        yield period
        end = date.fromisoformat(period_days(period)[1])
        if end == date.max:
            return
        period = (end + timedelta(days=1)).isoformat()[: len(first)]
