"""Every named question has a golden case in tests/cases/queries.toml: query, params, columns, rows, maybe the graph."""

import tomllib
from pathlib import Path

import pytest

from kg.errors import UnknownQuery, WrongParameter
from kg.query import ask, load_queries, load_query, parse_query
from kg.query.named import TYPES

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "queries.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['query']} {case.get('params', '')}".strip())
def test_a_named_question_is_answered(case, request):
    graph = request.getfixturevalue(case.get("graph", "sample_graph"))
    result = ask(graph, case["query"], case.get("params"))
    assert list(result.columns) == case["columns"]
    assert [["" if cell is None else cell for cell in row] for row in result.rows] == case["rows"]


def test_every_question_has_a_case():
    assert {case["query"] for case in CASES} | {"neighbourhood"} == set(load_queries())


@pytest.mark.parametrize("query", load_queries().values(), ids=lambda query: query.name)
def test_every_question_says_what_it_asks(query):
    assert query.title != query.name
    assert query.question.endswith((".", "?", ")"))
    for parameter in query.parameters:
        assert parameter.type in TYPES
        assert parameter.description
        assert f"${parameter.name}" in query.text


def test_there_are_at_least_twenty_questions():
    assert len(load_queries()) >= 20


def test_a_question_may_answer_in_triples(sample_graph):
    turtle = ask(sample_graph, "neighbourhood", {"entity": "Port Ellis"}).render("ttl")
    assert "rel:host top:peace-talks" in turtle
    assert "rel:be-held-in ent:port-ellis" in turtle
    assert "rel:demand" not in turtle


@pytest.mark.parametrize(
    "hostile",
    ['"', "'", "\\", '" || true || "', '") } #', '") } DELETE', "$subject", "<x>", "\n", "(", "[", "?s ?p ?o . }"],
)
def test_a_value_is_never_read_as_sparql(sample_graph, hostile):
    if "|" not in hostile:  # which is an alternative to a regular expression
        assert len(ask(sample_graph, "perspectives", {"claim": f"{hostile}hosts"})) == 0
    assert len(ask(sample_graph, "article-assertions", {"article": hostile})) == 0


def test_a_name_that_is_nearly_right_is_suggested(sample_graph):
    with pytest.raises(UnknownQuery, match="did you mean who-asserted"):
        ask(sample_graph, "who-assertet")


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("who-asserted", {}, "needs a value for predicate"),
        ("denials", {"outlet": "x"}, "takes none"),
        ("corroborated", {"outlet": "2"}, "it takes by, outlets"),
        ("corroborated", {"outlets": "two"}, "takes a number, not 'two'"),
    ],
)
def test_wrong_parameters_are_explained(sample_graph, name, values, message):
    with pytest.raises(WrongParameter, match=message):
        ask(sample_graph, name, values)


def test_numbers_may_be_given_as_numbers(sample_graph):
    assert len(ask(sample_graph, "corroborated", {"outlets": 3})) == 0


def test_sparql_may_declare_parameters(sample_graph):
    query = """# title: By day
# param day (date): the first day
SELECT ?id { ?a schema:identifier ?id ; schema:datePublished ?d FILTER(?d >= $day) } ORDER BY ?id"""
    assert ask(sample_graph, query, {"day": "2025-03-04"}).rows == [("dd-1",), ("ii-1",)]
    with pytest.raises(WrongParameter, match="takes a date"):
        ask(sample_graph, query, {"day": "yesterday"})


def test_dollars_in_texts_iris_and_comments_stay():
    query = parse_query("q", "# param x (string): x\n# $x\nSELECT * { ?s <http://a/$x> \"$x\", '$x', $x }")
    assert query.bind({"x": "1"}).count("$x") == 4


def test_a_question_is_loaded_by_name():
    assert load_query("denials").parameters == ()
