"""Articles on the same events, as bags of words of our own."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.resolve.stories import FAR_DAYS, Sketch, SketchBook, compare, find_stories, nearness

FERRY = "ferry capsize harbour rescue lifeboat passenger coastguard storm captain drown pier swell"
STRIKE = "teacher strike union wage classroom walkout pay ballot headteacher picket pupil timetable"


def find(sketches):
    return find_stories(SketchBook(sketches))


def weigh(sketches):
    shelf = SketchBook(sketches)
    return [shelf.weights(number) for number in range(len(shelf.keys))]


def sketch(key, words, published="2024-03-12"):
    return Sketch(key=key, published=published, words=Counter(words.split()))


SHELF = [
    sketch("a", f"{FERRY} mayor"),
    sketch("b", f"{FERRY} minister", "2024-03-13"),
    sketch("c", f"{STRIKE} mayor"),
    sketch("d", f"{STRIKE} minister", "2024-03-14"),
    sketch("e", "cheese festival cellar rind goat dairy"),
]


def groups(sketches):
    stories = find(sketches)
    return sorted(sorted(key for key in stories if stories[key] == story) for story in set(stories.values()))


def test_articles_on_the_same_events_are_one_story():
    assert groups(SHELF) == [["a", "b"], ["c", "d"], ["e"]]


@given(st.permutations(SHELF))
@settings(max_examples=20)
def test_the_order_of_articles_changes_nothing(shelf):
    assert find(shelf) == find(SHELF)


def test_the_same_words_long_after_are_another_story():
    later = [sketch("a", FERRY, "2024-03-01"), sketch("b", FERRY, "2024-04-15")]
    assert groups(later) == [["a"], ["b"]]


def test_an_article_without_a_date_is_of_the_story_whose_words_it_has():
    assert groups([sketch("a", FERRY, None), sketch("b", FERRY), sketch("c", STRIKE)]) == [["a", "b"], ["c"]]


def test_an_article_alone_is_a_story_of_its_own():
    assert len(find([sketch("a", FERRY)])) == 1
    assert len(find([sketch("a", "")])) == 1
    assert find([]) == {}


def test_a_story_keeps_its_key_while_its_first_article_stays():
    alone, joined = find(SHELF[:1]), find(SHELF)
    assert joined["a"] == joined["b"] == alone["a"]


def test_words_that_every_text_has_join_nothing():
    common = "say year people government make take come time day week"
    assert groups([sketch("a", f"{common} {FERRY}"), sketch("b", f"{common} {STRIKE}")]) == [["a"], ["b"]]


def test_weights_have_unit_length_and_the_rarest_words_come_first():
    (vector,) = weigh([sketch("a", "say say capsize people")])
    assert sum(weight**2 for weight in vector.values()) == pytest.approx(1)
    assert next(iter(vector)) == "capsize"


def test_a_text_is_wholly_like_itself():
    one, other = weigh([sketch("a", FERRY), sketch("b", STRIKE)])
    assert compare(one, one) == pytest.approx(1)
    assert compare(one, other) == 0


@pytest.mark.parametrize(
    ("day", "left"), [("2024-03-12", 1.0), ("2024-03-16", 1.0), ("2024-04-02", 0.0), ("2025-03-12", 0.0), (None, 1.0)]
)
def test_days_between_articles_take_away_from_what_they_share(day, left):
    assert nearness("2024-03-12", day) == left


def test_half_way_is_half():
    assert 0 < nearness("2024-03-01", f"2024-03-{FAR_DAYS - 5}") < 1
