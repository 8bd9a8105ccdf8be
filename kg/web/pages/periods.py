"""A chart of how many assertions each outlet made in each period: one column a period, one piece an outlet."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.flat.records import PeriodCount

MOST_COLUMNS = 60
"""Months that are drawn one by one; more are drawn by year."""
WIDTH, HEIGHT = 720, 150
"""Of the drawing, in its own units."""
WIDEST = WIDTH / 8
"""Of a column with the space beside it, so that two months do not fill the page."""
OTHERS = ""
"""The key of all outlets together that have no colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One outlet's part of a column."""

    hue: int
    """From 1; 0 for the others."""
    label: str
    n: int
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One month or year."""

    period: str
    """`2025-07`, or `2025`."""
    since: str
    """ISO date of its first day."""
    until: str
    """ISO date of its last day."""
    n: int
    x: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All columns, in order of time; periods in which nothing was published have an empty one."""

    columns: tuple[Column, ...]
    width: float
    """Of a column."""
    most: int
    """Assertions of the highest column."""
    rows: tuple[tuple[int, str, tuple[int, ...]], ...]
    """The same as a table: an outlet's hue and label, and its number for each column."""


def stack_periods(by_month: Iterable[PeriodCount], hues: Mapping[str, int], labels: Mapping[str, str]) -> Chart | None:
    """Return the chart of counts by month and outlet; None where nothing has a date.

    Args:
        by_month: assertions by month and outlet.
        hues: number of the hue by key of outlet; outlets without one are drawn together.
        labels: name by key of outlet.
    """
    n_by_piece: Counter[tuple[str, str]] = Counter()
    for count in by_month:
        n_by_piece[count.period[:7], count.key if count.key in hues else OTHERS] += count.n
    if not n_by_piece:
        return None
    periods = _months(min(month for month, _ in n_by_piece), max(month for month, _ in n_by_piece))
    if len(periods) > MOST_COLUMNS:
        periods, n_by_piece = _by_year(periods, n_by_piece)
    keys = [
        key for key in (*sorted(hues, key=lambda key: hues[key]), OTHERS) if any(n_by_piece[p, key] for p in periods)
    ]
    most = max(sum(n_by_piece[period, key] for key in keys) for period in periods)
    step = min(WIDTH / len(periods), WIDEST)
    names = {**labels, OTHERS: "All others"}
    columns = tuple(
        _column(period, i * step, [(hues.get(key, 0), names[key], n_by_piece[period, key]) for key in keys], most)
        for i, period in enumerate(periods)
    )
    rows = tuple((hues.get(key, 0), names[key], tuple(n_by_piece[period, key] for period in periods)) for key in keys)
    return Chart(columns=columns, width=round(step * 0.82, 2), most=most, rows=rows)


def _column(period: str, x: float, parts: Iterable[tuple[int, str, int]], most: int) -> Column:
    pieces: list[Piece] = []
    top = float(HEIGHT)
    for hue, label, n in parts:
        if n:
            height = HEIGHT * n / most
            top -= height
            pieces.append(Piece(hue=hue, label=label, n=n, y=round(top, 2), height=round(height, 2)))
    since, until = period_days(period)
    total = sum(piece.n for piece in pieces)
    return Column(period=period, since=since, until=until, n=total, x=round(x, 2), pieces=tuple(pieces))


def _months(first: str, last: str) -> list[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1)]


def _by_year(months: Iterable[str], n_by_piece: Counter[tuple[str, str]]) -> tuple[list[str], Counter[tuple[str, str]]]:
    summed: Counter[tuple[str, str]] = Counter()
    for (month, key), n in n_by_piece.items():
        summed[month[:4], key] += n
    return list(dict.fromkeys(month[:4] for month in months)), summed


def period_days(period: str) -> tuple[str, str]:
    """Return the first and the last day of a year, a month or a day, as ISO dates."""
    if len(period) == len("2025"):
        return f"{period}-01-01", f"{period}-12-31"
    if len(period) == len("2025-07"):
        return f"{period}-01", f"{period}-{monthrange(int(period[:4]), int(period[5:7]))[1]:02d}"
    return period, period
