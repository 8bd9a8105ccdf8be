"""Dates of publication."""

from datetime import date

import pytest

from kg.readers.dates import parse_date


@pytest.mark.parametrize(
    "text",
    [
        "2025-07-22",
        "22 July 2025",
        "July 22, 2025",
        "22 Jul 2025",
        "Jul. 22, 2025",
        "Tuesday, 22 July 2025",
        "Tue, 22 Jul 2025 10:15:00 GMT",
        "2025-07-22T23:30:00Z",
        "2025-07-22T23:30:00+03:00",
        "2025-07-22 10:15",
        "20250722",
        "2025/07/22",
        "22.07.2025",
        "22.7.2025",
        "07/22/2025",
        "22/07/2025",
        "22nd of July 2025",
        "July 22nd, 2025",
        "Tuesday July 22, 2025",
        " 22  July\n2025 ",
        "July 22, 2025 at 10:15 am",
        "2025-07-22T10:15:00.123456",
    ],
)
def test_dates_that_parse(text):
    assert parse_date(text) == date(2025, 7, 22)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2025-13-01",
        "2025-02-30",
        "July 2025",
        "2025",
        "03/04/2025",
        "0000-00-00",
        "31 June 2025",
        "٢٠٢٥-٠٧-٢٢",
    ],
)
def test_others_do_not(text):
    assert parse_date(text) is None


def test_two_equal_numbers_are_one_date():
    assert parse_date("05/05/2025") == date(2025, 5, 5)
