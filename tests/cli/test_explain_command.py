import json
import tomllib
from importlib import resources
from shutil import copytree

import pytest
from typer.testing import CliRunner

from kg import KnowledgeGraph
from kg.cli.app import app
from kg.errors import NotInGraph
from kg.nlp.relation.clause import Origin
from kg.records.reviews import Judgement

runner = CliRunner()


@pytest.fixture
def seeds_copy(seeds_graph, tmp_path):
    return KnowledgeGraph.open(copytree(seeds_graph.path, tmp_path / "copy.kg"))


def explain(*arguments):
    return runner.invoke(app, ["explain", *map(str, arguments)], catch_exceptions=False)


def test_a_claim_is_explained_down_to_its_tree(seeds_graph):
    output = explain(seeds_graph.path, "Russia demands regions").output
    assert "▸Russia demands" in output
    assert "it gives the same claim" in output
    assert "├─ Russia  [nsubj, PROPN] *" in output
    assert "same 0." in output
    assert "because both have Russia as subject" in output


def test_an_assertion_is_found_by_its_short_name(seeds_graph):
    row = next(iter(seeds_graph.claims(speaker="Zelensky")))
    short = f"asr:{row.assertion.rpartition('/')[2]}"
    found = json.loads(explain(seeds_graph.path, short, "--json").output)
    assert found["row"]["assertion"] == row.assertion
    assert found["again"]["is_same_model"]
    assert found["again"]["is_same_claim"]
    assert found["again"]["cue"][0]["text"]


def test_every_assertion_of_an_article_is_read_again_as_it_was(seeds_graph):
    rows = list(seeds_graph.claims(outlet="Outlet B"))[::9]
    assert all(seeds_graph.explain(row.assertion).again.is_same_claim for row in rows)


def test_what_people_hold_of_it_is_told(seeds_copy):
    row = next(iter(seeds_copy.claims(predicate="host")))
    seeds_copy.reviews.judge([row.assertion], Judgement.ACCEPTED, by="Mia Lund", note="as printed")
    (review,) = seeds_copy.explain(row.assertion, read_again=False).reviews
    assert (review.by, review.verdict, review.note) == ("Mia Lund", "accepted", "as printed")


@pytest.mark.parametrize("words", ["asr:0000000000000000", "the glazier forgets umbrellas"])
def test_what_is_not_there_is_said(seeds_graph, words):
    with pytest.raises(NotInGraph, match="there is no"):
        seeds_graph.explain(words)


def test_every_rule_says_what_it_does(seeds_graph):
    rules = tomllib.loads(resources.files("kg.query").joinpath("rules.toml").read_text())["rules"]
    assert {origin.value for origin in Origin} <= set(rules)
    assert {row.rule.removesuffix("-passive") for row in seeds_graph.claims()} <= set(rules)
