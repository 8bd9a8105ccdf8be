"""Every named question has an expected answer on seeds/, read by the bundled pipeline."""

import tomllib

import pytest

from kg.query import load_queries
from tests.whole import ROOT

CASES = tomllib.loads((ROOT / "tests/cases/queries_on_seeds.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"])
def test_a_named_question_is_answered(seeds_graph, case):
    result = seeds_graph.query(case["query"], **case["params"])
    rows = [["" if cell is None else str(cell) for cell in row] for row in result.rows]
    assert len(rows) == case["n_rows"]
    assert case.get("row") is None or case["row"] in rows


def test_the_neighbourhood_of_an_entity_is_turtle(seeds_graph):
    assert "annex" in seeds_graph.query("neighbourhood", entity="Crimea").render("ttl")


def test_no_named_question_is_left_out():
    assert {case["query"] for case in CASES} | {"neighbourhood"} == set(load_queries())
