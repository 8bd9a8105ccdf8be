"""`--json`: one document on standard output, whose keys stay."""

import json

import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from tests.whole import write_jsonl

runner = CliRunner()

KEYS = {
    ("trace", "GRAPH", "Russia demands regions"): {"asked", "claims", "nearest"},
    ("compare", "GRAPH", "Outlet A", "Outlet D"): {"outlets", "by", "counts", "rows"},
    ("problems", "GRAPH"): {"counts", "problems"},
    ("verify", "GRAPH"): {"ok", "n_anchors", "problems", "n_articles", "n_files"},
    ("query", "GRAPH", "corroborated"): {"head", "results"},
    ("diff", "GRAPH", "GRAPH"): {"identical", "old", "new", "changes"},
    ("explain", "GRAPH", "Russia demands regions", "--no-tree"): {
        "row", "short", "says", "rule_says", "model", "model_hash", "names", "told_by", "decisions", "against",
        "reviews", "again", "not_again",
    },
}  # fmt: skip
ROWS = {
    ("claims", "GRAPH"): {"assertion", "outlet", "subject", "predicate", "object", "sentence", "start", "end"},
    ("origins", "GRAPH", "--all"): {"origin", "article", "outlet", "relation"},
    ("mentions", "GRAPH"): {"outlet", "article", "start", "end", "kind", "type", "text", "iri"},
    ("queries",): {"name", "title", "question", "parameters"},
}


def ask(words, graph):
    arguments = [str(graph.path) if word == "GRAPH" else word for word in words]
    result = runner.invoke(app, [*arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    return json.loads(result.stdout)


@pytest.mark.parametrize("words", KEYS, ids=lambda words: words[0])
def test_keys_of_documents(words, seeds_graph):
    assert set(ask(words, seeds_graph)) == KEYS[words]


@pytest.mark.parametrize("words", ROWS, ids=lambda words: words[0])
def test_keys_of_rows(words, seeds_graph):
    found = ask(words, seeds_graph)
    assert found
    assert all(ROWS[words] <= set(row) for row in found)


def test_conflicts_are_a_list(seeds_graph):
    assert isinstance(ask(("conflicts", "GRAPH"), seeds_graph), list)


def test_what_a_build_and_a_resolve_did(tmp_path):
    graph = tmp_path / "news.kg"
    result = runner.invoke(app, ["build", str(write_jsonl(tmp_path / "n.jsonl", n=1)), "-o", str(graph), "--json"])
    found = json.loads(result.stdout)
    assert found["n_articles"] == 1
    assert set(found) == {"graph", "n_articles", "n_known", "n_aside", "n_assertions", "n_problems", "seconds"}
    resolved = json.loads(runner.invoke(app, ["resolve", str(graph), "--json"]).stdout)
    assert {"graph", "entities", "claims", "conflicts"} <= set(resolved)
