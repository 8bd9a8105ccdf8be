from hypothesis import given
from hypothesis import strategies as st

from kg.records import ClaimLink, ClaimRelation
from kg.resolve.claim_clusters import cluster_claims, relate_clusters

from .claim_cases import claim_case

LINE = "entity/norland | demand | topic/four-islands"


def case(key, claim, **fields):
    return claim_case(LINE, **({"key": key, "claim": claim, "article": key, "text": claim} | fields))


def link(left, right, relation="same", score=0.9):
    return ClaimLink(
        left=left, right=right, relation=ClaimRelation(relation), score=score, reasons=("said so",), decided_by="test"
    )


def clusters(named):
    groups = {}
    for assertion, cluster in named.items():
        groups.setdefault(cluster, set()).add(assertion)
    return sorted(map(sorted, groups.values()))


def test_what_is_the_same_is_one_cluster_named_after_the_claim_in_most_articles():
    cases = [case("a", "k1"), case("b", "k2"), case("c", "k2"), case("d", "k3")]
    assert cluster_claims(cases, [link("a", "b"), link("a", "c")]) == {"a": "k2", "b": "k2", "c": "k2", "d": "k3"}


def test_a_chain_does_not_run_over_a_contradiction():
    cases = [case(key, f"k{key}") for key in "abc"]
    links = [link("a", "b", score=0.9), link("b", "c", score=0.8), link("a", "c", "contradicts")]
    assert clusters(cluster_claims(cases, links)) == [["a", "b"], ["c"]]


def test_one_weak_link_joins_no_large_clusters():
    cases = [case(key, f"k{key}") for key in "abcdef"]
    strong = [link(one, other) for group in ("abc", "def") for one in group for other in group if one < other]
    assert clusters(cluster_claims(cases, [*strong, link("c", "d", score=0.6)])) == [["a", "b", "c"], ["d", "e", "f"]]


def test_people_win():
    cases = [case(key, f"k{key}") for key in "abc"]
    links = [link("a", "b", score=1.0), link("b", "c", "contradicts")]
    found = cluster_claims(cases, links, together=[("c", "b")], apart=[("b", "a")])
    assert clusters(found) == [["a"], ["b", "c"]]


def test_the_same_words_in_another_story_are_another_claim():
    cases = [case("a", "k"), case("b", "k"), case("c", "k", story="other")]
    found = cluster_claims(cases, [])
    assert found["a"] == found["b"] == "k"
    assert found["c"] not in ("k", "c")
    assert found == cluster_claims(list(reversed(cases)), [])


def test_a_state_is_one_claim_in_all_stories():
    line = "entity/ana-reyes | be | topic/mayor"
    cases = [claim_case(line, key="a", claim="k"), claim_case(line, key="b", claim="k", story="other")]
    assert cluster_claims(cases, []) == {"a": "k", "b": "k"}


def test_relations_are_lifted_to_clusters():
    cases = [case(key, f"k{key}") for key in "abc"]
    links = [link("a", "b"), link("b", "c", "contradicts", 0.7), link("a", "c", "contradicts", 0.8)]
    found = relate_clusters(links, cluster_claims(cases, links))
    assert [(one.left, one.right, one.relation.value, one.score) for one in found] == [("ka", "kc", "contradicts", 0.8)]


KEYS = st.sampled_from("abcdefgh")
LINKS = st.lists(
    st.builds(
        link,
        KEYS,
        KEYS,
        st.sampled_from(["same", "same", "contradicts"]),
        st.integers(40, 100).map(lambda percent: percent / 100),
    ).filter(lambda one: one.left < one.right),
    max_size=14,
    unique_by=lambda one: (one.left, one.right),
)


@given(LINKS, st.randoms(use_true_random=False))
def test_the_order_does_not_change_the_clusters(links, random):
    cases = [case(key, f"k{key}") for key in "abcdefgh"]
    expected = cluster_claims(cases, links)
    random.shuffle(cases)
    random.shuffle(links)
    assert cluster_claims(cases, links) == expected


@given(LINKS)
def test_what_contradicts_is_never_one_claim(links):
    found = cluster_claims([case(key, f"k{key}") for key in "abcdefgh"], links)
    for one in links:
        if one.relation is ClaimRelation.CONTRADICTS:
            assert found[one.left] != found[one.right]
