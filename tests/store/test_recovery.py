import ctypes
import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.errors import GraphDamaged, GraphLocked, GraphNotFound, GraphTooNew
from kg.rdf import describe
from kg.store import GraphStore, verify_folder
from kg.store.folder import TABLES
from tests.accounts import COURIER
from tests.store.test_folder import exported


@pytest.fixture
def copied(sample_graph_path, tmp_path):
    return shutil.copytree(sample_graph_path, tmp_path / "copy.kg")


def read_again(path, accounts, run):
    """Read what a graph waits for, as a build does."""
    by_key = {account.article.key: account for account in accounts}
    with GraphStore.create(path) as graph:
        waiting = [article.key for article in graph.again()]
        for key in waiting:
            graph.add(by_key[key], run=run)
        graph.flush()
        return waiting, exported(graph)


def test_an_article_that_lost_a_quad_is_read_again_from_its_stored_text(copied, sample_accounts, sample_run):
    with GraphStore.open(copied) as graph:
        before, this = exported(graph), graph.identifiers.room("article", COURIER.key)
    store = Store(str(copied / "store"))
    store.remove(next(iter(store.quads_for_pattern(None, None, None, this))))
    store.flush()
    del store
    (copied / "writing").touch()
    with GraphStore.create(copied) as graph:
        (waiting,) = graph.again()
        assert (waiting.key, waiting.text, waiting.removed) == (COURIER.key, COURIER.text, COURIER.removed)
        assert graph.tables.entry(COURIER.key) is None
    assert {problem.kind for problem in verify_folder(copied).problems} == {"to-be-read"}
    waited, after = read_again(copied, sample_accounts, sample_run)
    assert waited == [COURIER.key]
    assert after == before


def test_what_holds_is_not_touched_after_a_kill(copied):
    (copied / "writing").touch()
    with GraphStore.create(copied) as graph:
        assert not list(graph.again())
    assert not verify_folder(copied).problems


def test_a_revision_that_is_read_again_keeps_its_place(tmp_path, sample_accounts, sample_run):
    first = sample_accounts[0]
    later = replace(first, article=replace(first.article, title="Talks are announced again"), assertions=())
    path = tmp_path / "a.kg"
    with GraphStore.create(path) as graph:
        for account in (first, later):
            graph.add(account, run=sample_run)
            graph.flush()
        before = exported(graph)
    with sqlite3.connect(path / TABLES) as tables:
        tables.execute("UPDATE articles SET graph_hash = 'another' WHERE key = ?", (COURIER.key,))
    tables.close()
    (path / "writing").touch()
    waited, after = read_again(path, (first, later), sample_run)
    assert waited == [COURIER.key]
    assert after == before


def test_a_second_writer_is_told_at_once(tmp_path):
    with GraphStore.create(tmp_path / "a.kg"):
        code = "import sys; from kg.store import GraphStore; GraphStore.create(sys.argv[1])"
        started = time.monotonic()
        told = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "a.kg")], capture_output=True, text=True, check=False
        )
        assert "another process" in told.stderr
        assert time.monotonic() - started < 25
    held = (tmp_path / "a.kg" / "lock").open("ab")
    fcntl.flock(held, fcntl.LOCK_EX)
    with pytest.raises(GraphLocked):
        GraphStore.create(tmp_path / "a.kg")
    held.close()


def test_tables_that_somebody_else_holds_are_not_waited_for(copied):
    with sqlite3.connect(copied / TABLES) as tables:
        tables.execute("PRAGMA user_version = 0")
    tables.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    with pytest.raises(GraphLocked):
        GraphStore.create(copied)
    assert time.monotonic() - started < 5
    tables.close()


def test_a_store_without_its_head_is_not_begun_anew(copied):
    (copied / "store" / "CURRENT").unlink()
    with pytest.raises(GraphDamaged, match="CURRENT"):
        GraphStore.create(copied)
    with pytest.raises(GraphDamaged, match="CURRENT"):
        GraphStore.open(copied)


def test_tables_that_are_gone_are_not_begun_anew(copied):
    (copied / TABLES).unlink()
    with pytest.raises((GraphDamaged, GraphNotFound)):
        GraphStore.create(copied)


def test_a_graph_of_a_later_version_is_refused(copied):
    with sqlite3.connect(copied / TABLES) as tables:
        tables.execute("PRAGMA user_version = 99")
    tables.close()
    with pytest.raises(GraphTooNew, match="upgrade"):
        GraphStore.create(copied)


def test_a_graph_of_an_earlier_version_is_brought_up_to_date(copied):
    before = exported(GraphStore.open(copied))
    with sqlite3.connect(copied / TABLES) as tables:
        for column in ("country", "bytes_hash", "retrieved", "graph_hash", "n_quads"):
            tables.execute(f"ALTER TABLE articles DROP COLUMN {column}")
        for table in ("again", "builds", "ledger"):
            tables.execute(f"DROP TABLE {table}")
        for column in ("n_aside", "build", "noted"):
            tables.execute(f"ALTER TABLE problems DROP COLUMN {column}")
        tables.execute("PRAGMA user_version = 0")
    tables.close()
    for name in ("seal.json", "lock"):
        (copied / name).unlink()
    with GraphStore.open(copied) as graph:
        assert [entry.graph_hash for entry in graph.tables.entries()] == [None] * 4
    assert not verify_folder(copied).problems
    with GraphStore.create(copied) as graph:
        assert exported(graph) == before
        assert all(entry.graph_hash for entry in graph.tables.entries())
    assert not verify_folder(copied).problems


def test_quotes_and_ids_stay_strings(tmp_path, sample_accounts, sample_run):
    first = sample_accounts[0]
    article = replace(first.article, id="007", title="1.0", url="+1", author="1e3")
    quads = list(describe(replace(first, article=article, assertions=()), run=sample_run))
    written = {quad.object.value for quad in quads if getattr(quad.object, "value", "") in ("007", "1.0", "+1", "1e3")}
    assert written == {"007", "1.0", "+1", "1e3"}
    with GraphStore.create(tmp_path / "a.kg") as graph:
        graph.add(replace(first, article=article, assertions=()), run=sample_run)
        graph.flush()
        kept = {quad.object.value for quad in graph.quads() if getattr(quad.object, "value", "") in written}
    assert kept == written


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("cc"), reason="the shim is for Linux, and compiled")
@pytest.mark.parametrize("module", ["kill_points"])
def test_a_build_that_is_killed_goes_on_to_the_same_graph(module, tmp_path):
    from tests.benchmarks import kill_points

    assert ctypes.sizeof(ctypes.c_long) == 8
    shim = kill_points.compile_shim(tmp_path)
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", "--preloaded", "250", "more articles"]
    found = subprocess.run(
        command, env={**os.environ, "LD_PRELOAD": str(shim)}, capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert found.returncode == 0, found.stdout + found.stderr
    assert "0 failed" in found.stdout
