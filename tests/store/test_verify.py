import shutil
import sqlite3

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.store import GraphStore, verify, verify_folder
from kg.store.folder import TABLES


def kinds(path, **options):
    return {problem.kind for problem in verify_folder(path, **options).problems}


@pytest.fixture
def copied(sample_graph_path, tmp_path):
    return shutil.copytree(sample_graph_path, tmp_path / "copy.kg")


def test_every_anchor_reproduces_its_quote(sample_graph):
    found = verify(sample_graph)
    assert found.n_anchors == 16
    assert found.problems == ()
    assert found.n_articles == 4
    assert found.n_files > 5


def test_a_text_that_was_tampered_with_is_noticed(copied):
    with sqlite3.connect(copied / TABLES) as tables:
        tables.execute("UPDATE articles SET text = ' ' || text WHERE id = 'dd-1'")
    tables.close()
    with GraphStore.open(copied) as graph:
        problems = verify(graph).problems
    assert {problem.kind for problem in problems} == {"text-hash", "anchor", "file", "tables"}
    assert {problem.place.article for problem in problems if problem.place.article} == {"dd-1"}
    assert sum(problem.kind == "anchor" for problem in problems) == 3


def test_a_flipped_bit_of_any_sealed_file_is_noticed(copied):
    for path in sorted(copied.rglob("*")):
        if path.is_dir() or path.name.startswith(("LO", "lock", "flat")):
            continue
        whole = path.read_bytes()
        if whole:
            path.write_bytes(
                whole[: len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 1]) + whole[len(whole) // 2 + 1 :]
            )
            assert kinds(copied, quick=True), path.name
            path.write_bytes(whole)
    assert not kinds(copied)


def test_quads_that_come_and_go_without_kg_are_noticed(copied, sample_accounts):
    article = NamedNode(f"https://kg.example/article/{sample_accounts[0].article.key}")
    store = Store(str(copied / "store"))
    store.remove(next(iter(store.quads_for_pattern(None, None, None, article))))
    store.add(Quad(article, article, Literal("more"), NamedNode("https://kg.example/graph/claims")))
    store.add(Quad(article, article, Literal("elsewhere"), NamedNode("https://elsewhere.example/")))
    store.flush()
    del store
    assert {"article-graph", "graph", "unknown-graph", "file"} <= kinds(copied)


def test_what_cannot_be_opened_is_still_checked(copied):
    (copied / "store" / "CURRENT").unlink()
    found = verify_folder(copied)
    assert {"file", "damaged"} <= {problem.kind for problem in found.problems}
    assert any("CURRENT" in problem.place.path for problem in found.problems)


def test_a_graph_whose_writer_was_killed_says_so(copied):
    (copied / "writing").touch()
    assert kinds(copied) == {"unfinished"}


def test_readers_do_not_break_the_seal(copied):
    with GraphStore.open(copied) as graph:
        assert len(graph) > 0
    assert not kinds(copied)
