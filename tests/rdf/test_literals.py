import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.rdf.literals import literal, number_literal, time_literal

NODE = NamedNode("https://kg.example/x")


def as_stored(term):
    """Return the literal as the store writes it."""
    store = Store()
    store.bulk_load(f"{NODE} {NODE} {term} .".encode(), RdfFormat.N_TRIPLES)
    return next(iter(store)).object


@pytest.mark.parametrize(
    "value",
    ["PT90M", "P18M", "P14D", "PT36H", "P1Y6M", "PT0S", "P2W", "2016-07", "2016", "2016-02-30", "2016-07-22",
     "2016-07-22T09:30:00+00:00", "2016-07-22T24:00:00Z", "2016-07-22T09:30:00", "2025-W30", "2016-01/2016-03"],
)  # fmt: skip
def test_times_are_spelt_as_the_store_spells_them(value):
    assert as_stored(time_literal(value)) == time_literal(value)


def test_the_spelling_of_a_duration_changes_and_its_value_does_not():
    assert time_literal("PT90M").value == "PT1H30M"
    assert time_literal("2016-07").value == "2016-07"


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**20), 10**20).map(float))
def test_numbers_are_spelt_as_the_store_spells_them(value):
    assert as_stored(number_literal(value)) == number_literal(value)


@given(st.from_regex(r"-?[0-9]{1,16}|P[0-9]{1,3}[YMDW]|PT[0-9]{1,3}[HMS]|[0-9]{4}(-[0-9]{2}){0,2}", fullmatch=True))
def test_values_are_spelt_as_the_store_spells_them(key):
    assert as_stored(literal(key)) == literal(key)
    assert isinstance(literal(key), Literal)
