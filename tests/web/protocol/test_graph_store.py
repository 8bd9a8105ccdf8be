import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg.web.protocol.sparql import Permissions
from kg.web.protocol.updating import Updater
from tests.web.protocol.standin import PREFIXES, StandIn, application, ask, triple

G1, G2 = "http://example.org/g1", "http://example.org/g2"
TOKEN = "a-token-of-some-length"
MAY = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/turtle"}


@pytest.fixture(scope="module")
def pool():
    store = Store()
    store.add(Quad(*triple("mayor", "says", "bridge"), NamedNode(G1)))
    store.add(Quad(*triple("rival", "says", "ferry"), NamedNode(G2)))
    store.add(Quad(*triple("someone", "says", "nothing"), DefaultGraph()))
    return StandIn(store)


def subjects(found):
    media_type = found.headers["content-type"].partition(";")[0]
    return {one.subject.value[19:] for one in parse(found.content, RdfFormat.from_media_type(media_type))}


def test_a_graph_is_read_by_its_name(pool):
    found = ask(application(pool), "GET", "/graph-store", params={"graph": G1})
    assert found.headers["content-type"] == "text/turtle; charset=utf-8"
    assert subjects(found) == {"mayor"}


@pytest.mark.parametrize(("union", "expected"), [(True, {"mayor", "rival", "someone"}), (False, {"someone"})])
def test_the_default_graph_is_what_queries_take_for_it(pool, union, expected):
    found = ask(application(pool, union_default=union), "GET", "/graph-store?default")
    assert subjects(found) == expected


def test_an_address_below_the_endpoint_names_the_graph_of_that_name(pool):
    here = NamedNode("http://127.0.0.1:8310/graph-store/people/1")
    pool.store.add(Quad(*triple("clerk", "says", "no"), here))
    assert subjects(ask(application(pool), "GET", "/graph-store/people/1")) == {"clerk"}
    pool.store.remove_graph(here)


@pytest.mark.parametrize(
    "accept", ["application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig"]
)
def test_graphs_come_in_every_format(pool, accept):
    found = ask(application(pool), "GET", "/graph-store", params={"graph": G1}, headers={"Accept": accept})
    assert found.headers["content-type"].startswith(accept)
    assert subjects(found) == {"mayor"}


def test_head_says_whether_a_graph_is_there(pool):
    app = application(pool)
    there = ask(app, "HEAD", "/graph-store", params={"graph": G1})
    assert (there.status_code, there.content) == (200, b"")
    assert int(there.headers["content-length"]) > 0
    assert ask(app, "HEAD", "/graph-store", params={"graph": "http://example.org/none"}).status_code == 404


@pytest.mark.parametrize(
    ("method", "query", "status"),
    [
        ("GET", "", 400),
        ("GET", f"?graph={G1}&default", 400),
        ("GET", f"?graph={G1}&graph={G2}", 400),
        ("GET", "?graph=relative", 400),
        ("GET", "?graph=http://example.org/none", 404),
        ("GET", "/below?default", 400),
        ("PATCH", "?default", 405),
        ("PUT", f"?graph={G1}", 403),
        ("POST", f"?graph={G1}", 403),
        ("DELETE", f"?graph={G1}", 403),
    ],
)
def test_wrong_requests_are_the_clients_errors(pool, method, query, status):
    found = ask(application(pool), method, f"/graph-store{query}", headers={"Content-Type": "text/turtle"})
    assert found.status_code == status
    assert found.json()["detail"]
    assert ("Allow" in found.headers) == (status in (403, 405))


def test_no_format_that_is_wanted_is_refused(pool):
    found = ask(application(pool), "GET", "/graph-store?default", headers={"Accept": "text/csv"})
    assert found.status_code == 406
    assert "application/trig" in found.json()["formats"]


