import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from kg.store import GraphStore
from kg.web.protocol.dereference import Dereference
from tests.web.protocol.standin import BASE, PREFIXES, StandIn, ask

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def store(sample_graph_path):
    memory = Store()
    with GraphStore.open(sample_graph_path) as graph:
        memory.bulk_extend(graph.quads())
    odd = NamedNode(f"{BASE}entity/a%2Fb%20%3Cc%3E")
    memory.add(Quad(odd, NamedNode(f"{BASE}ns#is"), odd, odd))
    return memory


@pytest.fixture(scope="module")
def app(store):
    async def page(request):
        return HTMLResponse("a page")

    pages = Starlette(
        routes=[Route(f"/{room}/{{key:path}}", page) for room in ("claim", "entity", "article", "assertion")]
    )
    pages.add_middleware(Dereference, pool=StandIn(store), base=BASE, prefixes=PREFIXES)
    return pages


def one(store, room):
    return next(q.subject.value for q in store if q.subject.value.startswith(f"{BASE}{room}/")).removeprefix(BASE)


def triples(found):
    return {one.triple for one in parse(found.content, RdfFormat.TURTLE)}


@pytest.mark.parametrize("room", ["claim", "entity", "article", "assertion"])
def test_a_thing_is_a_page_to_people_and_rdf_to_programs(app, store, room):
    path = f"/{one(store, room)}"
    for accept in (BROWSER, "*/*", "text/html, text/turtle;q=0.9"):
        page = ask(app, "GET", path, headers={"Accept": accept})
        assert page.text == "a page"
        assert "Accept" in page.headers["vary"]
        assert f'<http://127.0.0.1:8310{path}?format=ttl>; rel="alternate"; type="text/turtle"' in page.headers["link"]
    told = ask(app, "GET", path, headers={"Accept": "text/turtle, */*;q=0.1"})
    assert told.headers["content-type"] == "text/turtle; charset=utf-8"
    assert "Accept" in told.headers["vary"]
    assert f"{BASE}{path[1:]}" in {triple.subject.value for triple in triples(told)}
    assert ask(app, "GET", path, headers={"Accept": BROWSER}, params={"format": "ttl"}).content == told.content
    again = ask(app, "GET", path, headers={"Accept": "text/turtle", "If-None-Match": told.headers["etag"]})
    assert again.status_code == 304


def test_an_article_tells_its_whole_graph(app, store):
    path = one(store, "article")
    told = triples(ask(app, "GET", f"/{path}", headers={"Accept": "text/turtle"}))
    own = {quad.triple for quad in store.quads_for_pattern(None, None, None, NamedNode(f"{BASE}{path}"))}
    assert own < told


def test_a_claim_tells_who_makes_it(app, store):
    path = one(store, "claim")
    told = triples(ask(app, "GET", f"/{path}", headers={"Accept": "text/turtle"}))
    assert any("/assertion/" in triple.subject.value for triple in told)


def test_an_assertion_tells_where_it_stands(app, store):
    told = triples(ask(app, "GET", f"/{one(store, 'assertion')}", headers={"Accept": "text/turtle"}))
    assert "http://www.w3.org/ns/oa#exact" in {triple.predicate.value for triple in told}


def test_what_is_not_there_is_not_found(app):
    found = ask(app, "GET", "/entity/nobody-of-that-name", headers={"Accept": "text/turtle"})
    assert found.status_code == 404
    assert found.json()["detail"]


def test_what_has_no_page_is_rdf_to_programs_and_a_question_to_people(app, store):
    path = f"/{one(store, 'anchor')}"
    assert ask(app, "GET", path).headers["content-type"].startswith("text/turtle")
    people = ask(app, "GET", path, headers={"Accept": BROWSER})
    assert people.status_code == 303
    assert people.headers["location"].startswith("/ask?query=DESCRIBE+%3Chttps%3A%2F%2Fkg.example%2Fanchor%2F")


def test_odd_keys_are_taken_as_they_are_written(app):
    told = ask(app, "GET", "/entity/a%2Fb%20%3Cc%3E", headers={"Accept": "text/turtle"})
    assert told.status_code == 200
    for path in ("/entity/a%3E%20.%20%3Fs%20%3Fp", "/entity/%00", "/entity/%FF", "/claim/%22%7D%20UNION%20%7B"):
        assert ask(app, "GET", path, headers={"Accept": "text/turtle"}).status_code == 404


def test_no_format_that_is_wanted_is_refused(app, store):
    found = ask(app, "GET", f"/{one(store, 'anchor')}", headers={"Accept": "image/png"}, params={"format": "docx"})
    assert found.status_code == 406
