import shutil

import pytest

from kg import KnowledgeGraph
from kg.errors import GraphNotFound, ServiceFailed, WrongParameter
from kg.rdf.authorities import AUTHORITY_SAME_AS
from kg.rdf.decisions import describe_entity_links
from kg.reconcile import Client, Service, Status, forget_service, reconcile_graph
from kg.records import Decision
from kg.store import GraphStore
from tests.accounts import NORLAND, SUDRIA
from tests.reconcile.dialects import MANIFEST, Hand, candidates, serving_by_hand
from tests.whole import exported

SPACE = "http://authority.example/id/"


@pytest.fixture
def path(sample_graph_path, tmp_path):
    return shutil.copytree(sample_graph_path, tmp_path / "sample.kg")


@pytest.fixture
def hand():
    with serving_by_hand(Hand()) as serving:
        yield serving


def run(path, hand, **options):
    service = Service.connect(hand.url, Client(wait=lambda _: None, attempts=1))
    return reconcile_graph(path, service, **options)


def links(path):
    with GraphStore.open(path) as graph:
        quads = graph.store.quads_for_pattern(None, AUTHORITY_SAME_AS, None, None)
        return {(quad.subject.value.rsplit("/", 1)[1], quad.object.value) for quad in quads}


def dump(path):
    with GraphStore.open(path) as graph:
        return sorted(map(str, graph.quads()))


def test_what_is_clear_is_linked_what_is_not_is_kept_and_the_rest_is_unknown(path, hand):
    found = run(path, hand)
    by_label = {outcome.entity.label: outcome.verdict.status for outcome in found.outcomes}
    assert by_label["Norland"] is by_label["Ana Reyes"] is Status.LINKED
    assert by_label["Port Ellis"] is Status.UNDECIDED
    assert by_label["Norland Navy"] is Status.UNKNOWN
    assert links(path) == {
        (key, SPACE + identifier)
        for key, identifier in [("norland", "H1"), ("sudria", "H2"), ("ana-reyes", "H3"), ("tomas-berg", "H4")]
    }


def test_decisions_say_score_reasons_and_who(path, hand):
    run(path, hand)
    with GraphStore.open(path) as graph:
        rows = graph.query(
            "SELECT ?relation ?right { ?d kg:left ent:port-ellis ; kg:right ?right ; kg:relation ?relation ; "
            f'kg:score ?s ; kg:reason ?why ; kg:decidedBy "{hand.url}" FILTER(CONTAINS(?why, "same")) }}'
        )
        found = {(row["relation"].value, row["right"].value) for row in rows}
    assert found == {("candidate", f"{SPACE}H5"), ("candidate", f"{SPACE}H6")}


def test_nothing_else_in_the_graph_changes(path, hand):
    before = set(dump(path))
    run(path, hand)
    added = set(dump(path)) - before
    assert before <= set(dump(path))
    assert all("/graph/entities>" in quad or "/graph/decisions>" in quad for quad in added)


def test_a_second_run_asks_nothing_and_changes_nothing(path, hand):
    first = run(path, hand)
    state, n_batches = dump(path), len(hand.batches)
    second = run(path, hand)
    assert len(hand.batches) == n_batches
    assert (second.n_queries, second.n_cached) == (0, first.n_queries + first.n_cached)
    assert dump(path) == state


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(path):
    broken = Hand(
        manifest=MANIFEST | {"batchSize": 2}, trouble=lambda n, batch: (403, {}, b"enough") if n == 2 else None
    )
    with serving_by_hand(broken):
        with pytest.raises(ServiceFailed, match=r"403.*goes on from there"):
            run(path, broken)
        asked = list(broken.names)
        assert links(path) == set()
        run(path, broken)
    again = broken.names[len(asked) :]
    assert set(asked[:4]).isdisjoint(again)
    assert ("norland", f"{SPACE}H1") in links(path)


def test_asking_anew_takes_what_the_service_says_now(path, hand):
    run(path, hand)
    hand.answer = lambda query: []
    run(path, hand)
    assert links(path)
    run(path, hand, refresh=True)
    assert links(path) == set()


def test_a_dry_run_writes_no_links(path, hand):
    state = dump(path)
    assert run(path, hand, write=False).count(Status.LINKED) == 4
    assert dump(path) == state


def test_only_some_types_or_the_most_frequent_are_asked_for_and_other_links_stay(path, hand):
    run(path, hand)
    hand.batches.clear()
    hand.answer = lambda query: []
    run(path, hand, types=["PERSON"], refresh=True)
    assert set(hand.names) == {"Ana Reyes", "Tomas Berg"}
    assert {key for key, _ in links(path)} == {"norland", "sudria"}
    hand.batches.clear()
    assert len(run(path, hand, limit=1, refresh=True).outcomes) == 1


