import pytest
from pyoxigraph import Store

from kg.web.protocol.sparql import Permissions
from kg.web.protocol.updating import ChangeLimits, Updater
from tests.web.protocol.standin import PREFIXES, StandIn, application, ask

TOKEN = "a-token-of-some-length"
MAY = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
ADD = "INSERT DATA { GRAPH <http://example.org/g> { ex:a ex:b <c> } }".replace("ex:", "rel:")


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "small.kg"
    folder.mkdir()
    Store(str(folder / "store")).flush()
    return folder


@pytest.fixture
def app(path):
    pool = StandIn(Store())

    async def changed():
        await pool.refresh()
        pool.store = Store.read_only(str(path / "store"))

    updater = Updater(path, prefixes=dict(PREFIXES), changed=changed, limits=ChangeLimits(seconds=5.0))
    return application(pool, permissions=Permissions(token=TOKEN), updater=updater)


def update(app, text, **given):
    given = {"headers": MAY, **given}
    return ask(app, "POST", "/sparql", content=text.encode(), **given)


def count(path):
    return len(Store.read_only(str(path / "store")))


def test_an_update_by_body_and_by_form_is_seen_at_once(app, path):
    assert update(app, ADD).status_code == 204
    assert ask(app, "GET", "/sparql", params={"query": "ASK { rel:a rel:b <c> }"}).json()["boolean"] is True
    form = {"data": {"update": "CLEAR ALL"}, "headers": {"Authorization": f"bearer {TOKEN}"}}
    assert ask(app, "POST", "/sparql", **form).status_code == 204
    assert count(path) == 0


@pytest.mark.parametrize("authorization", ["", "Bearer", f"Basic {TOKEN}", "Bearer wrong", f"Bearer {TOKEN}x"])
def test_without_the_token_nothing_is_changed(app, path, authorization):
    refused = update(app, ADD, headers=MAY | {"Authorization": authorization})
    assert refused.status_code == 401
    assert "Bearer" in refused.headers["www-authenticate"]
    assert count(path) == 0


def test_an_update_is_applied_or_not_at_all(app, path):
    assert update(app, f"{ADD} ; LOAD <http://127.0.0.1:9/>").status_code == 403
    assert update(app, f"{ADD} ; CREATE GRAPH <http://example.org/g>").status_code in (400, 500)
    refused = update(app, f"{ADD} ;\n CLEAR XYZ")
    assert (refused.status_code, refused.json()["line"]) == (400, 2)
    assert count(path) == 0


def test_an_update_that_takes_too_long_is_stopped(path):
    values = " ".join(str(n) for n in range(300))
    bomb = f"INSERT {{ <a> <b> ?z }} WHERE {{ {' '.join(f'VALUES ?{name} {{ {values} }}' for name in 'vwxyz')} }}"
    updater = Updater(path, prefixes={}, limits=ChangeLimits(seconds=0.5))
    slow = application(StandIn(Store()), permissions=Permissions(token=TOKEN), updater=updater)
    refused = update(slow, bomb)
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) > 0
    assert count(path) == 0


def test_an_update_that_is_nested_too_deeply_kills_no_server(app, path):
    depth = 200_000
    refused = update(app, f"INSERT {{ <a> <b> <c> }} WHERE {{ {'{' * depth}{'}' * depth} }}")
    assert refused.status_code in (400, 413, 503)
    assert count(path) == 0
    assert update(app, ADD).status_code == 204


def test_an_update_that_eats_memory_kills_no_server(path):
    updater = Updater(path, prefixes={}, limits=ChangeLimits(seconds=20.0, memory=400_000_000))
    app = application(StandIn(Store()), permissions=Permissions(token=TOKEN), updater=updater)
    doubled = 'BIND("aaaaaaaaaaaaaaaa" AS ?x0) ' + " ".join(
        f"BIND(CONCAT(?x{n}, ?x{n}, ?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(16)
    )
    refused = update(app, f"INSERT {{ <a> <b> ?x16 }} WHERE {{ {doubled} }}")
    assert refused.status_code == 413
    assert count(path) == 0


def test_a_graph_that_is_written_by_another_process_is_not_changed(app, path):
    other = Store(str(path / "store"))
    refused = update(app, ADD)
    assert refused.status_code == 503
    assert "another process" in refused.json()["detail"]
    assert "retry-after" in refused.headers
    del other
    assert update(app, ADD).status_code == 204
