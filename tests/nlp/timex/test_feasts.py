from datetime import date

import pytest

from kg.nlp.timex.calendar import value_by_word
from kg.nlp.timex.feasts import easter, feast_day


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        ("12-25", 2023, date(2023, 12, 25)),
        ("11:4:4", 2015, date(2015, 11, 26)),
        ("11:4:4+1", 2015, date(2015, 11, 27)),
        ("5:1:-1", 2016, date(2016, 5, 30)),
        ("9:1:1", 2025, date(2025, 9, 1)),
        ("easter-2", 2024, date(2024, 3, 29)),
        ("easter+50", 2024, date(2024, 5, 20)),
    ],
)
def test_a_rule_names_a_day_of_a_year(rule, year, expected):
    assert feast_day(rule, year) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2008, date(2008, 3, 23)), (2038, date(2038, 4, 25))],
)
def test_easter(year, expected):
    assert easter(year) == expected


def test_every_feast_falls_on_a_day_of_every_year():
    for rule in value_by_word("feast").values():
        assert {type(feast_day(str(rule), year)) for year in range(1990, 2035)} == {date}


def test_a_rule_that_is_none_is_refused():
    with pytest.raises(ValueError, match="some day"):
        feast_day("some day", 2020)
