import asyncio
import json
from html import unescape

import pytest

from kg.errors import GraphLocked
from kg.rdf.decisions import describe_decision
from kg.records import Decision
from kg.store import GraphStore
from kg.web.pages.review import review_router
from kg.web.pages.review_desk import Desk, LinkingAnew
from kg.web.pages.review_kinds import KINDS
from tests.accounts import NORLAND, SUDRIA, build_sample_accounts
from tests.web.pages.asking import asked, prepare

ANNOUNCED, HELD = (found.key for found in build_sample_accounts()[0].assertions[:2])
JSON = "application/json"


class Links:
    """Stands in for linking: keeps what was linked, and waits until it may end."""

    def __init__(self):
        self.paths, self.reason, self.may_end = [], "", None

    async def __call__(self, path):
        self.paths.append(path)
        if self.may_end is not None:
            await self.may_end.wait()
        return self.reason


@pytest.fixture
def links():
    return Links()


@pytest.fixture(scope="module")
def prepared(sample_graph_path, tmp_path_factory):
    return prepare(sample_graph_path, tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def pages(prepared, tmp_path, links):
    desks = []

    def route(workbench):
        desks.append(Desk(workbench, link=links, quiet=0.05, patience=0.05))
        return review_router(workbench, desk=desks[0])

    with asked(prepared, tmp_path, route) as found:
        found.desk = desks[0]
        yield found


async def until(condition):
    for _ in range(2000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to that")


def judge(pages, verdict="rejected", **fields):
    return pages.post(
        "/reviews/judge", accept=JSON, **{"assertion": ANNOUNCED, "by": "Mia Lund", "verdict": verdict} | fields
    )


def shown_verdict(pages, key=ANNOUNCED):
    return pages.flat.assertions([key])[0].row.verdict


def test_a_verdict_is_written_and_shows_everywhere_at_once(pages):
    answer = judge(pages, note="misread").json()
    assert answer["standing"] == {ANNOUNCED: "rejected"}
    assert shown_verdict(pages) == "rejected"
    assert pages.pool.refreshed == 1
    [state] = pages.workbench.reviews
    assert (state.review.by, state.review.note, state.review.verdict) == ("Mia Lund", "misread", "rejected")
    review = answer["reviews"][0]["review"]
    undone = pages.post("/reviews/undo", accept=JSON, review=review).json()
    assert undone["standing"] == {ANNOUNCED: None}
    assert shown_verdict(pages) is None


def test_without_script_the_name_is_asked_for_and_one_comes_back_to_the_page(pages):
    page = pages.post(
        "/reviews/judge", assertion=ANNOUNCED, verdict="accepted", referer="http://127.0.0.1:8310/claims?q=x"
    )
    assert page.status_code == 200
    assert "Your name" in page.text
    assert 'name="to" value="/claims?q=x"' in page.text
    assert not pages.workbench.reviews
    done = pages.post("/reviews/judge", assertion=ANNOUNCED, verdict="accepted", by="Jon", to="/claims?q=x")
    assert (done.status_code, done.headers["location"]) == (303, "/claims?q=x")
    assert shown_verdict(pages) == "accepted"


def test_one_is_never_sent_elsewhere(pages):
    here = "http://127.0.0.1:8310"
    for to, referer, location in (
        ("//evil.example/", None, "/review"),
        ("https://evil.example/", None, "/review"),
        ("/\\evil.example", None, "/review"),
        ("/claims\r\nSet-Cookie: a=b", None, "/review"),
        ("javascript:alert(1)", None, "/review"),
        ("", "https://evil.example/claims", "/review"),
        ("", f"{here}/claim/aa?part=1", "/claim/aa?part=1"),
        ("", f"{here}/reviews/judge", "/review"),
        ("", None, "/review"),
    ):
        done = pages.post("/reviews/judge", assertion=ANNOUNCED, verdict="unsure", by="Mia", to=to, referer=referer)
        assert done.headers["location"] == location, (to, referer)


def test_what_cannot_be_judged_is_said(pages):
    for fields, status, words in (
        ({"verdict": "maybe"}, 400, "a verdict is"),
        ({"assertion": "ffffffffffffffff"}, 404, "there is no assertion"),
        ({"assertion": "ent:norland"}, 400, "not an assertion"),
        ({"by": "  "}, 400, "name of who"),
    ):
        found = judge(pages, **fields)
        assert found.status_code == status
        assert words in found.json()["detail"]
    assert not pages.workbench.reviews


def test_while_something_else_writes_nothing_is_lost(pages):
    with GraphStore.create(pages.path):
        found = judge(pages)
        page = pages.post(
            "/reviews/judge", assertion=ANNOUNCED, verdict="accepted", by="Jon <b>Ek</b>", note="see p. 2"
        )
    assert found.status_code == page.status_code == 503
    assert "being written by another process" in found.json()["detail"]
    assert 'value="Jon &lt;b&gt;Ek&lt;/b&gt;"' in page.text
    assert 'value="see p. 2"' in page.text
    assert 'name="verdict" value="accepted"' in page.text
    assert "Try again" in page.text


def test_names_and_notes_are_text(pages):
    judge(pages, by="<img src=x onerror=alert(1)>", note="</td><script>alert(2)</script>")
    html = pages.get("/reviews").text
    assert "<img" not in html
    assert "<script>alert" not in html
    assert "&lt;img src=x" in html


def test_a_join_is_linked_in_the_background_with_a_visible_state(pages, links):
    async def steps():
        links.may_end = asyncio.Event()
        fields = {"left": "Norland", "right": "ent:sudria", "relation": "same", "by": "Mia"}
        done = await pages.send("POST", "/reviews/join", data=fields, headers={"accept": JSON})
        await until(lambda: links.paths)
        during = (await pages.send("GET", "/reviews/linking")).json()
        page = (await pages.send("GET", "/reviews", headers={"accept": "text/html"})).text
        links.may_end.set()
        await until(lambda: pages.desk.linking.state == "idle")
        return done.json(), during, page, (await pages.send("GET", "/reviews/linking")).json()

    done, during, page, after = asyncio.run(steps())
    assert done["linking"] is True
    assert during["state"] == "linking"
    assert "The pages show the state before" in page
    assert after["state"] == "idle"
    assert links.paths == [pages.path]
    assert "held to be one" in page


def test_what_cannot_be_linked_is_said_and_kept(pages, links):
    async def steps():
        links.reason = "the disk is full"
        await pages.send(
            "POST", "/reviews/join", data={"left": "norland", "right": "sudria", "relation": "different", "by": "Mia"}
        )
        await until(lambda: pages.desk.linking.state == "failed")
        return (await pages.send("GET", "/reviews/join", headers={"accept": "text/html"})).text

    assert "could not be linked anew: the disk is full" in asyncio.run(steps())
    assert len(list(pages.workbench.reviews)) == 1


def test_one_linking_follows_another_and_never_two_at_once(pages, links):
    async def steps():
        links.may_end = asyncio.Event()
        for right in ("sudria", "norhaven"):
            await pages.send(
                "POST", "/reviews/join", data={"left": "norland", "right": right, "relation": "same", "by": "Mia"}
            )
            await until(lambda: links.paths)
        running = len(links.paths)
        links.may_end.set()
        await until(lambda: pages.desk.linking.state == "idle")
        return running

    assert asyncio.run(steps()) == 1
    assert len(links.paths) == 2


def test_a_row_of_joins_is_linked_once(pages, links):
    pages.desk._quiet = 1.5

    async def steps():
        for right in ("sudria", "norhaven"):
            fields = {"left": "norland", "right": right, "relation": "same", "by": "Mia"}
            assert (await pages.send("POST", "/reviews/join", data=fields)).status_code == 303
        assert pages.desk.linking.state == "waiting"
        pages.desk._quiet = 0.0
        await until(lambda: pages.desk.linking.state == "idle")

    asyncio.run(steps())
    assert len(links.paths) == 1


def test_a_verdict_during_linking_is_told_why_it_waits(pages, links):
    async def steps():
        links.may_end = asyncio.Event()
        await pages.send(
            "POST", "/reviews/join", data={"left": "norland", "right": "sudria", "relation": "same", "by": "Mia"}
        )
        await until(lambda: links.paths)
        with GraphStore.create(pages.path):
            found = await pages.send(
                "POST",
                "/reviews/judge",
                data={"assertion": HELD, "verdict": "accepted", "by": "Mia"},
                headers={"accept": JSON},
            )
        links.may_end.set()
        return found

    found = asyncio.run(steps())
    assert found.status_code == 503
    assert "is being linked anew after a merge or a split" in found.json()["detail"]


def test_the_queue_begins_with_what_was_read_with_least_confidence(pages):
    html = unescape(pages.get("/review", show="unsure").text)
    with GraphStore.open(pages.path) as graph:
        found = list(graph.query("SELECT ?a { ?a kg:confidence ?c } ORDER BY ?c ?a LIMIT 1"))
    key = found[0]["a"].value[-16:]
    assert html.index('class="item"') < html.index(f'id="item-{key}"')
    assert html.count('data-review="') >= 12
    judge(pages, assertion=key)
    assert f'id="item-{key}"' not in pages.get("/review", show="unsure").text


def test_joins_of_low_score_are_proposed_until_somebody_decides(pages):
    with GraphStore.create(pages.path) as graph:
        decision = Decision(
            left=NORLAND, right=SUDRIA, relation="same", score=0.41, reasons=("alike",), decided_by="test"
        )
        graph.store.extend(describe_decision(decision, identifiers=graph.identifiers, across=True))
    html = unescape(pages.get("/review", show="same-entity").text)
    assert "Norland" in html
    assert "Score 0.41: alike." in html
    assert 'name="left" value="ent:norland"' in html
    pages.post("/reviews/join", left="ent:sudria", right="ent:norland", relation="different", by="Mia")
    assert "No two names were joined" in pages.get("/review", show="same-entity").text


def test_every_list_opens_also_where_it_is_empty(pages):
    for kind in KINDS:
        found = pages.get("/review", show=kind.name)
        assert found.status_code == 200
        assert f'show={kind.name}" aria-current="page"' in found.text
        assert pages.get("/review", show=kind.name, page="9999").status_code == 200


def test_decisions_are_carried_to_another_graph_and_back(pages):
    judge(pages, note="“so”")
    saved = pages.get("/reviews/export")
    assert saved.headers["content-disposition"] == 'attachment; filename="sample-reviews.jsonl"'
    line = json.loads(saved.text)
    assert line["assertion"] == ANNOUNCED
    pages.post("/reviews/undo", review=next(iter(pages.workbench.reviews)).review.key)
    assert not pages.workbench.reviews
    sent = {"file": ("mine.jsonl", f"{saved.text}what?\n".encode(), "application/jsonl")}
    page = pages.post("/reviews/import", files=sent)
    assert "1 decision of mine.jsonl added" in page.text
    assert "mine.jsonl:2" in page.text
    assert shown_verdict(pages) == "rejected"


def test_what_is_no_file_of_decisions_is_refused(pages):
    sent = {"file": ("x.jsonl", b"\xff\xfe", "application/jsonl")}
    assert "no text in UTF-8" in pages.post("/reviews/import", files=sent).text
    assert "choose a file first" in pages.post("/reviews/import").text


def test_things_are_proposed_by_name_with_the_address_that_names_them(pages):
    found = pages.get("/api/review/suggest", q="norl", accept=JSON).json()["values"]
    assert {"value": "ent:norland", "label": "Norland (entity)"} in found


def test_an_unknown_list_is_said(pages):
    assert pages.get("/review", show="x<b>").status_code == 400


def test_linking_anew_is_a_locked_graph():
    assert isinstance(LinkingAnew("news.kg"), GraphLocked)
