"""Every agency and every wording of a credit has an example that holds it."""

import pytest

from kg.lexicon import load_lexicon
from kg.lexicon.agencies import agency_by_key, credit_words


@pytest.mark.parametrize("name", ["agencies", "credits"])
def test_every_entry_has_an_example_with_one_of_its_words(name):
    without = [
        entry.words[0]
        for entry in load_lexicon(name).entries
        if not any(word.casefold() in example.casefold() for word in entry.words for example in entry.examples)
    ]
    assert without == []


def test_every_example_has_a_word():
    for entry in load_lexicon("agencies").entries:
        for example in entry.examples:
            assert any(word in example for word in entry.words), example


def test_agencies_have_country_and_languages():
    for agency in agency_by_key().values():
        assert len(agency.country) == 2
        assert agency.languages


@pytest.mark.parametrize(
    "place", ["source", "thanks", "work", "after", "rights", "addressed", "speaking", "by", "says", "person", "product"]
)
def test_every_place_has_words(place):
    assert credit_words(place)
