import tomllib
from pathlib import Path

import pytest

from kg.records import ClaimRelation
from kg.resolve.claim_pairs import CLASHES, compare_claims, load_points

from .claim_cases import claim_case

CASES = tomllib.loads((Path(__file__).parent.parent / "cases/claim_relations.toml").read_text(encoding="utf-8"))["case"]


NAMES = [case["name"].replace(" ", "-") for case in CASES]
MARKED = [
    pytest.param(case, marks=[pytest.mark.xfail(reason=case["known"], strict=True)] if "known" in case else [])
    for case in CASES
]


def relation_of(left, right):
    link = compare_claims(left, right)
    return link.relation.value if link is not None else "none"


@pytest.mark.parametrize("case", MARKED, ids=NAMES)
def test_a_pair_relates_as_expected(case):
    found = relation_of(claim_case(case["left"]), claim_case(case["right"]))
    if case["relation"].startswith("not-"):
        assert found != case["relation"].removeprefix("not-")
    else:
        assert found == case["relation"]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_order_of_a_pair_does_not_matter(case):
    left, right = claim_case(case["left"]), claim_case(case["right"])
    one, other = compare_claims(left, right), compare_claims(right, left)
    if one is None or one.relation in (ClaimRelation.SAME, ClaimRelation.CONTRADICTS):
        assert (one and (one.relation, one.score)) == (other and (other.relation, other.score))
    else:
        assert one == other


def test_reasons_are_for_people():
    link = compare_claims(
        claim_case("entity/norland | launch | topic/drones | | past n=450:drones"),
        claim_case("entity/norland | fire | topic/drones | | past n=200:drones"),
    )
    assert link.relation is ClaimRelation.CONTRADICTS
    assert "450 drones against 200 drones" in link.reasons
    assert "both have Norland as subject" in link.reasons
    assert 0.5 <= link.score <= 1


def test_contraries_are_named():
    link = compare_claims(
        claim_case("entity/omar-haddad | accept | topic/offer | | past"),
        claim_case("entity/omar-haddad | reject | topic/offer | | past"),
    )
    assert link.reasons[0] == "“accept” and “reject” are contraries"


def test_the_points_speak_in_their_direction():
    same = load_points()["same"].by_feature
    assert all(same.get(name, 0) <= 0 for name in CLASHES)
    assert same["predicate"] > 0
