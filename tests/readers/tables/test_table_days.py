"""Dates of columns."""

from datetime import date

import pytest

from kg.readers.tables.days import UNTOLD, DayOrder, find_day_order, has_two_readings, parse_cell_date, parse_moment


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-21 07:15:00",
        "20240321T071500Z",
        "20240321071500",
        "21 March 2024 Thursday",
        "March 21, 2024 Thursday 10:15 AM GMT",
        "1711005300",
        "1711005300000",
        "1711005300.0",
        "21-Mar-2024 07:15AM",
        "21-Mar-24",
        "Thu Mar 21 07:15:00 +0000 2024",
        "Thu Mar 21 07:15:00 2024",
        "21/03/2024",
        "3/21/24 7:15",
        "21-03-2024",
        "2024-3-21",
    ],
)
def test_ways_of_writing_a_day(written):
    assert parse_cell_date(written, UNTOLD) == date(2024, 3, 21)


@pytest.mark.parametrize(
    "written", ["", "2024", "12345", "soon", "99999999999999", "3/4/2024", "00/00/0000", "1" * 5000]
)
def test_what_is_no_day(written):
    assert parse_cell_date(written, UNTOLD) is None


def test_the_order_of_a_column():
    assert find_day_order(["3/4/2024", "x", "4/13/2024"]) == DayOrder(day_first=False)
    assert find_day_order(["3/4/2024", "13/4/2024"]) == DayOrder(day_first=True)
    assert find_day_order(["13/4/2024", "4/13/2024"]).is_mixed
    assert find_day_order(["3/4/2024", "5/5/2024"]) == UNTOLD
    assert parse_cell_date("3/4/2024", DayOrder(day_first=True)) == date(2024, 4, 3)
    assert has_two_readings("3/4/2024")
    assert not has_two_readings("4/4/2024")


def test_moments_have_a_zone():
    assert str(parse_moment("2024-03-01 07:15:00")) == "2024-03-01 07:15:00+00:00"
    assert str(parse_moment("2024-03-01T07:15:00+02:00")) == "2024-03-01 07:15:00+02:00"
    assert parse_moment("yesterday") is None
