"""Which mentions of a story are one event or one thing; records by hand, points as they are shipped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records import Form
from kg.resolve import mention_clusters
from kg.resolve.mention_clusters import join_mentions
from tests.resolve.story_mentions import Shelf, as_groups, pointing


def joined(build):
    """Return whether the two mentions that `build` makes on a shelf are one."""
    shelf = Shelf()
    left, right = build(shelf)
    found = shelf.joined()
    return found[left] == found[right]


def test_the_talks_of_two_articles_are_one_event():
    shelf = Shelf()
    shelf.noun("a", "talk", "plural")
    shelf.noun("b", "talk", "plural")
    assert shelf.joined() == [shelf.joined()[0]] * 2
    assert shelf.joined()[0].startswith("event/")


def test_other_words_with_other_meanings_are_other_events():
    assert not joined(lambda shelf: (shelf.noun("a", "flood"), shelf.noun("b", "wedding")))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["nth 3"], ["nth 2"]),
        (["on 2024-05-16"], ["on 2024-06-02"]),
        (["on 2024-05"], ["on 2024-06-02"]),
        (["of Chad"], ["of Peru"]),
        (["earlier"], []),
        (["earlier", "nth 2"], ["nth 2"]),
    ],
)
def test_events_that_differ_in_number_order_day_or_country_stay_apart(left, right):
    assert not joined(lambda shelf: (shelf.noun("a", "talk", *left), shelf.noun("b", "talk", *right)))
    assert not joined(lambda shelf: (shelf.noun("a", "talk", *left), shelf.noun("a", "talk", *right)))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["nth 3"], ["nth 3"]),
        (["nth 3"], []),
        (["on 2024-06"], ["on 2024-06-02"]),
        (["on 2024-06-02"], []),
        (["of Chad", "of Peru"], ["of Peru"]),
        (["earlier"], ["earlier"]),
    ],
)
def test_events_that_may_be_one_are(left, right):
    assert joined(lambda shelf: (shelf.noun("a", "talk", *left), shelf.noun("b", "talk", *right)))


def test_the_rounds_stay_apart_even_where_a_third_event_is_like_both():
    shelf = Shelf()
    second, third = shelf.noun("a", "talk", "nth 2"), shelf.noun("b", "talk", "nth 3")
    shelf.noun("c", "talk")
    shelf.noun("d", "talk")
    found = shelf.joined()
    assert found[second] != found[third]


def test_a_round_of_talks_is_the_talks():
    shelf = Shelf()
    part = shelf.noun("a", "round", vector=pointing(1))
    shelf.noun("a", "talk", governor=shelf.start(part), role="of", vector=pointing(2))
    other = shelf.noun("a", "wedding", governor=shelf.start(part), role="in", vector=pointing(3))
    found = shelf.joined()
    assert as_groups(found) == {frozenset({part, 1}), frozenset({other})}


def test_what_is_of_another_event_is_not_it():
    shelf = Shelf()
    whole = shelf.noun("a", "death", vector=pointing(1))
    shelf.noun("a", "war", governor=shelf.start(whole), role="of", vector=pointing(2))
    assert len(set(shelf.joined())) == 2


MINISTER = ("singular", "person", "male")


def named(shelf, *traits, **fields):
    return shelf.name("a", "Omar Haddad", "omar-haddad", *traits, label="PERSON", vector=pointing(7), **fields)


def test_a_named_thing_gathers_what_others_call_it():
    shelf = Shelf()
    named(shelf, *MINISTER, partners=("harbour", "ferry"))
    shelf.nominal("b", "minister", *MINISTER, partners=("harbour", "ferry"), vector=pointing(7))
    assert shelf.joined() == ["entity/omar-haddad"] * 2


@pytest.mark.parametrize("traits", [("plural", "person"), ("singular", "thing")])
def test_a_person_gathers_neither_several_people_nor_things(traits):
    shelf = Shelf()
    named(shelf, *MINISTER, partners=("harbour", "ferry"))
    shelf.nominal("b", "minister", *traits, partners=("harbour", "ferry"), vector=pointing(7))
    assert len(set(shelf.joined())) == 2


def test_a_named_thing_gathers_nothing_of_another_country():
    def pair(country):
        return lambda shelf: (
            shelf.name("a", "Harbour Council", "harbour-council", "of Chad", label="ORG", vector=pointing(7)),
            shelf.nominal("b", "council", country, vector=pointing(7)),
        )

    assert joined(pair("of Chad"))
    assert not joined(pair("of Peru"))


def test_within_an_article_its_own_reading_has_the_say():
    shelf = Shelf()
    named(shelf, *MINISTER)
    shelf.nominal("a", "minister", *MINISTER, vector=pointing(7))
    assert len(set(shelf.joined())) == 2


def test_a_thing_is_not_gathered_where_its_article_names_who_it_would_be():
    shelf = Shelf()
    named(shelf, *MINISTER)
    shelf.name("b", "Omar Haddad", "omar-haddad", *MINISTER, label="PERSON", vector=pointing(7))
    shelf.nominal("b", "minister", *MINISTER, vector=pointing(7))
    assert as_groups(shelf.joined()) == {frozenset({0, 1}), frozenset({2})}


def test_a_chain_with_a_name_in_it_is_the_named_one():
    shelf = Shelf()
    named(shelf, chain=4)
    shelf.nominal("a", "minister", chain=4, vector=pointing(40))
    shelf.mention("a", Form.PRONOUN, "he", chain=4, vector=pointing(50))
    assert shelf.joined() == ["entity/omar-haddad"] * 3


def test_two_names_stay_apart_whatever_they_mean():
    shelf = Shelf()
    named(shelf)
    shelf.name("b", "Omar Hadid", "omar-hadid", label="PERSON", vector=pointing(7))
    shelf.nominal("c", "minister", vector=pointing(7))
    found = shelf.joined()
    assert found[0] != found[1]


def story():
    shelf = Shelf()
    for article in "abc":
        shelf.noun(article, "talk", "nth 2" if article == "a" else "nth 3")
        shelf.verb(article, "capsize")
        named_here = shelf.name(article, "Port Ellis", "port-ellis", vector=pointing(30, 31))
        shelf.nominal(article, "town", chain=1, vector=pointing(30, 32))
        shelf.nominal(article, "ferry", "singular", "thing", governor=shelf.start(named_here), role="agent")
    return shelf


@given(st.permutations("abc"))
@settings(max_examples=6)
def test_the_order_of_articles_does_not_change_who_is_together(order):
    mentions = story().mentions
    turned = [mention for article in order for mention in mentions if mention.article == article]

    def places(given):
        found = join_mentions(given, lambda one, other: 1.0 if one == other else 0.5)
        return {
            frozenset((given[i].article, given[i].start, given[i].form) for i in group) for group in as_groups(found)
        }

    assert places(turned) == places(mentions)


def test_a_group_without_a_name_is_named_by_its_first_mention():
    shelf = story()
    alone = [mention for mention in shelf.mentions if mention.article == "a"]
    assert join_mentions(alone, lambda *_: 1.0)[1] == shelf.joined()[1]


def test_no_mentions_are_no_nodes():
    assert Shelf().joined() == []


def test_a_story_of_too_many_mentions_is_cut_by_date_and_names_stay_one(monkeypatch):
    shelf = Shelf()
    for article in "abc":
        shelf.noun(article, "talk")
        shelf.name(article, "Port Ellis", "port-ellis")
    assert len(set(shelf.joined())) == 2
    monkeypatch.setattr(mention_clusters, "MOST_MENTIONS", 4)
    found = shelf.joined()
    assert len(found) == len(shelf.mentions)
    assert found[0] == found[2] != found[4]
    assert {found[1], found[3], found[5]} == {"entity/port-ellis"}


def test_an_article_of_too_many_mentions_is_cut_too(monkeypatch):
    shelf = Shelf()
    for lemma in ("talk", "flood", "wedding", "strike", "parade"):
        shelf.noun("a", lemma)
    monkeypatch.setattr(mention_clusters, "MOST_MENTIONS", 2)
    assert len(shelf.joined()) == 5
