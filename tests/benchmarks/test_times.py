from datetime import date

import pytest

from kg.records import Span, TimeMention
from tests.benchmarks.silver_times import allows
from tests.benchmarks.times import Pair, pair_times, read_verdicts, summarise

TUESDAY = date(2024, 3, 12)


@pytest.mark.parametrize(
    ("silver", "ours", "expected"),
    [
        ("2024-03-12", "2024-03-12", True),
        ("2024-03-12", "2024-03-11", False),
        ("XXXX-WXX-1", "2024-03-11", True),
        ("XXXX-WXX-1", "2024-03-12", False),
        ("XXXX-WXX-1TNI", "2024-03-11TNI", True),
        ("XXXX-09-11", "2001-09-11", True),
        ("XXXX-SU", "2023-SU", True),
        ("THIS P1D", "2024-03-12", True),
        ("THIS P1W OFFSET P-1W", "2024-W10", True),
        ("THIS P1W OFFSET P-1W", "2024-W11", False),
        ("OFFSET P-2Y", "2022", True),
        ("TNI OFFSET P-1D", "2024-03-11TNI", True),
        ("P20Y", "P2DE", True),
        ("PXY", "PXDE", True),
        ("PREV_IMMEDIATE P1W", "P1W", True),
        ("T20:00", "2024-03-12T20:00", True),
        ("THIS P1Y INTERSECT XXXX-Q1", "2024-Q1", None),
        (None, "P1Y", None),
    ],
)
def test_what_a_silver_value_allows(silver, ours, expected):
    assert allows(silver, ours, TUESDAY) is expected


def time(start, end, value):
    return TimeMention(span=Span(start, end), value=value)


def test_each_of_ours_is_paired_once_and_what_agrees_first():
    silver = [(0, 10, "PAST_REF"), (4, 12, "2024"), (20, 24, None), (30, 34, "P1D")]
    ours = [time(2, 3, "PAST_REF"), time(5, 9, "2024"), time(21, 22, "P1Y"), time(40, 44, "P1M")]
    assert pair_times(silver, ours, TUESDAY) == [
        Pair(start=0, end=10, silver="PAST_REF", ours="PAST_REF", agrees=True),
        Pair(start=4, end=12, silver="2024", ours="2024", agrees=True),
        Pair(start=30, end=34, silver="P1D"),
        Pair(start=40, end=44, ours="P1M"),
    ]


def test_figures_are_of_all_that_corenlp_has():
    pairs = [
        Pair(start=0, end=4, silver="2024-03-12", ours="2024-03-12", agrees=True),
        Pair(start=5, end=9, silver="2024-03-11"),
        Pair(start=10, end=14, ours="P1M"),
    ]
    figures = summarise(pairs)
    assert (figures["full date"], figures["full date, how many"]) == (50.0, 2)
    assert (figures["value precision"], figures["value recall"], figures["value F1"]) == (50.0, 50.0, 50.0)


def test_the_differences_read_are_counted():
    figures = read_verdicts()
    assert sum(value for name, value in figures.items() if name.startswith("differences")) >= 50
