import json
from urllib.parse import urlencode

import pytest
from pyoxigraph import Quad, QueryResultsFormat, RdfFormat, Store, parse, parse_query_results

from tests.web.protocol.standin import StandIn, application, ask, triple

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SELECT = "SELECT ?s ?o WHERE { ?s <http://example.org/says> ?o }"
CONSTRUCT = "CONSTRUCT { ?s <q> ?o } WHERE { ?s <http://example.org/says> ?o }"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def pool():
    store = Store()
    one, two = triple("mayor", "says", "bridge"), triple("rival", "says", "ferry")
    store.add(Quad(*one, triple("g1", "a", "b").subject))
    store.add(Quad(*two, triple("g2", "a", "b").subject))
    return StandIn(store)


@pytest.fixture(scope="module")
def app(pool):
    return application(pool)


def query(app, text=SELECT, *, accept=None, method="GET", **parameters):
    headers = {"Accept": accept} if accept else {}
    return ask(app, method, "/sparql", params={"query": text, **parameters}, headers=headers)


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_a_query_in_an_address_is_answered(app, path):
    found = ask(app, "GET", path, params={"query": SELECT})
    assert found.status_code == 200
    assert found.headers["content-type"] == "application/sparql-results+json"
    assert len(found.json()["results"]["bindings"]) == 2


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (FORM, urlencode({"query": SELECT})),
        (f"{FORM}; charset=UTF-8", urlencode({"query": SELECT})),
        ("application/sparql-query", SELECT),
        ("application/sparql-query; charset=utf-8", SELECT + " # né"),
    ],
)
def test_a_query_in_a_body_is_answered(app, content_type, body):
    found = ask(app, "POST", "/sparql", content=body.encode(), headers={"Content-Type": content_type})
    assert len(found.json()["results"]["bindings"]) == 2


def test_a_percent_sign_survives_a_form(app):
    body = urlencode({"query": 'SELECT ("100%25" AS ?x) {}'})
    found = ask(app, "POST", "/sparql", content=body, headers={"Content-Type": FORM})
    assert found.json()["results"]["bindings"][0]["x"]["value"] == "100%25"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", QueryResultsFormat.TSV),
    ],
)
def test_tables_come_in_every_format(app, accept, expected):
    found = query(app, accept=accept)
    assert found.headers["content-type"].startswith(accept)
    assert len(list(parse_query_results(found.content, expected))) == 2


def test_a_table_as_csv_has_a_head_and_rows(app):
    found = query(app, accept="text/csv")
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert found.text.splitlines()[0] == "s,o"
    assert len(found.text.splitlines()) == 3


@pytest.mark.parametrize(
    "accept",
    [
        "text/turtle",
        "application/n-triples",
        "application/trig",
        "application/n-quads",
        "application/rdf+xml",
        "application/ld+json",
    ],
)
def test_triples_come_in_every_format_and_relative_iris_are_relative_to_the_endpoint(app, accept):
    found = query(app, CONSTRUCT, accept=accept)
    assert found.headers["content-type"].startswith(accept)
    triples = list(parse(found.content, RdfFormat.from_media_type(accept)))
    assert len(triples) == 2
    assert {one.predicate.value for one in triples} == {"http://127.0.0.1:8310/q"}


def test_yes_or_no_comes_as_json_and_xml(app):
    assert query(app, "ASK {}").json()["boolean"] is True
    assert b"<boolean>true</boolean>" in query(app, "ASK {}", accept="application/sparql-results+xml").content


def test_kgs_prefixes_need_no_declaration(app):
    assert query(app, "ASK { ?claim a kg:Claim }").json()["boolean"] is False


def test_what_no_format_fits_is_refused_with_what_there_is(app):
    found = query(app, accept="image/png")
    assert found.status_code == 406
    assert found.headers["content-type"] == "application/problem+json"
    assert {"text/csv", "text/turtle"} <= set(found.json()["formats"])
    found = query(app, CONSTRUCT, accept="text/csv")
    assert found.status_code == 406
    assert "text/turtle" in found.json()["formats"]
    assert "text/csv" not in found.json()["formats"]


