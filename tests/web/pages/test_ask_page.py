import json
import re
from html import unescape

import pytest

from kg.query import load_queries
from kg.web.pages.ask import ask_router
from kg.web.pages.questions import is_complete
from tests.web.pages.asking import asked, prepare

COUNT = "SELECT ?outlet (COUNT(*) AS ?n) { ?a kg:outlet/rdfs:label ?outlet } GROUP BY ?outlet"
HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>"


@pytest.fixture(scope="module")
def pages(sample_graph_path, tmp_path_factory):
    prepared = prepare(sample_graph_path, tmp_path_factory.mktemp("prepared"))
    with asked(prepared, tmp_path_factory.mktemp("ask"), ask_router) as found:
        yield found


def cells(html):
    return [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", html, re.DOTALL)]


def data(html):
    return json.loads(re.search(r'id="answer-data">(.*?)</script>', html)[1])


def test_every_question_is_listed_with_its_plain_words(pages):
    html = pages.get("/ask").text
    assert [name for name in load_queries() if f'href="/ask/{name}"' not in html] == []
    assert "Which outlets carry a claim with this verb" in unescape(html)


def test_questions_are_found_by_words(pages):
    html = pages.get("/ask", q="wire copied").text
    assert "No question has these words" in html
    html = pages.get("/ask", q="OFFICES over time").text
    assert re.findall(r'href="/ask/([\w-]+)"', html) == ["roles-over-time"]
    assert "1 of the questions has these words" in html


def test_a_query_from_an_address_is_shown_and_never_run(pages):
    pages.pool.asked.clear()
    html = unescape(pages.get("/ask", query=COUNT).text)
    assert COUNT in html
    assert "has not been run" in html
    assert 'id="answer" aria-labelledby="answer-heading" hidden' in html
    assert pages.pool.asked == []


def test_a_query_that_is_sent_by_its_form_is_run_and_shown_as_a_table(pages):
    found = pages.post("/ask", query=COUNT)
    assert found.status_code == 200
    assert "Coast Courier" in cells(found.text)
    assert "Run</button>" in found.text
    assert data(found.text)["form"] == "solutions"


@pytest.mark.parametrize(
    ("query", "words", "status"),
    [
        ("SELECT ?a {\n  ?a kg:says }", "from line 2, column 14 on", 400),
        ("SELECT * { ?a ?b ?c }", "Add LIMIT 1000", 422),
        ("  ", "There is no query to run.", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", "without the network", 400),
    ],
)
def test_why_there_is_no_answer_is_said_with_what_to_do(pages, query, words, status):
    found = pages.post("/ask", query=query)
    assert found.status_code == status
    assert words in unescape(found.text)
    assert 'role="alert"' in found.text


def test_a_question_that_lacks_a_value_is_a_form(pages):
    found = pages.get("/ask/who-asserted")
    assert found.status_code == 200
    assert 'name="predicate" type="text" value="" required' in found.text
    assert 'data-suggest="entity"' in found.text
    assert "<td" not in found.text


def test_a_question_with_its_values_is_answered_at_its_address(pages):
    found = pages.get("/ask/who-asserted", predicate="demand", view="chart")
    assert found.status_code == 200
    assert found.headers["content-type"].startswith("text/html")
    assert any("demand" in cell for cell in cells(found.text))
    assert found.text.count("<html") == found.text.count("</html>") == 1
    assert 'value="demand"' in found.text
    assert data(found.text)["seconds"] >= 0


def test_a_question_can_be_opened_in_the_editor_with_its_values_in_place(pages):
    html = unescape(pages.get("/ask/who-asserted", predicate="demand").text)
    address = re.search(r'id="permanent" href="/ask\?query=([^"]+)"', html)[1]
    assert "%28%3F%3Ademand%29" in address
    answer = pages.get("/api/ask/query/who-asserted", predicate="demand", accept="application/json").json()
    assert '"^(?:demand)$"' in answer["query"]


@pytest.mark.parametrize(
    ("address", "params", "status", "words"),
    [
        ("/ask/who-asserted", {"predicat": "x"}, 400, "no parameter"),
        ("/ask/corroborated", {"outlets": "many"}, 400, "takes a number"),
        ("/ask/who-assert", {}, 404, "did you mean who-asserted"),
        ("/api/ask/suggest", {"kind": "sentence"}, 400, "nothing is proposed"),
        ("/api/ask/query/who-asserted", {}, 400, "Predicate is needed"),
    ],
)
def test_misuse_is_one_sentence(pages, address, params, status, words):
    found = pages.get(address, **params)
    assert found.status_code == status
    assert words in unescape(found.text)


def test_whatever_is_entered_stays_text(pages):
    for found in (
        pages.get("/ask", query=HOSTILE, q=HOSTILE),
        pages.get("/ask/who-carries", claim=HOSTILE),
        pages.get("/ask/who-carries", **{HOSTILE: "1"}),
        pages.post("/ask", query=f"SELECT ?x {{ VALUES ?x {{ {json.dumps(HOSTILE)} <javascript:alert(3)> }} }}"),
        pages.post("/ask", query=HOSTILE),
    ):
        assert "<script>alert" not in found.text
        assert "<img" not in found.text
        assert 'href="javascript' not in found.text


def test_the_place_of_an_answer_cannot_be_entered(pages):
    found = pages.get("/ask/who-carries", claim="<!-- the answer --> talks")
    assert found.text.index("<!-- the answer -->" if "<!-- the answer -->" in found.text else 'id="views"') > 0
    assert found.text.count('class="answered"') + found.text.count("empty answered") == 1
    assert found.text.index('id="views"') < found.text.index("answered")


def test_every_question_that_needs_nothing_is_answered(pages):
    for name, question in load_queries().items():
        if is_complete(question, {}):
            found = pages.get(f"/ask/{name}")
            assert found.status_code == 200, name
            assert "No answer." not in found.text, name


def test_outlets_and_verbs_are_proposed_at_once_and_names_while_one_types(pages):
    assert '<option value="Coast Courier">' in pages.get("/ask/single-outlet").text
    assert '<option value="demand">' in pages.get("/ask/who-asserted").text
    found = pages.get("/api/ask/suggest", kind="entity", q="rey").json()["values"]
    assert any("Reyes" in name for name in found)
    assert pages.get("/api/ask/suggest", kind="entity", q="").json() == {"values": []}
    assert pages.get("/api/ask/suggest", kind="article", q="").json() == {"values": []}


def test_the_editor_is_told_the_prefixes_and_terms(pages):
    told = pages.get("/api/ask/vocabulary", accept="application/json").json()
    assert told["prefixes"]["ent"] == "https://kg.example/entity/"
    assert {"name", "kind", "label", "comment"} == set(told["terms"][0])


def test_downloads_lead_to_the_endpoint_in_every_format(pages):
    html = unescape(pages.get("/ask/outlets").text)
    assert re.findall(r'/sparql\?query=[^"]+&format=(\w+)&download=outlets"', html) == ["csv", "tsv", "json", "xml"]
    html = unescape(pages.post("/ask", query="CONSTRUCT { ?a rdfs:label ?l } { ?a rdfs:label ?l }").text)
    assert re.findall(r"&format=(\w+)&", html) == ["ttl", "jsonld", "nt", "rdf"]
