from pyoxigraph import NamedNode

from kg.rdf import Identifiers, canonical_keys, describe_claim_links, describe_entity_links
from kg.rdf.decisions import clusters
from kg.rdf.vocabulary import KG
from kg.records import Decision
from tests.accounts import entity

IDENTIFIERS = Identifiers("https://kg.example/")
SHORT, FULL, INITIAL, OTHER = (entity(name, "PERSON") for name in ("Reyes", "Ana Reyes", "A Reyes", "Tomas Berg"))


def same(left, right, relation="same"):
    return Decision(left=left, right=right, relation=relation, score=0.9, reasons=("surname",), decided_by="names")


DECISIONS = (same(SHORT, FULL), same(INITIAL, SHORT), same(OTHER, FULL, "different"))


def test_clusters_are_what_the_decisions_join():
    assert [{member.key for member in cluster} for cluster in clusters(DECISIONS)] == [
        {"reyes", "ana-reyes", "a-reyes"}
    ]


def test_every_member_points_to_the_most_telling_name():
    quads = list(describe_entity_links(DECISIONS, identifiers=IDENTIFIERS))
    links = {
        quad.subject.value.rpartition("/")[2]: quad.object.value.rpartition("/")[2]
        for quad in quads
        if quad.predicate == NamedNode(str(KG.sameAs))
    }
    assert links == {"reyes": "ana-reyes", "a-reyes": "ana-reyes"}
    assert canonical_keys(DECISIONS) == {"reyes": "ana-reyes", "a-reyes": "ana-reyes", "ana-reyes": "ana-reyes"}


def test_the_order_of_decisions_does_not_matter():
    forwards = {str(quad) for quad in describe_entity_links(DECISIONS, identifiers=IDENTIFIERS)}
    backwards = {str(quad) for quad in describe_entity_links(DECISIONS[::-1], identifiers=IDENTIFIERS)}
    assert forwards == backwards


def test_equal_claims_point_to_one():
    quads = describe_claim_links({"aa": "bb", "bb": "bb"}, [("bb", "contradicts", "cc")], identifiers=IDENTIFIERS)
    found = [
        (quad.subject.value[-2:], quad.predicate.value.rpartition("#")[2], quad.object.value[-2:]) for quad in quads
    ]
    assert found == [("aa", "sameAs", "bb"), ("bb", "contradicts", "cc")]
