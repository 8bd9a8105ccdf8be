import json

import pytest

from kg.errors import ServiceFailed
from kg.reconcile.http import Client
from kg.reconcile.service import Manifest, Query, Service, parse_candidates
from tests.reconcile.dialects import MANIFEST, Hand, candidates, serving_by_hand


def connect(hand, **options):
    return Service.connect(hand.url, Client(wait=lambda _: None, **options))


def ask(service, *names):
    return {query.name: answer for query, answer in service.ask([Query(name=name) for name in names])}


@pytest.mark.parametrize(
    ("fields", "identifier", "iri"),
    [
        ({}, "H1", "http://authority.example/id/H1"),
        ({}, "https://other.example/x/1", "https://other.example/x/1"),
        ({"identifierSpace": "http://authority.example/id"}, "H1", "http://authority.example/id/H1"),
        ({"identifierSpace": "http://authority.example/#"}, "H 1", "http://authority.example/#H%201"),
        ({"identifierSpace": "", "view": {"url": "http://v.example/{{id}}"}}, "a/b", "http://v.example/a%2Fb"),
        ({"identifierSpace": ""}, "H1", "http://service.example/api/H1"),
    ],
)
def test_an_identifier_becomes_an_iri(fields, identifier, iri):
    assert Manifest.parse("http://service.example/api", MANIFEST | fields).iri(identifier) == iri


@pytest.mark.parametrize("data", [[], "hello", {"error": "no"}, None])
def test_what_is_no_manifest_is_said_to_be_none(data):
    with pytest.raises(ServiceFailed, match="no reconciliation service"):
        Manifest.parse("http://service.example/", data)


def test_a_service_without_versions_speaks_the_first_one():
    assert Manifest.parse("http://service.example/", {"name": "old"}).name == "old"


def test_a_service_of_another_version_is_refused_with_its_version():
    with pytest.raises(ServiceFailed, match=r"1\.0"):
        Manifest.parse("http://service.example/", MANIFEST | {"versions": ["1.0"]})


def test_a_batch_is_no_larger_than_the_service_wants():
    with serving_by_hand(Hand(manifest=MANIFEST | {"batchSize": 2})) as hand:
        answers = ask(connect(hand), "Norland", "Sudria", "Nowhere")
    assert [len(batch) for batch in hand.batches] == [2, 1]
    assert [answer[0]["id"] for answer in answers.values() if answer] == ["H1", "H2"]
    assert answers["Nowhere"] == []


def test_a_service_that_takes_no_forms_is_asked_by_get():
    with serving_by_hand(Hand(only_get=True)) as hand:
        answers = ask(connect(hand), *[f"Norland {n}" for n in range(40)], "Norland")
    assert set(hand.methods) == {"GET"}
    assert answers["Norland"][0]["id"] == "H1"


def test_one_query_that_breaks_the_service_does_not_take_the_others_along():
    def trouble(n, batch):
        return (500, {}, b"boom") if any(query["query"] == "Sudria" for query in batch.values()) else None

    with serving_by_hand(Hand(trouble=trouble)) as hand:
        answers = ask(connect(hand), "Norland", "Sudria", "Ana Reyes", "Tomas Berg")
    assert answers["Sudria"] is None
    assert [answers[name][0]["id"] for name in ("Norland", "Ana Reyes", "Tomas Berg")] == ["H1", "H3", "H4"]


def test_a_service_that_breaks_on_everything_ends_the_run():
    with serving_by_hand(Hand(trouble=lambda n, batch: (500, {}, b""))) as hand, pytest.raises(ServiceFailed):
        ask(connect(hand, attempts=1), *[f"name {n}" for n in range(30)])
    assert len(hand.batches) < 20


def test_a_missing_answer_is_no_empty_one():
    with serving_by_hand(Hand(trouble=lambda n, batch: (200, {}, b'{"q0": {"result": []}}'))) as hand:
        assert ask(connect(hand), "Norland", "Sudria") == {"Norland": [], "Sudria": None}


def test_candidates_of_many_dialects_are_read():
    given = [
        {"id": 17, "name": ["Norland", "Nordland"], "score": "98.5", "match": "true", "type": "country"},
        {"id": "H2", "name": {"value": "Sudria", "lang": "en"}, "type": {"id": "c", "name": "country"}},
        {"id": "H2", "name": "again"},
        {"id": "H3", "score": float("nan"), "type": ["a", {"id": "b"}, 4, None]},
        {"id": "", "name": "nameless"},
        {"name": "without identifier"},
        "text",
        None,
    ]
    found = parse_candidates(given)
    assert [(one.id, one.name, one.score, one.match, one.types) for one in found] == [
        ("17", "Norland", 98.5, True, (("country", "country"),)),
        ("H2", "Sudria", 0.0, False, (("c", "country"),)),
        ("H3", "H3", 0.0, False, (("a", "a"), ("b", "b"))),
    ]


def test_a_query_is_as_the_api_has_it():
    query = Query(name="Ana Reyes", type="Q5", properties=(("P27", ("Norland",)),))
    expected = {"query": "Ana Reyes", "limit": 8, "type": "Q5", "properties": [{"pid": "P27", "v": ["Norland"]}]}
    assert query.as_json() == expected == json.loads(query.key)


def test_identifiers_may_be_iris():
    hand = Hand(answer=lambda query: candidates(query, make_id=lambda key: f"http://authority.example/id/{key}"))
    with serving_by_hand(hand):
        service = connect(hand)
        [(_, answer)] = service.ask([Query(name="Norland")])
    assert service.manifest.iri(parse_candidates(answer)[0].id) == "http://authority.example/id/H1"
