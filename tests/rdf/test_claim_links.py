"""How claims of several articles relate, as quads."""

from kg.lexicon.agencies import agency_by_key
from kg.rdf.claim_links import (
    describe_assertion_origins,
    describe_claim_relations,
    describe_same,
    describe_says,
)
from kg.records import ClaimLink, ClaimRelation, ClusterLink
from tests.rdf.plain import IDENTIFIERS, plain


def link(left, right, relation=ClaimRelation.SAME, of=ClaimLink):
    reasons = ("same predicate", "same object")
    return of(left=left, right=right, relation=relation, score=0.87654, reasons=reasons, decided_by="claims")


def related(relations, links, clusters):
    return plain(describe_claim_relations(relations, links, clusters, identifiers=IDENTIFIERS))


def test_each_assertion_says_a_claim():
    assert plain(describe_says({"x1": "c1", "x2": "c1"}, identifiers=IDENTIFIERS)) == [
        ("claims", "assertion/x1", "says", "claim/c1"),
        ("claims", "assertion/x2", "says", "claim/c1"),
    ]


def test_a_claim_is_the_same_as_another_and_not_as_itself_or_none():
    same = describe_same({"c3": "c1", "c1": "c1", "c2": None}, identifiers=IDENTIFIERS)
    assert plain(same) == [("claims", "claim/c3", "sameAs", "claim/c1")]


def test_a_relation_of_claims_has_a_decision_with_its_reasons():
    found = related([link("c1", "c2", ClaimRelation.CONTRADICTS, ClusterLink)], [], {})
    assert found[0] == ("claims", "claim/c1", "contradicts", "claim/c2")
    graphs, (decision,), _, _ = map(set, zip(*found[1:], strict=True))
    assert graphs == {"decisions"}
    assert {(predicate, target) for _, one, predicate, target in found[1:] if one == decision} == {
        ("type", "Decision"),
        ("left", "claim/c1"),
        ("right", "claim/c2"),
        ("relation", "contradicts"),
        ("score", "0.877"),
        ("decidedBy", "claims"),
        ("scope", "AcrossArticles"),
        ("reason", "same predicate"),
        ("reason", "same object"),
    }


def test_two_assertions_of_one_claim_have_a_decision_and_those_of_two_have_none():
    links = [link("x1", "x2"), link("x1", "x3"), link("x1", "x2", ClaimRelation.ENTAILS)]
    found = related([], links, {"x1": "c1", "x2": "c1", "x3": "c3"})
    assert {(predicate, target) for _, _, predicate, target in found if predicate in ("left", "right", "relation")} == {
        ("left", "assertion/x1"),
        ("right", "assertion/x2"),
        ("relation", "same"),
    }


def test_a_decision_is_named_by_what_it_decides():
    one, again = (related([], [link("x1", "x2")], {"x1": "c", "x2": "c"}) for _ in range(2))
    other = related([], [link("x1", "x3")], {"x1": "c", "x3": "c"})
    assert one == again
    assert one[0][1] != other[0][1]


def test_each_assertion_has_an_origin_and_each_agency_is_described_once():
    agency = agency_by_key()["reuters"]
    rows = [("x1", "o1", None), ("x2", "reuters", agency), ("x3", "reuters", agency)]
    found = plain(describe_assertion_origins(rows, identifiers=IDENTIFIERS))
    assert [row for row in found if row[2] == "origin"] == [
        ("claims", "assertion/x1", "origin", "origin/o1"),
        ("claims", "assertion/x2", "origin", "origin/reuters"),
        ("claims", "assertion/x3", "origin", "origin/reuters"),
    ]
    assert [row for row in found if row[2] == "label"] == [("sources", "origin/reuters", "label", "Reuters")]
