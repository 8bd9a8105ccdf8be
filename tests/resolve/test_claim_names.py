"""Keys of claims over stories; cases by hand."""

from kg.records import ClaimCase
from kg.resolve.claim_names import ClaimNames, state_claims


def case(key, claim="c1", predicate="arrest", time=None, **fields):
    given = {"subject": "entity/police", "object": "topic/man", "object_claim": None, "about": None, "arguments": ()}
    given |= {"outlet": "Post", "published": None, "story": None, "passive": False}
    return ClaimCase(key=key, article="a", claim=claim, predicate=predicate, time=time, **given | fields)


def own(*cases):
    """Each assertion's claim is the one whose words it has."""
    return {one.key: one.claim for one in cases}


def settle(names, story, *cases, clusters=None):
    return names.settle(story, state_claims(cases, clusters or own(*cases)))


def test_the_same_happening_in_two_stories_is_two_claims_and_the_first_keeps_the_key():
    names = ClaimNames()
    first = settle(names, "s1", case("x"), case("y"))
    second = settle(names, "s2", case("z"))
    assert first == {"x": "c1", "y": "c1"}
    assert second["z"] != "c1"
    assert names.minted() == [(second["z"], "c1")]
    assert names.canonical == {"c1": None}


def test_each_further_story_has_a_claim_of_its_own():
    names = ClaimNames()
    found = [settle(names, story, case(story))[story] for story in ("s1", "s2", "s3")]
    assert len(set(found)) == 3
    assert [key for key, _ in names.minted()] == sorted(found[1:])


def test_a_state_is_one_claim_wherever_it_is_told():
    names = ClaimNames()
    for story in ("s1", "s2"):
        assert settle(names, story, case(story, predicate="be"))[story] == "c1"
    assert names.minted() == []
    assert names.canonical == {"c1": "c1"}


def test_a_state_of_a_day_is_told_of_that_day():
    names = ClaimNames()
    settle(names, "s1", case("x", predicate="be", time="2024-03-12"))
    assert settle(names, "s2", case("y", predicate="be", time="2024-04-12"))["y"] != "c1"


def test_a_claim_that_was_joined_to_another_is_known_by_that_one():
    names = ClaimNames()
    cases = case("x", claim="c1"), case("y", claim="c2")
    assert settle(names, "s1", *cases, clusters={"x": "c1", "y": "c1"}) == {"x": "c1", "y": "c1"}
    assert names.canonical == {"c1": "c1", "c2": "c1"}
    assert names.minted() == []


def test_words_of_several_claims_are_the_same_as_none():
    names = ClaimNames()
    cases = case("x", claim="c1"), case("y", claim="c2"), case("z", claim="c2")
    settle(names, "s1", *cases, clusters={"x": "c1", "y": "c1", "z": "c2"})
    assert names.canonical["c2"] is None


def test_a_story_that_is_settled_the_same_way_has_the_same_keys():
    first, again = ClaimNames(), ClaimNames()
    for names in (first, again):
        settle(names, "s1", case("x"))
        settle(names, "s2", case("y"))
    assert first.minted() == again.minted()
