import shutil
import sqlite3
import sys
from hashlib import sha256

import pytest
from typer.testing import CliRunner

from kg import KnowledgeGraph
from kg.cli.app import app, main
from kg.errors import GraphOutdated
from kg.store import GraphStore
from kg.store.link_counts import count_links
from tests.whole import exported


@pytest.fixture
def path(seeds_graph, tmp_path):
    return shutil.copytree(seeds_graph.path, tmp_path / "seeds.kg")


def kg(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def article_graphs(path):
    """Hash what stands in the graph of each article."""
    with GraphStore.open(path) as graph:
        names = [graph.identifiers.room("article", heading.key) for heading in graph.tables.headings()]
        return [sha256("\n".join(sorted(map(str, graph.quads(name)))).encode()).hexdigest() for name in names]


def test_resolving_leaves_what_was_extracted_and_links_the_same_again(path, seeds_graph):
    before = article_graphs(path)
    for _ in range(2):
        assert kg("resolve", path).exit_code == 0
        assert article_graphs(path) == before
        assert exported(KnowledgeGraph.open(path)) == exported(seeds_graph)


def test_links_that_are_gone_are_made_again(path, seeds_graph):
    with GraphStore.create(path) as graph:
        graph.replace_links([])
        assert count_links(graph).claims == 0
    assert exported(KnowledgeGraph.open(path)) != exported(seeds_graph)
    kg("resolve", path, "--quiet")
    assert exported(KnowledgeGraph.open(path)) == exported(seeds_graph)


def test_what_was_linked_is_counted(path):
    counts = KnowledgeGraph.open(path).resolve()
    asked = KnowledgeGraph.open(path).query(
        "SELECT (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(?this) AS ?n) WHERE { ?this kg:says ?claim }"
    )
    assert (counts.claims, counts.assertions) == asked.rows[0]
    assert counts.assertions == len(KnowledgeGraph.open(path))
    assert 0 < counts.told_again < counts.claims
    assert f"{counts.claims:,} claims" in kg("resolve", path).stdout


def test_a_graph_of_an_earlier_version_is_refused_and_left_as_it_is(path, seeds_graph):
    tables = sqlite3.connect(path / "articles.sqlite")
    tables.execute("ALTER TABLE mentions DROP COLUMN lemma")
    tables.close()
    with pytest.raises(GraphOutdated, match="earlier version"):
        KnowledgeGraph.open(path).resolve()
    assert exported(KnowledgeGraph.open(path)) == exported(seeds_graph)


def test_where_there_is_no_graph_none_is_made(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["kg", "resolve", str(tmp_path / "nowhere.kg")])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert "is no graph" in capsys.readouterr().err
    assert not (tmp_path / "nowhere.kg").exists()
