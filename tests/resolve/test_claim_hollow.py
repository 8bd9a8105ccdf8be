import pytest

from kg.records import ClaimCase
from kg.resolve.claim_clusters import cluster_claims
from kg.resolve.claim_hollow import is_hollow


def case(key, predicate, **fields):
    given = {"subject": "entity/ode", "object": None, "object_claim": None, "about": None, "arguments": ()}
    given |= {"outlet": "Post", "published": None, "story": "story", "passive": False, "claim": "c1"}
    return ClaimCase(key=key, article=key, predicate=predicate, **given | fields)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (case("a", "say"), True),
        (case("a", "make"), True),
        (case("a", "resign"), False),
        (case("a", "make", object="topic/bread"), False),
        (case("a", "say", object_claim="c2"), False),
        (case("a", "come", arguments=(("to", "entity/oslo"),)), False),
    ],
)
def test_what_says_too_little(one, expected):
    assert is_hollow(one) is expected


def test_equal_words_that_say_too_little_are_not_one_claim():
    says = cluster_claims([case("a", "say"), case("b", "say")], [])
    resigns = cluster_claims([case("a", "resign"), case("b", "resign")], [])
    assert says["a"] != says["b"]
    assert resigns["a"] == resigns["b"]
