import pytest
from pyoxigraph import BlankNode, NamedNode

from kg.rdf import describe, serialise
from kg.rdf.describe import CONTEXT
from kg.rdf.vocabulary import KG, REL
from tests.accounts import COURIER, DISPATCH, HERALD, INDEPENDENT

BASE = "https://kg.example/"


def plain_triples(quads, article):
    return {
        tuple(part.rpartition("/")[2] for part in (quad.subject.value, quad.predicate.value, quad.object.value))
        for quad in quads
        if quad.graph_name.value == f"{BASE}article/{article.key}" and quad.predicate.value.startswith(str(REL))
    }


@pytest.fixture
def quads(sample_accounts, sample_run):
    return [quad for account in sample_accounts for quad in describe(account, run=sample_run)]


def test_only_what_is_stated_has_a_plain_triple(quads):
    assert plain_triples(quads, COURIER) == {
        ("ana-reyes", "announce", "peace-talks"),
        ("two-countries", "hold", "peace-talks"),
        ("norland", "demand", "four-islands"),
        ("norland-navy", "launch", "drones"),
        ("sudria", "reject", "demand"),
    }
    assert plain_triples(quads, HERALD) == {
        ("port-ellis", "host", "peace-talks"),
        ("norland", "demand", "four-islands"),
    }
    assert plain_triples(quads, INDEPENDENT) == {
        ("norland-navy", "launch", "drones"),
        ("peace-talks", "be-held-in", "port-ellis"),
    }
    assert plain_triples(quads, DISPATCH) == {
        ("port-ellis", "host", "peace-talks"),
        ("norhaven", "want", "peace-talks"),
    }


def test_there_are_no_blank_nodes(quads):
    assert not any(isinstance(term, BlankNode) for quad in quads for term in quad)


def test_the_base_moves_the_data_but_not_the_vocabulary(sample_accounts, sample_run):
    quads = list(describe(sample_accounts[0], run=sample_run, base="https://news.example/g/"))
    subjects = {quad.subject.value for quad in quads}
    assert all(subject.startswith("https://news.example/g/") for subject in subjects)
    relations = {quad.predicate.value for quad in quads}
    assert str(REL.demand) in relations
    assert str(KG.claim) in relations


def test_describing_twice_is_the_same_bytes(sample_accounts, sample_run):
    for account in sample_accounts:
        assert serialise(describe(account, run=sample_run)) == serialise(describe(account, run=sample_run))


def test_each_quad_is_described_once(sample_accounts, sample_run):
    for account in sample_accounts:
        quads = [str(quad) for quad in describe(account, run=sample_run)]
        assert len(quads) == len(set(quads))


def test_a_quote_has_the_text_around_it(quads):
    prefixes = [quad.object.value for quad in quads if quad.predicate.value.endswith("#prefix")]
    assert "" in prefixes
    assert max(map(len, prefixes)) == CONTEXT


def test_what_acts_for_another_is_linked_and_not_merged(quads):
    links = [quad for quad in quads if quad.predicate == NamedNode(str(KG.actsFor))]
    assert [(link.subject.value, link.object.value) for link in links] == [
        (f"{BASE}entity/norhaven", f"{BASE}entity/norland")
    ]
    assert not [quad for quad in quads if quad.predicate == NamedNode(str(KG.sameAs))]
