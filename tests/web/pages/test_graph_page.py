"""The graph page and what its script asks for, over a real flat table of the small graph."""

import asyncio
import json
import re

import httpx
import pytest
from fastapi import FastAPI

from kg.flat import Choice, open_flat
from kg.link import link_graph
from kg.store import GraphStore
from kg.web.faults import add_faults
from kg.web.pages.graph import AROUND, graph_router
from kg.web.workbench import Workbench
from tests.conftest import RUN
from tests.linked import build_linked_accounts


@pytest.fixture(scope="module")
def flat(tmp_path_factory):
    path = tmp_path_factory.mktemp("graphs") / "linked.kg"
    with GraphStore.create(path) as graph:
        for account in build_linked_accounts():
            graph.add(account, run=RUN)
        link_graph(graph)
    with open_flat(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def get(flat):
    workbench = Workbench(flat.path, lambda: flat)
    app = FastAPI()
    app.include_router(graph_router(workbench))
    add_faults(app, workbench)

    def ask(address, **parameters):
        async def send():
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.get(address, params=parameters, headers={"Accept": "text/html"})

        return asyncio.run(send())

    return ask


def data_of(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_the_page_draws_the_claims_that_tie_two_things_and_lists_them(get, flat):
    page = get("/graph").text
    data, edges = data_of(page), flat.edges(Choice()).edges
    assert len(data["claims"]["source"]) == len(edges)
    assert sum(data["claims"]["count"]) == sum(edge.n_assertions for edge in edges)
    assert {name for edge in edges for name in (edge.source.label, edge.target.label)} == set(data["nodes"]["name"])
    for edge in edges:
        assert edge.claim.path in page


def test_it_draws_the_claims_of_a_choice_alone(get):
    every, some = data_of(get("/graph").text), data_of(get("/graph", outlet="western-wire").text)
    assert 0 < len(some["claims"]["source"]) < len(every["claims"]["source"])
    assert some["outlets"] == ["Western Wire"]


def test_an_outlet_has_the_same_colour_whatever_is_chosen(get):
    every, some = data_of(get("/graph").text), data_of(get("/graph", outlet="western-wire").text)
    hues = dict(zip(every["outlets"], every["hues"], strict=True))
    assert some["hues"] == [hues["Western Wire"]]


def test_it_says_how_many_are_drawn_and_offers_more(get, flat):
    page = get("/graph", limit="2").text
    assert len(data_of(page)["claims"]["source"]) == 2
    assert f"The 2 claims that most outlets tell are drawn, of {flat.edges(Choice()).total}" in page
    assert "/graph?limit=8" in page
    assert "limit=" not in get("/graph", limit="5000").text


def test_a_choice_of_nothing_says_what_to_do(get):
    answer = get("/graph", q="nothingofthatname")
    assert answer.status_code == 200
    assert "No claims match." in answer.text
    assert 'id="data"' not in answer.text


def test_the_sentences_of_a_claim_are_sent_when_they_are_asked_for(get, flat):
    edge = max(flat.edges(Choice()).edges, key=lambda edge: edge.n_assertions)
    found = get("/api/graph", told=edge.claim.key, denied="1" if edge.polarity == "negative" else "0").json()
    rows = [row for row in flat.rows(Choice()) if row.claim_key == edge.claim.key]
    assert sorted(set(found["told"]["assertions"]["sentence"]["values"])) == sorted({row.row.sentence for row in rows})
    assert set(found["told"]["assertions"]["address"]["values"]) == {row.path for row in rows}


def test_the_neighbours_of_a_node_carry_what_joins_them_to_what_is_drawn(get, flat):
    first = data_of(get("/graph", limit="1").text)
    key = first["nodes"]["key"][0]
    found = get("/api/graph", node=key).json()
    assert key in found["data"]["nodes"]["key"]
    assert set(first["claims"]["key"]) <= set(found["data"]["claims"]["key"])
    room, _, rest = key.partition("/")
    assert len(found["data"]["claims"]["key"]) == min(flat.neighbours(room, rest).total, AROUND)
    assert found["rest"] is False


@pytest.mark.parametrize(
    ("address", "parameters", "status"),
    [
        ("/graph", {"limit": "0"}, 400),
        ("/graph", {"limit": "9" * 5000}, 400),
        ("/graph", {"nonsense": "1"}, 400),
        ("/graph", {"since": "yesterday"}, 400),
        ("/api/graph", {}, 400),
        ("/api/graph", {"node": "claim/1"}, 400),
        ("/api/graph", {"node": "entity/nobody"}, 404),
        ("/api/graph", {"node": "entity/x", "times": "x"}, 400),
    ],
)
def test_wrong_requests_are_refused_in_a_sentence(get, address, parameters, status):
    answer = get(address, **parameters)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_script_and_style_are_served_from_here(get):
    script, style = get("/graph/picture.js"), get("/graph/picture.css")
    assert script.headers["content-type"].startswith("text/javascript")
    assert "Alexis Jacomy" in script.text
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script.text)
    assert style.headers["content-type"].startswith("text/css")