def test_a_query_that_does_not_parse_says_where(app):
    found = query(app, "SELECT * WHERE {\n  ?s ?p")
    assert found.status_code == 400
    assert found.json()["line"] == 2
    assert found.json()["column"] == 8
    text = query(app, "SELECT * WHERE {\n  ?s ?p", accept="text/plain")
    assert text.headers["content-type"].startswith("text/plain")
    assert "2:8" in text.text


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, b"", 400),
        ("GET", "/sparql?update=CLEAR%20ALL", {}, b"", 400),
        ("GET", "/sparql?query=%FF%FE", {}, b"", 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=relative", {}, b"", 400),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415),
        ("POST", "/sparql", {}, b"ASK {}", 415),
        (
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-query; charset=UTF-16"},
            "ASK {}".encode("utf-16"),
            415,
        ),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"ASK {} # \xff", 400),
        ("POST", "/sparql", {"Content-Type": FORM}, b"query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ("POST", "/sparql", {"Content-Type": FORM}, b"nothing=here", 400),
        ("POST", "/sparql", {"Content-Type": FORM}, b"query=ASK%7B%7D&update=CLEAR%20ALL", 400),
        ("POST", "/sparql?query=ASK%7B%7D", {"Content-Type": "application/sparql-query"}, b"ASK {}", 400),
        ("POST", "/sparql", {"Content-Type": FORM}, b"update=CLEAR%20ALL", 403),
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403),
        ("PUT", "/sparql", {"Content-Type": FORM}, b"query=ASK%7B%7D", 405),
        ("DELETE", "/sparql", {}, b"", 405),
    ],
)
def test_wrong_requests_are_the_clients_errors(app, method, path, headers, body, status):
    found = ask(app, method, path, content=body, headers=headers)
    assert found.status_code == status
    assert found.json()["status"] == status
    assert found.json()["detail"]
    assert ("Allow" in found.headers) == (status == 405 or path.endswith("ALL"))
    assert ("Accept-Post" in found.headers) == (status == 415 and "charset" not in str(headers))


def test_the_data_set_of_the_request_goes_to_the_engine(app, pool):
    g1, g2 = "http://example.org/g1", "http://example.org/g2"
    found = query(app, "SELECT * { ?s ?p ?o }", **{"default-graph-uri": g1})
    assert len(found.json()["results"]["bindings"]) == 1
    found = query(app, "SELECT * { ?s ?p ?o }", **{"default-graph-uri": [g1, g2]})
    assert len(found.json()["results"]["bindings"]) == 2
    found = query(app, "SELECT * { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": g2})
    assert [one["g"]["value"] for one in found.json()["results"]["bindings"]] == [g2]
    assert pool.asked[-1].default_graphs == ()


@pytest.mark.parametrize(("union", "expected"), [(True, 2), (False, 0)])
def test_the_default_graph_is_all_graphs_or_its_own(pool, union, expected):
    found = query(application(pool, union_default=union), "SELECT * { ?s ?p ?o }")
    assert len(found.json()["results"]["bindings"]) == expected


def test_head_is_get_without_a_body(app):
    head, get = query(app, method="HEAD"), query(app)
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.content))
    assert head.headers["content-type"] == get.headers["content-type"]


def test_options_name_the_methods(app):
    found = ask(app, "OPTIONS", "/sparql")
    assert found.status_code == 204
    assert "POST" in found.headers["allow"]


def test_an_answer_that_the_client_has_is_not_sent_again(app):
    first = query(app)
    again = ask(app, "GET", "/sparql", params={"query": SELECT}, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert "Accept" in again.headers["vary"]
    assert query(app, accept="text/csv").headers["etag"] != first.headers["etag"]
    assert query(app, SELECT + " LIMIT 1").headers["etag"] != first.headers["etag"]


def test_what_differs_each_time_has_no_name(app):
    found = query(app, "SELECT (RAND() AS ?x) {}")
    assert "etag" not in found.headers
    assert found.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("who says it", 'filename="who-says-it.csv"'),
        ('a"b\r\nSet-Cookie: x', 'filename="a-b-Set-Cookie-x.csv"'),
        ("../../etc/passwd", 'filename="etc-passwd.csv"'),
        ("Müller", "filename*=UTF-8''M%C3%BCller.csv"),
        ("table.csv", 'filename="table.csv"'),
        ("   ", 'filename="answer.csv"'),
    ],
)
def test_a_download_has_a_harmless_name(app, name, expected):
    found = query(app, format="csv", download=name)
    assert expected in found.headers["content-disposition"]
    assert found.headers["content-disposition"].startswith("attachment")


def test_links_name_their_format(app):
    assert query(app, format="tsv").headers["content-type"].startswith("text/tab-separated-values")
    assert query(app, CONSTRUCT, format="nt").headers["content-type"].startswith("application/n-triples")
    assert json.loads(query(app, CONSTRUCT, format="json").content)
    assert query(app, format="ttl").status_code == 406


def test_people_are_sent_to_the_page_that_asks(app):
    found = query(app, "SELECT * { ?s ?p 'a&b' }", accept=BROWSER)
    assert found.status_code == 303
    assert found.headers["location"] == "/ask?query=SELECT+%2A+%7B+%3Fs+%3Fp+%27a%26b%27+%7D"
    assert ask(app, "GET", "/sparql", headers={"Accept": BROWSER}).headers["location"] == "/ask"
    assert query(app, accept=BROWSER, format="csv").status_code == 200


def test_what_reaches_out_is_refused(app):
    assert query(app, "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }").status_code == 403