@pytest.fixture
def changing(tmp_path):
    """An application over a store on disk that takes changes; it is read anew after each."""
    path = tmp_path / "small.kg"
    path.mkdir()
    store = Store(str(path / "store"))
    store.add(Quad(*triple("mayor", "says", "bridge"), NamedNode(G1)))
    store.flush()
    del store
    pool = StandIn(Store.read_only(str(path / "store")))

    async def changed():
        pool.store = Store.read_only(str(path / "store"))
        await pool.refresh()

    updater = Updater(path, prefixes=dict(PREFIXES), changed=changed)
    return application(pool, union_default=False, permissions=Permissions(token=TOKEN), updater=updater)


def test_graphs_are_replaced_added_to_and_removed(changing):
    body = b'<http://example.org/rival> <http://example.org/says> "ferry" , [ <q> "a } WHERE" ] .'
    new = {"graph": G2}
    assert ask(changing, "PUT", "/graph-store", params=new, content=body, headers=MAY).status_code == 201
    assert ask(changing, "PUT", "/graph-store", params=new, content=body, headers=MAY).status_code == 204
    found = ask(changing, "GET", "/graph-store", params=new, headers={"Accept": "application/n-triples"})
    assert len(found.text.splitlines()) == 3
    assert "<http://example.org/q>" in found.text
    more = b"<http://example.org/clerk> a <http://example.org/Person> ."
    assert ask(changing, "POST", "/graph-store", params=new, content=more, headers=MAY).status_code == 204
    assert "clerk" in subjects(ask(changing, "GET", "/graph-store", params=new))
    assert ask(changing, "DELETE", "/graph-store", params=new, headers=MAY).status_code == 204
    assert ask(changing, "GET", "/graph-store", params=new).status_code == 404
    assert ask(changing, "DELETE", "/graph-store", params=new, headers=MAY).status_code == 404
    assert subjects(ask(changing, "GET", "/graph-store", params={"graph": G1})) == {"mayor"}


def test_a_graph_without_a_name_gets_one(changing):
    made = ask(changing, "POST", "/graph-store", content=b"<a> <b> <c> .", headers=MAY)
    assert made.status_code == 201
    where = made.headers["location"]
    assert where.startswith("http://127.0.0.1:8310/graph-store/")
    assert ask(changing, "GET", where).status_code == 200
    assert ask(changing, "GET", "/graph-store", params={"graph": where}).status_code == 200


def test_several_files_are_added_at_once(changing):
    files = {
        "one": ("one.ttl", b"<http://example.org/x> a <http://example.org/X> .", "text/turtle; charset=utf-8"),
        "two": (
            "two.nt",
            b"<http://example.org/y> <http://example.org/p> <http://example.org/z> .",
            "application/n-triples",
        ),
    }
    given = {"params": {"graph": G1}, "files": files, "headers": {"Authorization": MAY["Authorization"]}}
    assert ask(changing, "POST", "/graph-store", **given).status_code == 204
    assert subjects(ask(changing, "GET", "/graph-store", params={"graph": G1})) == {"mayor", "x", "y"}


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Authorization": "Bearer wrong"}, b"", 401),
        ({"Authorization": ""}, b"", 401),
        ({"Content-Type": "text/csv"}, b"a,b", 415),
        ({"Content-Type": "text/turtle; charset=utf-16"}, b"a", 415),
        ({}, b"<a> <b> ", 400),
        ({}, b"\xff", 400),
        ({"Content-Type": "application/trig"}, b"<http://a/b> { <http://a/b> a <http://a/c> }", 400),
        ({"Content-Type": "application/ld+json"}, b'{"@context": "http://127.0.0.1:9/context", "name": "x"}', 400),
    ],
)
def test_what_cannot_be_taken_changes_nothing(changing, headers, body, status):
    found = ask(changing, "PUT", "/graph-store", params={"graph": G1}, content=body, headers=MAY | headers)
    assert found.status_code == status
    assert subjects(ask(changing, "GET", "/graph-store", params={"graph": G1})) == {"mayor"}
