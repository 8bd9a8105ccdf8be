"""The service over the entities of the sample graph, asked as OpenRefine asks, by HTTP."""

import json
import shutil
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from jsonschema import validate

from kg.reconcile import Client, Service, Status, reconcile_graph
from kg.web.app import create_app
from tests.web import schemas
from tests.web.serving import serving


@pytest.fixture(scope="module")
def address(sample_graph_path):
    with serving(create_app(sample_graph_path)) as found:
        yield f"{found}/reconcile"


def read(url, *, form=None, headers=None):
    body = urlencode(form).encode() if form is not None else None
    with urlopen(Request(url, data=body, headers=headers or {}), timeout=20) as answer:
        return json.load(answer) if "json" in answer.headers["Content-Type"] else answer.read().decode()


def ask(address, **query):
    answer = read(address, form={"queries": json.dumps({"q0": query})})
    validate(answer, schemas.RESULTS)
    return answer["q0"]["result"]


def test_the_manifest_is_what_the_specification_wants(address):
    manifest = read(address)
    validate(manifest, schemas.MANIFEST)
    assert manifest["identifierSpace"] == "https://kg.example/entity/"


def test_an_equal_name_is_certain_and_first(address):
    [best, *_] = ask(address, query="ana reyes")
    assert (best["id"], best["score"], best["match"]) == ("ana-reyes", 100, True)
    assert best["type"] == [{"id": "PERSON", "name": "Person"}]


def test_a_misspelt_name_is_found_but_not_certain(address):
    [best, *_] = ask(address, query="Ana Reyess")
    assert best["id"] == "ana-reyes"
    assert not best["match"]


def test_a_batch_may_come_by_get_and_each_query_has_its_answer(address):
    batch = {"a": {"query": "Norland", "limit": 1}, "b": {"query": "Nobody at all"}}
    answer = read(f"{address}?{urlencode({'queries': json.dumps(batch)})}")
    validate(answer, schemas.RESULTS)
    assert [one["id"] for one in answer["a"]["result"]] == ["norland"]
    assert answer["b"]["result"] == []


@pytest.mark.parametrize("kind", ["ORG", ["ORG", "FAC"]])
def test_types_restrict(address, kind):
    assert {one["id"] for one in ask(address, query="Norland", type=kind)} == {"norland-navy"}


def test_an_unknown_type_does_not(address):
    assert ask(address, query="Norland", type="Q5")[0]["id"] == "norland"


def test_an_identifier_finds_its_entity(address):
    assert ask(address, query="port-ellis")[0]["match"]


def test_properties_tell_apart(address):
    with_outlet = ask(address, query="Norland", properties=[{"pid": "outlet", "v": "Coast Courier"}])
    without = ask(address, query="Norland", properties=[{"pid": "outlet", "v": ["Nowhere News"]}])
    assert with_outlet[0]["score"] >= without[0]["score"]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"queries": "{broken"}, 400),
        ({"queries": "[]"}, 400),
        ({"queries": '{"q0": {}}'}, 400),
        ({"queries": '{"q0": "Norland"}'}, 400),
        ({"extend": '{"ids": 3}'}, 400),
        ({"other": "x"}, 400),
        ({"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(501)})}, 413),
    ],
)
def test_what_cannot_be_answered_is_a_client_error(address, form, status):
    with pytest.raises(HTTPError) as refused:
        read(address, form=form)
    assert refused.value.code == status
    refused.value.close()


def test_entities_types_and_properties_are_suggested(address):
    manifest = read(address)
    for kind, prefix, expected in [
        ("entity", "nor", {"norland", "norhaven", "norland-navy"}),
        ("entity", "navy nor", {"norland-navy"}),
        ("type", "per", {"PERSON"}),
        ("property", "first", {"first-seen"}),
    ]:
        where = manifest["suggest"][kind]
        answer = read(f"{where['service_url']}{where['service_path']}?{urlencode({'prefix': prefix})}")
        validate(answer, schemas.SUGGESTIONS)
        assert {one["id"] for one in answer["result"]} == expected


def test_suggestions_go_on_at_the_cursor(address):
    first = read(f"{address}/suggest/entity?prefix=nor")["result"]
    assert read(f"{address}/suggest/entity?prefix=nor&cursor=1")["result"] == first[1:]


def test_tables_are_extended(address):
    where = read(address)["extend"]["propose_properties"]
    offered = read(f"{where['service_url']}{where['service_path']}?type=PERSON&limit=50")["properties"]
    wanted = {"ids": ["ana-reyes", "nobody"], "properties": [{"id": one["id"]} for one in offered]}
    answer = read(address, form={"extend": json.dumps(wanted)})
    validate(answer, schemas.EXTENSION)
    row = answer["rows"]["ana-reyes"]
    assert row["first-seen"] == [{"date": "2025-03-03T00:00:00Z"}]
    assert row["type"] == [{"id": "PERSON", "name": "Person"}]
    assert row["outlet"][0] == {"str": "Coast Courier"}
    assert row["articles"][0]["int"] >= 1
    assert not any(answer["rows"]["nobody"].values())


def test_previews_are_small_pages(address):
    template = read(address)["preview"]["url"]
    page = read(template.replace("{{id}}", "ana-reyes"))
    assert "Ana Reyes" in page
    with pytest.raises(HTTPError) as missing:
        read(template.replace("{{id}}", "%3Cscript%3E"))
    assert missing.value.code == 404
    missing.value.close()


def test_pages_of_other_origins_get_no_leave_and_other_hosts_no_answer(address):
    for headers, status in (({"Origin": "https://page.example"}, 403), ({"Host": "rebound.example"}, 400)):
        with pytest.raises(HTTPError) as refused:
            read(address, headers=headers)
        assert refused.value.code == status
        assert refused.value.headers["Access-Control-Allow-Origin"] is None
        refused.value.close()


def test_an_origin_may_be_let_in(sample_graph_path):
    with serving(create_app(sample_graph_path, origins=["https://page.example"])) as found:
        request = Request(f"{found}/reconcile", headers={"Origin": "https://page.example"})
        with urlopen(request, timeout=20) as answer:
            assert answer.headers["Access-Control-Allow-Origin"] == "https://page.example"


def test_one_graph_is_reconciled_with_another(sample_graph_path, tmp_path, address):
    path = shutil.copytree(sample_graph_path, tmp_path / "copy.kg")
    found = reconcile_graph(path, Service.connect(address, Client()))
    linked = {
        outcome.entity.iri: found.iri_by_id[outcome.verdict.judged[0].candidate.id]
        for outcome in found.outcomes
        if outcome.verdict.status is Status.LINKED
    }
    assert linked
    assert all(ours == theirs for ours, theirs in linked.items())
    assert len(linked) == len(found.outcomes)
