"""What is known of a story and of its events, from the places that tell of them."""

from dataclasses import replace

from kg.resolve.occurrences import MOST_PARTICIPANTS, find_occurrences, name_story
from tests.resolve.story_mentions import Shelf
from tests.resolve.test_claim_names import case


def told(*cases, build=None):
    shelf = Shelf()
    (build or (lambda shelf: (shelf.noun("a", "talk"), shelf.verb("b", "talk"))))(shelf)
    return list(find_occurrences("s1", shelf.mentions, ["event/1"] * len(shelf.mentions), cases))


def test_an_event_is_told_by_more_than_one_article():
    assert told(build=lambda shelf: (shelf.noun("a", "talk"), shelf.noun("a", "talk"))) == []
    (event,) = told()
    assert (event.key, event.story, event.label) == ("event/1", "s1", "talk")


def test_an_event_is_named_by_a_noun_rather_than_by_a_verb():
    (event,) = told(build=lambda shelf: (shelf.verb("a", "sink"), shelf.noun("b", "loss")))
    assert event.label == "loss"


def test_time_place_and_type_are_what_most_say():
    cases = [
        replace(case(f"x{number}", event="event/1"), time=time, event_type="CONSULT", place=place)
        for number, (time, place) in enumerate(
            [("2024-05", "entity/oslo"), ("2024-05", None), ("2024-06", "topic/hall")]
        )
    ]
    (event,) = told(*cases)
    assert (event.time, event.place, event.type) == ("2024-05", "entity/oslo", "CONSULT")
    assert event.assertions == ("x0", "x1", "x2")


def test_a_place_may_be_told_by_a_preposition_and_is_one_that_has_a_name():
    (event,) = told(
        case("x", event="event/1", arguments=(("in", "entity/oslo"), ("with", "entity/chad"), ("at", "topic/dawn")))
    )
    assert event.place == "entity/oslo"


def test_who_takes_part_are_the_entities_named_most():
    crowd = [case(f"x{n:02}", event="event/1", subject=f"entity/e{n}", object="entity/oslo") for n in range(9)]
    (event,) = told(*crowd)
    assert event.participants[0] == "entity/oslo"
    assert len(event.participants) == MOST_PARTICIPANTS
    assert not [one for one in event.participants if not one.startswith("entity/")]


def test_an_assertion_about_an_event_tells_of_it_too_and_counts_once():
    (event,) = told(case("x", subject="event/1"), case("y", event="event/1", object="event/1"), case("z"))
    assert event.assertions == ("x", "y")


def test_a_story_is_labelled_by_its_weightiest_words():
    story = name_story(
        "s1",
        [("a", None), ("b", "2024-03-12"), ("c", "2024-03-14")],
        [{"ferry": 0.5, "pier": 0.1}, {"ferry": 0.5, "storm": 0.3, "mayor": 0.2}, {"boat": 0.15}],
    )
    assert story.label == "ferry, storm, mayor, boat"
    assert (story.first, story.last) == ("2024-03-12", "2024-03-14")
    assert story.articles == ("a", "b", "c")


def test_a_story_without_dates_has_none():
    story = name_story("s1", [("a", None)], [{}])
    assert (story.first, story.last, story.label) == (None, None, "")
