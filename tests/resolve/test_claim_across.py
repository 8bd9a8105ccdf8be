from hypothesis import given
from hypothesis import strategies as st

from kg.records import ClaimLink, ClaimRelation
from kg.resolve.claim_across import join_across, link_across_stories

from .claim_cases import claim_case

LINE = "entity/omar-haddad | lead | entity/ana-reyes | in=topic/harbour-town-poll | n=48:percent"
OTHER = "entity/sudria | reject | topic/fishing-terms"


def case(line, key, story, published="2031-07-22"):
    return claim_case(line, key=key, article=f"of {key}", story=story, published=published)


def pairs(cases):
    return {tuple(sorted((link.left, link.right))) for link in link_across_stories(cases)}


def test_a_claim_that_runs_through_two_stories_is_found():
    assert pairs([case(LINE, "a", "one"), case(LINE, "b", "two"), case(OTHER, "c", "three")]) == {("a", "b")}


def test_claims_of_one_story_are_left_to_it():
    assert pairs([case(LINE, "a", "one"), case(LINE, "b", "one")]) == set()


def test_only_near_days_are_compared():
    days = ["2031-07-01", "2031-07-05", "2031-07-30"]
    cases = [case(LINE, key, key, day) for key, day in zip("abc", days, strict=True)]
    assert pairs(cases) == {("a", "b")}
    assert pairs([case(LINE, "x", "x", None), *cases]) == {("a", "b")}


def link(left, right, relation="same", score=0.9):
    return ClaimLink(
        left=left, right=right, relation=ClaimRelation(relation), score=score, reasons=("said so",), decided_by="test"
    )


def test_the_largest_cluster_names_what_joins():
    clusters = {"a": "k1", "b": "k2", "c": "k2"}
    assert join_across([link("a", "b")], clusters) == {"k1": "k2", "k2": "k2"}


def test_what_contradicts_does_not_join():
    clusters = {"a": "k1", "b": "k2", "c": "k3"}
    links = [link("a", "b"), link("b", "c", score=0.8), link("a", "c", "contradicts")]
    assert join_across(links, clusters) == {"k1": "k1", "k2": "k1"}


def test_a_chain_needs_half_of_the_smaller_group():
    clusters = {key: f"k{key}" for key in "abcdef"}
    chain = [link("a", "b"), link("b", "c"), link("d", "e"), link("e", "f"), link("c", "d", score=0.6)]
    found = join_across(chain, clusters)
    assert found["kc"] == "ka"
    assert found["kf"] == "kd"


@given(st.randoms(use_true_random=False))
def test_the_order_of_links_does_not_change_what_joins(random):
    clusters = {key: f"k{key}" for key in "abcdef"}
    links = [link("a", "b"), link("b", "c", score=0.7), link("d", "e"), link("c", "d", score=0.6), link("e", "f")]
    expected = join_across(links, clusters)
    random.shuffle(links)
    assert join_across(links, clusters) == expected
