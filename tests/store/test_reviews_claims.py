from datetime import UTC, datetime

import pytest
from pyoxigraph import Quad

from kg.rdf.vocabulary import KG, node
from kg.records.reviews import Joining, JoiningKind, JoiningRelation
from kg.reviews import Reviews
from kg.store import GraphStore
from kg.store.reviews import add_reviews
from kg.store.reviews_claims import claim_constraints, stand_in
from tests.accounts import DEMANDS, FAIL, HOST, build_sample_accounts

AT = datetime(2025, 3, 6, 8, 0, tzinfo=UTC)
SAME, DIFFERENT = JoiningRelation.SAME, JoiningRelation.DIFFERENT
CLUSTER = "00000000c1057e40"


def asserting(claim):
    return sorted(
        found.key for account in build_sample_accounts() for found in account.assertions if found.claim == claim
    )


def joining(left, right, relation, kind=JoiningKind.CLAIM):
    return Joining(kind=kind, left=left, right=right, relation=relation, by="Mia", at=AT)


def say(graph, assertion, claim):
    room = graph.identifiers.room
    claims = graph.identifiers.graph("claims")
    graph.store.add(Quad(room("assertion", assertion), node(KG.says), room("claim", claim), claims))
    graph.store.add(
        Quad(room("claim", claim), node("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), node(KG.Claim), claims)
    )


@pytest.fixture
def graph(tmp_path, sample_accounts, sample_run):
    store = GraphStore.create(tmp_path / "claims.kg")
    for account in sample_accounts:
        store.add(account, run=sample_run)
    store.flush()
    yield store
    if hasattr(store, "store"):  # a test may have closed it
        store.close()


def test_one_pair_joins_claims_and_every_pair_parts_them(graph):
    hosts, demands = asserting(HOST), asserting(DEMANDS)
    assert (len(hosts), len(demands)) == (2, 2)
    add_reviews(graph, [joining(HOST.key, DEMANDS.key, SAME)])
    assert claim_constraints(graph).same == (tuple(sorted((hosts[0], demands[0]))),)
    add_reviews(graph, [joining(HOST.key, DEMANDS.key, DIFFERENT)])
    found = claim_constraints(graph)
    assert found.same == ()
    assert found.different == tuple(sorted(tuple(sorted((host, demand))) for host in hosts for demand in demands))


def test_two_assertions_of_one_claim_can_be_parted(graph):
    add_reviews(graph, [joining(*asserting(HOST), DIFFERENT, kind=JoiningKind.ASSERTION)])
    assert claim_constraints(graph).different == (tuple(asserting(HOST)),)


def test_what_is_not_in_the_graph_binds_nothing(graph):
    gone = [joining("0000", asserting(HOST)[0], SAME, kind=JoiningKind.ASSERTION), joining("0000", HOST.key, DIFFERENT)]
    add_reviews(graph, [*gone, joining("norland", "sudria", SAME, kind=JoiningKind.ENTITY)])
    assert claim_constraints(graph).same == claim_constraints(graph).different == ()


def test_a_claim_is_known_by_its_key_unless_its_words_are_held_to_say_several_things(graph):
    first, second = asserting(HOST)
    assert stand_in(graph, HOST.key) is None
    say(graph, first, HOST.key)
    assert stand_in(graph, HOST.key) is None
    say(graph, second, CLUSTER)
    assert stand_in(graph, HOST.key) == first
    assert stand_in(graph, CLUSTER) == second
    assert stand_in(graph, "0000") is None


def test_a_cluster_s_key_is_kept_by_an_assertion_and_outlasts_the_cluster(graph):
    first, second = asserting(HOST)
    say(graph, first, HOST.key)
    say(graph, second, CLUSTER)
    graph.store.flush()
    path = graph.path
    graph.close()
    made = Reviews(path).join(f"clm:{CLUSTER}", f"clm:{FAIL.key}", "same", by="Mia", link=False)
    assert (made.kind, {made.left, made.right}) == (JoiningKind.ASSERTION, {second, *asserting(FAIL)})
    with GraphStore.create(path) as again:
        again.replace_links([])
        assert claim_constraints(again).same == (made.pair,)
