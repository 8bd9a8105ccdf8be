import shutil
import sqlite3

from kg.store import GraphStore, verify
from kg.store.folder import TABLES


def test_every_anchor_reproduces_its_quote(sample_graph):
    found = verify(sample_graph)
    assert found.n_anchors == 16
    assert found.problems == ()


def test_a_text_that_was_tampered_with_is_noticed(sample_graph_path, tmp_path):
    path = shutil.copytree(sample_graph_path, tmp_path / "copy.kg")
    with sqlite3.connect(path / TABLES) as tables:
        tables.execute("UPDATE articles SET text = ' ' || text WHERE id = 'dd-1'")
    tables.close()
    with GraphStore.open(path) as graph:
        problems = verify(graph).problems
    assert {problem.kind for problem in problems} == {"text-hash", "anchor"}
    assert {problem.place.article for problem in problems} == {"dd-1"}
    assert sum(problem.kind == "anchor" for problem in problems) == 3
