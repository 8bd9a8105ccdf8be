"""The whole application over a small graph: what a browser and a program get, also where something is wrong."""

import http.client
import json
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI, Request

from kg.errors import GraphLocked, NotInGraph
from kg.store import GraphStore
from kg.web.app import Serving, create_app
from kg.web.engine import Limits
from kg.web.faults import add_faults
from kg.web.guards import POLICY
from kg.web.workbench import Workbench
from tests.web.protocol.standin import ask
from tests.web.serving import serving

PEOPLE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TOKEN = "a-token-of-some-length"


@pytest.fixture(scope="module")
def address(sample_graph_path):
    with serving(create_app(sample_graph_path, serving=Serving(limits=Limits(seconds=5.0)))) as found:
        yield found


def send(address, method, path, headers=None, body=None):
    """Send a request exactly as it is written."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


@pytest.mark.parametrize("path", ["/", "/claims", "/matrix", "/graph", "/ask", "/review"])
def test_every_page_answers_get_and_head_under_the_policy(address, path):
    page, content = send(address, "GET", path, PEOPLE)
    assert page.status == 200
    assert content.startswith(b"<!doctype html>")
    assert page.headers["content-security-policy"] == POLICY
    assert page.headers["server"] is None
    head, nothing = send(address, "HEAD", path, PEOPLE)
    assert (head.status, nothing) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/..%5c..%5capp.py",
        "/static/%00",
        "/static/workbench.css%00.js",
        "/static//etc/passwd",
        "/static/" + "a" * 5_000,
        "/static/" + "../" * 500 + "etc/passwd",
        "/static/%ff%fe",
        "/static/~root",
        "/static",
        "/static/",
    ],
)
def test_no_address_leaves_the_folder_of_files(address, path):
    answer, content = send(address, "GET", path)
    assert answer.status in (307, 400, 404, 405)
    assert b"import" not in content
    assert b"root:" not in content


def test_files_are_sent_with_their_type(address):
    answer, _ = send(address, "GET", "/static/workbench.css")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/css; charset=utf-8")


@pytest.mark.parametrize("path", ["/nowhere", "/claims/nowhere", "/%3Cscript%3Ealert(1)%3C/script%3E"])
def test_people_and_programs_are_told_what_is_not_there(address, path):
    page, content = send(address, "GET", path, PEOPLE)
    assert page.status == 404
    assert b"Nothing is at this address" in content
    assert b"<script>alert" not in content
    told, content = send(address, "GET", path)
    assert (told.status, told.headers["content-type"]) == (404, "application/problem+json")
    assert b'"status": 404' in content


def test_sparql_runs_in_the_pool(address):
    answer, content = send(address, "GET", "/sparql?query=ASK%20%7B%20?c%20a%20kg:Claim%20%7D")
    assert (answer.status, content) == (200, b'{"head":{},"boolean":true}')
    refused, content = send(address, "GET", "/sparql?query=SELECT%20*%20%7B%20SERVICE%20%3Chttp://x/%3E%20%7B%7D%7D")
    assert refused.status == 403
    people, _ = send(address, "GET", "/sparql", PEOPLE)
    assert (people.status, people.headers["location"]) == (303, "/ask")


def test_a_runaway_is_stopped_within_the_limit(sample_graph_path):
    with serving(create_app(sample_graph_path, serving=Serving(limits=Limits(seconds=0.7)))) as found:
        query = "SELECT%20(COUNT(*)%20AS%20?n)%20%7B?a%20?b%20?c.?d%20?e%20?f.?g%20?h%20?i.?j%20?k%20?l%7D"
        refused, content = send(found, "GET", f"/sparql?query={query}")
        assert refused.status == 503
        assert b"0.7 seconds" in content
        assert send(found, "GET", "/sparql?query=ASK%7B%7D")[0].status == 200


def test_an_entity_is_a_page_or_rdf(address):
    _, content = send(address, "GET", "/.well-known/void?format=nt")
    [claim] = [
        line.split()[2].strip(b"<>")
        for line in content.splitlines()
        if b"exampleResource" in line and b"/claim/" in line
    ]
    path = urlsplit(claim.decode()).path
    page, content = send(address, "GET", path, PEOPLE)
    assert page.headers["content-type"].startswith("text/html")
    assert 'rel="alternate"' in page.headers["link"]
    assert content.startswith(b"<!doctype html>")
    told, content = send(address, "GET", path, {"Accept": "text/turtle"})
    assert told.headers["content-type"].startswith("text/turtle")
    assert b"kg:Claim" in content


def test_the_interface_for_programs_is_described_without_the_pages(address):
    _, content = send(address, "GET", "/openapi.json")
    paths = json.loads(content)["paths"]
    assert {"/sparql", "/graph-store", "/reconcile", "/.well-known/void"} <= set(paths)
    assert not {"/", "/claims", "/ask", "/review"} & set(paths)
    assert "put" not in paths["/graph-store"]


def test_a_change_is_seen_by_queries_at_once_and_needs_the_token(tmp_path, sample_accounts, sample_run):
    with GraphStore.create(tmp_path / "changing.kg") as graph:
        graph.add(sample_accounts[0], run=sample_run)
    app = create_app(tmp_path / "changing.kg", serving=Serving(token=TOKEN))
    with serving(app) as found:
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
        assert send(found, "POST", "/sparql", headers, b"INSERT DATA { <http://a/b> <http://a/c> 1 }")[0].status == 204
        asked = "/sparql?query=ASK%20%7B%20%3Chttp://a/b%3E%20?p%20?o%20%7D"
        assert b"true" in send(found, "GET", asked)[1]
        assert (
            send(found, "POST", "/sparql", headers | {"Origin": "https://page.example"}, b"CLEAR ALL")[0].status == 403
        )
        assert b"true" in send(found, "GET", asked)[1]


@pytest.fixture
def faulty(sample_graph_path):
    app = FastAPI()

    @app.get("/{name}")
    def fail(request: Request, name: str, number: int = 0):
        raise {
            "missing": NotInGraph("<b>x</b>", rooms=["entity"]),
            "locked": GraphLocked("news.kg"),
            "broken": RuntimeError("a secret of the server"),
        }[name]

    workbench = Workbench(sample_graph_path, lambda: pytest.fail("error pages need no graph"))
    add_faults(app, workbench)
    return app


@pytest.mark.parametrize(("path", "status"), [("/missing", 404), ("/locked", 503), ("/missing?number=x", 422)])
@pytest.mark.parametrize("headers", [PEOPLE, {}])
def test_errors_of_kg_keep_their_status_and_their_text_stays_text(faulty, path, status, headers):
    found = ask(faulty, "GET", path, headers=headers)
    assert found.status_code == status
    assert "<b>" not in found.text or not headers
    assert ("retry-after" in found.headers) == (status == 503)


@pytest.mark.parametrize("headers", [PEOPLE, {}])
def test_what_nobody_expected_is_a_page_without_a_word_of_it(faulty, headers):
    with pytest.raises(RuntimeError, match="a secret"):  # uvicorn writes it to standard error
        ask(faulty, "GET", "/broken", headers=headers)
    found = ask(faulty, "GET", "/broken", headers=headers, raising=False)
    assert found.status_code == 500
    assert "secret" not in found.text
    assert "Traceback" not in found.text
