import pytest

from kg.lexicon.rarity import known_texts, texts_with


def test_no_word_stands_in_more_texts_than_were_counted():
    assert known_texts() > 1000
    assert 1 < texts_with("the") <= known_texts()


@pytest.mark.parametrize(("common", "rare"), [("say", "ferry"), ("minister", "lighthouse"), ("people", "archipelago")])
def test_common_words_stand_in_more_texts_than_rare_ones(common, rare):
    assert texts_with(common) > texts_with(rare) >= 1


def test_a_word_that_no_text_has_counts_as_one():
    assert texts_with("xyzzyx") == 1


def test_words_are_base_forms_in_lower_case():
    assert texts_with("minister") > texts_with("ministers")
    assert texts_with("Minister") == 1
