import gzip

import pytest

from kg.lexicon.make_cities import write_table
from kg.lexicon.places import canonical_name, cities, place_of


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("U . S .", "GPE", "United States"),
        ("U.S", "GPE", "United States"),
        ("Va", "GPE", "Virginia"),
        ("VA", "ORG", None),
        ("Va", "ORG", None),
        ("us", "GPE", None),
        ("Côte d’Ivoire", "GPE", "Ivory Coast"),
        ("Trinidad & Tobago", "GPE", "Trinidad and Tobago"),
        ("the Falklands", "GPE", "Falkland Islands"),
        ("England", "GPE", "England"),
        ("Utah", "GPE", "Utah"),
    ],
)
def test_spellings_of_a_place_have_one_label(name, label, expected):
    assert canonical_name(name, label=label) == expected


@pytest.mark.parametrize(
    ("name", "label", "kind", "country"),
    [
        ("Kiev", "Kyiv", "city", "Ukraine"),
        ("St Petersburg", "St. Petersburg", "city", "Russia"),
        ("Sao Paulo", "São Paulo", "city", "Brazil"),
        ("Britain", "United Kingdom", "country", "United Kingdom"),
        ("Puerto Rico", "Puerto Rico", "territory", "United States"),
        ("Calif.", "California", "state", "United States"),
        ("Georgia", "Georgia", "country", "Georgia"),
    ],
)
def test_a_place_tells_its_kind_and_country(name, label, kind, country):
    found = place_of(name)
    assert (found.label, found.kind, found.country) == (label, kind, country)


def test_a_word_is_no_place():
    assert place_of("Harbour Post") is None


def test_cities_of_one_name_stay_apart():
    assert [city.country for city in cities("London")][:2] == ["United Kingdom", "Canada"]


def test_equal_cities_give_equal_tables(tmp_path):
    rows = [
        {"name": name, "countrycode": "NO", "admin1code": "1", "population": number, "latitude": 1.0}
        for name, number in (("Oslo", 700_000), ("Bergen", 280_000))
    ]
    for name, order in (("a", rows), ("b", rows[::-1])):
        write_table(order, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert gzip.decompress((tmp_path / "a").read_bytes()).decode().splitlines()[2] == "Bergen\tNO\t1\t280000"