def test_links_outlive_resolving_anew_and_follow_it(path, hand):
    run(path, hand)
    before = links(path)
    same = Decision(left=NORLAND, right=SUDRIA, relation="same", score=0.9, reasons=("test",), decided_by="test")
    with GraphStore.create(path) as graph:
        graph.replace_links(describe_entity_links([same], identifiers=graph.identifiers))
    assert links(path) == before
    run(path, hand)
    assert {target for key, target in links(path) if key in ("norland", "sudria")} in ({f"{SPACE}H1"}, {f"{SPACE}H2"})


def test_every_member_of_a_cluster_is_linked(path, hand):
    same = Decision(left=NORLAND, right=SUDRIA, relation="same", score=0.9, reasons=("test",), decided_by="test")
    hand.answer = lambda query: [] if query["query"] == "Sudria" else candidates(query)
    with GraphStore.create(path) as graph:
        graph.replace_links(describe_entity_links([same], identifiers=graph.identifiers, choose=lambda cluster: SUDRIA))
    run(path, hand)
    assert {("norland", f"{SPACE}H1"), ("sudria", f"{SPACE}H1")} <= links(path)
    assert hand.names.index("Sudria") < hand.names.index("Norland")


def test_forgetting_a_service_leaves_the_graph_as_it_was(path, hand):
    state = dump(path)
    run(path, hand)
    assert forget_service(path, hand.url) == 4
    assert dump(path) == state
    hand.batches.clear()
    run(path, hand)
    assert hand.batches


def test_a_link_that_another_service_also_gives_stays(path, hand):
    with serving_by_hand(Hand()) as other:
        run(path, hand)
        run(path, other)
        forget_service(path, other.url)
    assert ("norland", f"{SPACE}H1") in links(path)


def test_a_name_that_the_service_cannot_answer_is_reported_and_asked_again(path):
    def trouble(n, batch):
        return (500, {}, b"") if any(query["query"] == "Sudria" for query in batch.values()) else None

    with serving_by_hand(Hand(trouble=trouble)) as hand:
        assert run(path, hand).unanswered == ("Sudria",)
        hand.trouble = lambda n, batch: None
        assert run(path, hand).n_queries == 1
    assert ("sudria", f"{SPACE}H2") in links(path)


def test_types_are_sent_where_the_service_offers_them_and_left_out_where_they_find_nothing(path):
    manifest = MANIFEST | {"defaultTypes": [{"id": "Q5", "name": "human"}]}
    answer = lambda query: [] if "type" in query else candidates(query)  # noqa: E731
    with serving_by_hand(Hand(manifest=manifest, answer=answer)) as hand:
        run(path, hand, types=["PERSON"])
    assert {query.get("type") for batch in hand.batches for query in batch.values()} == {"Q5", None}
    assert {key for key, _ in links(path)} == {"ana-reyes", "tomas-berg"}


def test_hints_send_what_stands_beside_an_entity(path, hand):
    run(path, hand, types=["PERSON"], hints={"context": "P9"})
    sent = {query["query"]: query.get("properties") for batch in hand.batches for query in batch.values()}
    assert sent["Ana Reyes"][0]["pid"] == "P9"
    assert "Norland" in sent["Ana Reyes"][0]["v"]


def test_misuse_is_said(path, hand, tmp_path):
    with pytest.raises(WrongParameter, match="colour"):
        run(path, hand, hints={"colour": "P1"})
    with pytest.raises(WrongParameter, match="PEOPLE"):
        run(path, hand, types=["PEOPLE"])
    with pytest.raises(GraphNotFound):
        run(tmp_path / "nowhere.kg", hand)
    with pytest.raises(GraphNotFound):
        forget_service(tmp_path / "nowhere.kg", hand.url)
    assert not (tmp_path / "nowhere.kg").exists()


def test_a_built_graph_keeps_its_articles_byte_for_byte(path, hand):
    def article_quads():
        with GraphStore.open(path) as graph:
            return sorted(str(quad) for quad in graph.quads() if "/article/" in str(quad.graph_name))

    before = article_quads()
    run(path, hand)
    assert before
    assert article_quads() == before


def test_exports_hold_the_links(path, hand):
    run(path, hand)
    line = b"<https://kg.example/entity/norland> <https://schema.org/sameAs> <http://authority.example/id/H1>"
    assert line in exported(KnowledgeGraph.open(path))
