"""Days, numbers and countries that one event cannot have at once."""

import pytest

from kg.resolve.event_order import clash, clashing_events, is_compatible, parts_of
from kg.resolve.mention_nodes import event_nodes
from tests.resolve.story_mentions import Shelf


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("2024-05-16", "2024-05-16", True),
        ("2024-05-16", "2024-05-17", False),
        ("2024-05", "2024-05-16", True),
        ("2024-05", "2024-06-01", False),
        ("2024", "2024-12-31", True),
        ("2024-05-14/2024-05-17", "2024-05-16", True),
        ("2024-05-14/2024-05-15", "2024-05-16", False),
        ("2024-05/2024-06", "2024-06-30", True),
        ("2024-05-16T18:00", "2024-05-16", True),
    ],
)
def test_days_months_and_intervals_may_mean_one_day(left, right, one):
    assert is_compatible(left, right) is is_compatible(right, left) is one


@pytest.mark.parametrize(
    ("left", "right", "clashes"),
    [
        ({"nth 2"}, {"nth 3"}, True),
        ({"nth 2"}, {"plural"}, False),
        ({"of Chad"}, {"of Peru"}, True),
        ({"of Chad", "of Peru"}, {"of Peru"}, False),
        ({"on 2024-05-16", "on 2024-05-18"}, {"on 2024-05-18"}, False),
        ({"on 2024-05-16"}, {"on 2024-05-18"}, True),
        ({"on 2024-05-16"}, {"nth 2"}, False),
    ],
)
def test_traits_clash_where_nothing_is_in_common(left, right, clashes):
    assert clash(frozenset(left), frozenset(right)) is clash(frozenset(right), frozenset(left)) is clashes


def test_earlier_events_are_none_of_those_spoken_of_as_such():
    shelf = Shelf()
    earlier, plain, verb = shelf.noun("a", "talk", "earlier"), shelf.noun("b", "talk"), shelf.verb("b", "talk")
    apart = set(clashing_events(event_nodes(shelf.mentions)))
    assert (earlier, plain) in apart
    assert not any(verb in pair for pair in apart)


def parts(lemma, role):
    shelf = Shelf()
    whole = shelf.noun("a", lemma)
    shelf.noun("a", "talk", governor=shelf.start(whole), role=role)
    shelf.noun("b", "talk", governor=shelf.start(whole), role=role)
    return list(parts_of(event_nodes(shelf.mentions), shelf.mentions))


def test_a_round_of_talks_is_found_within_its_article():
    assert parts("round", "of") == [(0, 1)]
    assert parts("round", "in") == parts("death", "of") == []
