import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.wording import LONGEST_SLUG, head_word, is_plural, name_label, slug, topic_label


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The Çelik Palace", "the-celik-palace"),
        ("U.S.", "us"),
        ("Chad’s army", "chad-army"),
        ("Jean-Noël", "jean-noel"),
        ("Smørgård", "smorgard"),
    ],
)
def test_slugs(text, key):
    assert slug(text) == key


@given(st.text(max_size=400))
def test_a_slug_of_a_slug_is_itself_and_short(text):
    assert slug(slug(text)) == slug(text)
    assert len(slug(text)) <= LONGEST_SLUG + 9


def test_long_slugs_that_begin_alike_stay_apart():
    long = "a very long phrase " * 10
    assert slug(f"{long} one") != slug(f"{long} two")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("the peace talks", "peace talks"),
        ("their own “final” offer", "final offer"),
        ("At least four boats", "four boats"),
        ("the kind of boat that", "kind of boat"),
        ("All of the boats,", "boats"),
        ("most boats", "most boats"),
    ],
)
def test_topics_are_labelled_without_determiners(text, label):
    assert topic_label(text) == label


def test_names_lose_article_and_possessive():
    assert name_label("the Kremlin’s") == "Kremlin"


@pytest.mark.parametrize(
    ("label", "plural"),
    [("peace talks", True), ("round of talks", False), ("Chad and Niger", True), ("crisis", False), ("people", True)],
)
def test_the_head_tells_the_number(label, plural):
    assert is_plural(label) is plural


def test_the_head_stands_before_the_first_preposition():
    assert head_word("new round of negotiations in May") == "round"
